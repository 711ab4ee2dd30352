import { queryOptions } from '@tanstack/react-query'
import { api, got } from '@/shared/http'

/** What the house serves; it changes seldom. */
export const catalogueQueries = {
  kinds: () =>
    queryOptions({
      queryKey: ['catalogue', 'kinds'],
      queryFn: ({ signal }) => got(api.GET('/api/cases/kinds', { signal })),
      staleTime: 300_000,
    }),
  codes: () =>
    queryOptions({
      queryKey: ['catalogue', 'codes'],
      queryFn: ({ signal }) => got(api.GET('/api/cases/fault-codes', { signal })),
      staleTime: 300_000,
    }),
}
