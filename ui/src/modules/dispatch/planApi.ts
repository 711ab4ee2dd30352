import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, got, type Schema } from '@/shared/http'
import type { Booked, Pieces } from './api'

export type Advice = Schema<'AdviceDesk.Advice'>
export type Offer = Schema<'Reason.Offer'>
export type Other = Schema<'Reason.Other'>
export type Reason = Schema<'Reason'>
export type Run = Schema<'PlanRuns.Run'>
export type PlanResult = Schema<'PlanResult'>
export type Change = Schema<'PlanResult.Change'>
export type Totals = Schema<'PlanResult.Totals'>
export type Tour = Schema<'PlanResult.Tour'>
export type PlanBody = Schema<'PlanController.PlanBody'>
export type Goal = PlanBody['goal']
export type Shift = Schema<'PlanController.ShiftBody'>
export type DayRule = Schema<'DayRules.DayRule'>
export type Window = { from: string; to: string }

/** Still searching: asked again each second, should a live message get lost. */
const SECOND = 1000

export const planQueries = {
  advice: (caseId: string, day: string, minutes: number) =>
    queryOptions({
      queryKey: ['dispatch', 'advice', caseId, day, minutes],
      queryFn: ({ signal }) =>
        got(api.GET('/api/dispatch/cases/{id}/advice', { params: { path: { id: caseId }, query: { day, minutes } }, signal })),
      retry: false,
    }),
  reason: (bookingId: string) =>
    queryOptions({
      queryKey: ['dispatch', 'reason', bookingId],
      queryFn: ({ signal }) =>
        got(api.GET('/api/dispatch/bookings/{id}/reason', { params: { path: { id: bookingId } }, signal })),
      retry: false,
    }),
  run: (id: string) =>
    queryOptions({
      queryKey: ['plans', id],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/plans/{id}', { params: { path: { id } }, signal })),
      refetchInterval: (query) => (query.state.data?.state === 'RUNNING' ? SECOND : false),
    }),
  nearby: (bookingId: string) =>
    queryOptions({
      queryKey: ['dispatch', 'nearby', bookingId],
      queryFn: ({ signal }) =>
        got(api.GET('/api/dispatch/bookings/{id}/nearby', { params: { path: { id: bookingId } }, signal })),
      retry: false,
    }),
  dayRule: (branch: string) =>
    queryOptions({
      queryKey: ['plans', 'rule', branch],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/branches/{id}/day-rule', { params: { path: { id: branch } }, signal })),
    }),
  open: (branch: string) =>
    queryOptions({
      queryKey: ['plans', 'open', branch],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/plans', { params: { query: { branch } }, signal })),
    }),
}

function useAct<Body, Answer>(send: (body: Body) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSettled: () =>
      Promise.all([queries.invalidateQueries({ queryKey: ['plans'] }), queries.invalidateQueries({ queryKey: ['dispatch'] })]),
  })
}

export const useTakeOffer = (caseId: string) =>
  useAct(
    (body: { engineerId: string; startsAt: string; minutes: number; note: string }): Promise<Booked> =>
      got(api.POST('/api/dispatch/cases/{id}/advice', { params: { path: { id: caseId } }, body })),
  )

export const useSetCrew = (caseId: string) =>
  useAct((people: number) =>
    got(api.PUT('/api/dispatch/cases/{id}/crew', { params: { path: { id: caseId } }, body: { people } })),
  )

export const useSetNeeds = (caseId: string) =>
  useAct((body: { languages: string[]; equipment: Pieces[] }) =>
    got(api.PUT('/api/dispatch/cases/{id}/needs', { params: { path: { id: caseId } }, body })),
  )

/** Several visits at once, or none; answers with their versions after it. */
export const useShift = () => useAct((visits: Shift[]) => got(api.POST('/api/dispatch/bookings/shift', { body: { visits } })))

export const useSetWindows = (caseId: string) =>
  useAct((windows: Window[]) =>
    got(api.PUT('/api/dispatch/cases/{id}/windows', { params: { path: { id: caseId } }, body: { windows } })),
  )

export const useAskPlan = () => useAct((body: PlanBody): Promise<Run> => got(api.POST('/api/dispatch/plans', { body })))

export const useStopPlan = () =>
  useAct((id: string) => got(api.POST('/api/dispatch/plans/{id}/stop', { params: { path: { id } } })))

export const useAcceptPlan = (id: string) =>
  useAct((keys: string[]) => got(api.POST('/api/dispatch/plans/{id}/accept', { params: { path: { id } }, body: { keys } })))

export const useDismissPlan = (id: string) =>
  useAct((_: undefined) => got(api.POST('/api/dispatch/plans/{id}/dismiss', { params: { path: { id } } })))

export const useRideAlong = (bookingId: string) =>
  useAct(
    (body: { caseId: string; startsAt: string }): Promise<Booked> =>
      got(api.POST('/api/dispatch/bookings/{id}/nearby', { params: { path: { id: bookingId } }, body })),
  )

export const useUndoPlan = () =>
  useAct((id: string) => got(api.POST('/api/dispatch/plans/{id}/undo', { params: { path: { id } } })))

export const useSetDayRule = (branch: string) =>
  useAct((body: DayRule) => got(api.PUT('/api/dispatch/branches/{id}/day-rule', { params: { path: { id: branch } }, body })))

export const useSwap = () =>
  useAct((body: Schema<'PlanController.SwapBody'>) => got(api.POST('/api/dispatch/bookings/swap', { body })))

/** A plan's question with what it does not ask for left out. */
export const planBody = (body: Pick<PlanBody, 'branchId' | 'goal' | 'day'> & Partial<PlanBody>): PlanBody => ({
  days: 1,
  seconds: 3,
  caseId: null,
  engineerId: null,
  from: null,
  to: null,
  bookingId: null,
  minutes: null,
  ...body,
})
