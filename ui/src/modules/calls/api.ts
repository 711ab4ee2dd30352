import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Call } from '@/shared/calls/calls'
import { http, type Schema, search } from '@/shared/http'

export type Centre = Schema<'CallCentres.Row'>
export type CallFilter = { box?: string; number?: string; after?: string; note?: string }

export const listQueries = {
  calls: ({ box, number, after }: CallFilter) =>
    queryOptions({
      queryKey: ['calls', 'list', box ?? '', number ?? '', after ?? ''],
      queryFn: ({ signal }) => http<Schema<'CallQueries.Page'>>(`/calls${search({ box, number, after })}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  centres: () =>
    queryOptions({
      queryKey: ['calls', 'centres'],
      queryFn: ({ signal }) => http<Centre[]>('/call-centres', { signal }),
    }),
}

/** Seconds as people read the length of a call: 3:07. */
export function spoken({ answeredAt, endedAt }: Call) {
  if (!answeredAt || !endedAt) return undefined
  const seconds = Math.max(0, Math.round((new Date(endedAt).getTime() - new Date(answeredAt).getTime()) / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
