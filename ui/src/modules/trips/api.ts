import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { http, type Schema, search } from '@/shared/http'

export type Trip = Schema<'TripQueries.TripView'>
export type TripRow = Schema<'TripQueries.TripRow'>
export type TripBody = Schema<'TripController.TripBody'>
export type Week = Schema<'TripQueries.Week'>
export type Status = TripRow['status']
export type TripFilter = { words?: string; status?: Status; branch?: string; after?: string; edit?: string }

export const TONES = {
  ASKED: 'warn',
  APPROVED: 'info',
  REFUSED: 'bad',
  AWAY: 'good',
  BACK: 'neutral',
  CANCELLED: 'neutral',
} as const satisfies Record<Status, string>
export const STATUSES = Object.keys(TONES) as Status[]

export const tripQueries = {
  list: ({ edit: _, ...filter }: TripFilter) =>
    queryOptions({
      queryKey: ['trips', 'list', filter],
      queryFn: ({ signal }) => http<Schema<'TripQueries.TripPage'>>(`/trips${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  one: (id: string) =>
    queryOptions({ queryKey: ['trips', 'one', id], queryFn: ({ signal }) => http<Trip>(`/trips/${id}`, { signal }) }),
  mine: () =>
    queryOptions({
      queryKey: ['trips', 'mine'],
      queryFn: ({ signal }) => http<Schema<'TripController.MyTrips'>>('/field/trips', { signal }),
    }),
  myOne: (id: string) =>
    queryOptions({ queryKey: ['trips', 'mine', id], queryFn: ({ signal }) => http<Trip>(`/field/trips/${id}`, { signal }) }),
}

export function useTripDeed(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, json }: { path: string; json: object }) => http<Trip>(`/trips/${id}/${path}`, { method: 'POST', json }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['trips'] }),
  })
}

export function useMyDeed(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, json, method = 'POST' }: { path: string; json: object; method?: 'POST' | 'PUT' }) =>
      http<Trip>(`/field/trips/${id}/${path}`, { method, json }),
    onSuccess: (trip) => {
      queries.setQueryData(tripQueries.myOne(id).queryKey, trip)
      return queries.invalidateQueries({ queryKey: ['trips', 'mine'] })
    },
  })
}

export const money = (amount: number | string, currency: string, language: string) =>
  new Intl.NumberFormat(language, { style: 'currency', currency }).format(Number(amount))
