import { queryOptions } from '@tanstack/react-query'
import { http, type Schema } from '@/shared/http'

export type Call = Schema<'CallQueries.Row'>

export const callQueries = {
  /** What rings, or is being spoken, on the telephone of whoever is signed in. */
  mine: () =>
    queryOptions({
      queryKey: ['calls', 'mine'],
      queryFn: ({ signal }) => http<Call[]>('/calls/mine', { signal }),
    }),
  call: (id: string) =>
    queryOptions({
      queryKey: ['calls', 'one', id],
      queryFn: ({ signal }) => http<Call>(`/calls/${id}`, { signal }),
    }),
}
