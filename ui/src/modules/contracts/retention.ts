import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { http, type Schema, search } from '@/shared/http'

export type RetentionRow = Schema<'RetentionQueries.Row'>
export type Retention = Schema<'RetentionQueries.View'>
export type RetentionMonth = Schema<'RetentionQueries.Month'>
export type Standing = RetentionRow['standing']
export type Entry = Retention['entries'][number]['kind']
export type RetentionFilter = { words?: string; branch?: string; standing?: Standing; month?: string; after?: string }

const STANDING_SET = { DUE: true, WAITING: true, OPEN: true, SETTLED: true } satisfies Record<Standing, true>
export const STANDINGS = Object.keys(STANDING_SET) as Standing[]

export const retentionQueries = {
  list: (filter: RetentionFilter) =>
    queryOptions({
      queryKey: ['contracts', 'retention', 'list', filter],
      queryFn: ({ signal }) => http<Schema<'RetentionQueries.Page'>>(`/retention${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  months: (branch: string | undefined) =>
    queryOptions({
      queryKey: ['contracts', 'retention', 'months', branch],
      queryFn: ({ signal }) => http<RetentionMonth[]>(`/retention/months${search({ branch })}`, { signal }),
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['contracts', 'retention', 'one', id],
      queryFn: ({ signal }) => http<Retention>(`/retention/${id}`, { signal }),
    }),
}

export function useRetentionChange(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, method = 'POST', json }: { path: string; method?: 'POST' | 'PUT'; json: object }) =>
      http<Retention>(`/retention/${id}/${path}`, { method, json }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['contracts'] }),
  })
}
