import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, got, type Schema } from '@/shared/http'

export type PauseReason = Schema<'PauseReason'>
export type Party = PauseReason['party']

export const PARTIES = ['CUSTOMER', 'SUPPLIER', 'HOUSE'] as const satisfies Party[]

export const pauseQueries = {
  list: () =>
    queryOptions({
      queryKey: ['promises', 'pause-reasons'],
      queryFn: ({ signal }) => got(api.GET('/api/promises/pause-reasons', { signal })),
      staleTime: 60_000,
    }),
}

export function useSavePause(before: PauseReason | undefined) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (reason: PauseReason): Promise<unknown> =>
      before?.code
        ? got(api.PUT('/api/promises/pause-reasons/{code}', { params: { path: { code: before.code } }, body: reason }))
        : got(api.POST('/api/promises/pause-reasons', { body: reason })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['promises'] }),
  })
}

/** A reason nobody has written yet. */
export const NEW_PAUSE: PauseReason = {
  code: null,
  name: '',
  party: 'CUSTOMER',
  calendar: '5x8',
  chaseMinutes: 480,
  chases: 3,
  resolution: null,
  active: true,
  version: 1,
}
