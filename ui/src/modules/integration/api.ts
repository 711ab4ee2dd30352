import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { http, type Schema, search } from '@/shared/http'
import type { ApiText } from './openapi'

export type ApiKey = Schema<'ApiKeyQueries.KeyRow'>
export type KeyState = ApiKey['state']
export type NewKey = Schema<'ApiKeyController.NewKey'>
export type MadeKey = Schema<'ApiKeyDesk.Made'>
export type ApiScope = Schema<'ApiKeyController.ScopeView'>

/** `open`: `new` while a key is being made. */
export type KeyFilter = { words?: string; state?: KeyState; after?: string; open?: string }

type Next = { at: string; id: string } | null
export const cursorOf = (next: Next | undefined) => (next ? `${next.at}~${next.id}` : null)
const pageAfter = (after: string | undefined) => {
  const [afterAt, afterId] = after?.split('~') ?? []
  return { afterAt, afterId }
}

/** Words of a scope: `cases:read` stands under `cases-read`, a colon means something else there. */
export const scopeKey = (code: string) => `scopes.${code.replace(':', '-')}` as const

export const keyQueries = {
  all: ['api-keys'] as const,
  list: ({ words, state, after }: KeyFilter) =>
    queryOptions({
      queryKey: [...keyQueries.all, 'list', words, state, after],
      queryFn: ({ signal }) =>
        http<Schema<'ApiKeyQueries.KeyPage'>>(`/api-keys${search({ words, state, ...pageAfter(after) })}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  scopes: () =>
    queryOptions({
      queryKey: [...keyQueries.all, 'scopes'],
      queryFn: ({ signal }) => http<ApiScope[]>('/api-keys/scopes', { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
}

export const docsQuery = () =>
  queryOptions({
    queryKey: ['api-docs'],
    queryFn: ({ signal }) => http<ApiText>('/api-docs', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export function useMakeKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: NewKey) => http<MadeKey>('/api-keys', { method: 'POST', json: body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keyQueries.all }),
  })
}

export function useRevokeKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => http(`/api-keys/${id}`, { method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keyQueries.all }),
  })
}
