import { queryOptions } from '@tanstack/react-query'
import { api, got, type Schema } from '@/shared/http'

export type Home = Schema<'Home'>
export type CaseLine = Schema<'Home.CaseLine'>
export type Task = Schema<'Home.Step'>['task']

export const homeQueries = {
  all: ['home'] as const,
  home: () =>
    queryOptions({
      queryKey: ['home'],
      queryFn: ({ signal }) => got(api.GET('/api/home', { signal })),
      // What falls due moves without anybody doing anything.
      refetchInterval: 60_000,
    }),
  /** What was received and became no case yet. */
  unfinished: () =>
    queryOptions({
      queryKey: ['intake', 'reports', ''],
      queryFn: ({ signal }) => got(api.GET('/api/intake/reports', { signal })),
      refetchInterval: 60_000,
    }),
}
