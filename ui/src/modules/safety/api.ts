import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Tone } from '@/shared/desk'
import { http, type Schema, search } from '@/shared/http'
import type { Hazard, HazardScope, Risk } from '@/shared/safety/hazards'

export type NearMiss = Schema<'SafetyQueries.NearMissRow'>
export type NearMissView = Schema<'SafetyQueries.NearMissView'>
export type HazardFilter = {
  words?: string
  of?: HazardScope
  risk?: Risk
  branch?: string
  retired?: string
  after?: string
  edit?: string
  about?: string
}
export type NearMissFilter = {
  state?: NearMiss['state']
  risk?: Risk
  branch?: string
  after?: string
  open?: string
}

export const SCOPES = ['CUSTOMER', 'SITE', 'DEVICE', 'PRODUCT', 'KIND'] as const satisfies HazardScope[]
export const OUTCOMES = ['NEARLY', 'DAMAGE', 'INJURY'] as const satisfies NearMiss['outcome'][]
export const STATE_TONES = { OPEN: 'warn', CLOSED: 'good' } satisfies Record<NearMiss['state'], Tone>

export const safetyQueries = {
  hazards: ({ edit: _, about: __, ...filter }: HazardFilter) =>
    queryOptions({
      queryKey: ['safety', 'hazards', filter],
      queryFn: ({ signal }) => http<Schema<'SafetyQueries.HazardPage'>>(`/hazards${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  hazard: (id: string) =>
    queryOptions({ queryKey: ['safety', 'hazard', id], queryFn: ({ signal }) => http<Hazard>(`/hazards/${id}`, { signal }) }),
  nearMisses: ({ open: _, ...filter }: NearMissFilter) =>
    queryOptions({
      queryKey: ['safety', 'near-misses', filter],
      queryFn: async ({ signal }) => {
        const page = await http<Schema<'SafetyQueries.NearMissPage'>>(`/near-misses${search(filter)}`, { signal })
        return { next: page.next, rows: page.rows.map(({ report }) => report) }
      },
      placeholderData: keepPreviousData,
    }),
  nearMiss: (id: string) =>
    queryOptions({
      queryKey: ['safety', 'near-miss', id],
      queryFn: ({ signal }) => http<NearMissView>(`/near-misses/${id}`, { signal }),
    }),
  certificates: () =>
    queryOptions({
      queryKey: ['dispatch', 'certificate-kinds'],
      queryFn: ({ signal }) => http<{ code: string; name: Record<string, string> }[]>('/dispatch/certificate-kinds', { signal }),
      staleTime: 300_000,
    }),
}

/** Any change of safety's own things. */
export function useSend<Answer = unknown>() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, method = 'POST', json }: { path: string; method?: 'POST' | 'PUT'; json: object }) =>
      http<Answer>(path, { method, json }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['safety'] }),
  })
}
