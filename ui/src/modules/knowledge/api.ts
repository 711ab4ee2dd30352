import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Tone } from '@/shared/desk'
import { http, type Schema, search } from '@/shared/http'

export type ArticleRow = Schema<'ArticleQueries.Row'>
export type Article = Schema<'ArticleQueries.Article'>
export type ArticleVersion = Schema<'ArticleQueries.Version'>
export type ArticleFilter = {
  words?: string
  state?: ArticleRow['state']
  audience?: ArticleRow['audience']
  after?: string
}

export const STATES = ['PUBLISHED', 'DRAFT', 'WITHDRAWN'] as const satisfies ArticleRow['state'][]
export const AUDIENCES = ['DESK', 'PORTAL'] as const satisfies ArticleRow['audience'][]
export const STATE_TONES = { PUBLISHED: 'good', DRAFT: 'warn', WITHDRAWN: 'neutral' } satisfies Record<ArticleRow['state'], Tone>

export const articleQueries = {
  list: (filter: ArticleFilter) =>
    queryOptions({
      queryKey: ['articles', 'list', filter],
      queryFn: ({ signal }) => http<Schema<'ArticleQueries.Page'>>(`/articles${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  one: (id: string) =>
    queryOptions({ queryKey: ['articles', 'one', id], queryFn: ({ signal }) => http<Article>(`/articles/${id}`, { signal }) }),
  versions: (id: string) =>
    queryOptions({
      queryKey: ['articles', 'versions', id],
      queryFn: ({ signal }) => http<ArticleVersion[]>(`/articles/${id}/versions`, { signal }),
    }),
}

/** Any change of an article. */
export function useSend() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, method = 'POST', json = {} }: { path: string; method?: 'POST' | 'PUT'; json?: object }) =>
      http(path, { method, json }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['articles'] }),
  })
}
