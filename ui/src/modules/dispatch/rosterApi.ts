import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, got, type Schema } from '@/shared/http'

export type PeopleWeek = Schema<'PeopleController.PeopleWeek'>
export type PersonWeek = Schema<'PeopleController.PersonWeek'>
export type LeaveBody = Schema<'PeopleController.LeaveBody'>
export type ShiftPlanBody = Schema<'PeopleController.ShiftPlanBody'>
export type Roster = Schema<'RosterController.OnCallRoster'>
export type Rotation = Schema<'RosterQueries.RotationView'>
export type RotationBody = Schema<'RosterController.RotationBody'>
export type Pattern = Schema<'People.PatternView'>
export type PatternBody = Schema<'PeopleController.ShiftPatternBody'>
export type DutyAhead = Schema<'RosterController.DutyAhead'>
export type Duty = Schema<'RosterQueries.DutyView'>
export type Swap = Schema<'RosterQueries.SwapView'>
export type Half = LeaveBody['fromHalf']

type Absence = Pick<LeaveBody, 'fromDay' | 'fromHalf' | 'toDay' | 'toHalf'>

const of = (branch: string | undefined) => (branch ? { branch } : {})

export const rosterQueries = {
  people: (branch: string | undefined, from: string, to: string) =>
    queryOptions({
      queryKey: ['roster', 'people', branch, from, to],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/people', { params: { query: { ...of(branch), from, to } }, signal })),
      placeholderData: keepPreviousData,
    }),
  patterns: () =>
    queryOptions({
      queryKey: ['roster', 'patterns'],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/shift-patterns', { signal })),
    }),
  /** What a leave would collide with. */
  engagements: (id: string, absence: Absence) =>
    queryOptions({
      queryKey: ['roster', 'engagements', id, absence],
      queryFn: ({ signal }) =>
        got(api.GET('/api/dispatch/people/{id}/engagements', { params: { path: { id }, query: absence }, signal })),
    }),
  /** Who would be on when, before a rotation is written. */
  preview: (body: RotationBody, from: string, to: string) =>
    queryOptions({
      queryKey: ['roster', 'preview', body, from, to],
      queryFn: ({ signal }) =>
        got(api.POST('/api/dispatch/on-call/rotations/preview', { params: { query: { from, to } }, body, signal })),
      placeholderData: keepPreviousData,
    }),
  onCall: (branch: string | undefined, from: string, to: string) =>
    queryOptions({
      queryKey: ['roster', 'on-call', branch, from, to],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/on-call', { params: { query: { ...of(branch), from, to } }, signal })),
      placeholderData: keepPreviousData,
    }),
}

function useChange<Body, Answer>(send: (body: Body) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: send, onSettled: () => queries.invalidateQueries({ queryKey: ['roster'] }) })
}

export const useTakeLeave = () => useChange((body: LeaveBody) => got(api.POST('/api/dispatch/leaves', { body })))
export const useCancelLeave = () =>
  useChange((id: string) => got(api.DELETE('/api/dispatch/leaves/{id}', { params: { path: { id } } })))
export const useFollow = () => useChange((body: ShiftPlanBody) => got(api.POST('/api/dispatch/shift-plans', { body })))
export const useChangeDay = () =>
  useChange(({ id, day, ...body }: { id: string; day: string; hours: string; note: string }) =>
    got(api.PUT('/api/dispatch/people/{id}/days/{day}', { params: { path: { id, day } }, body })),
  )
export const useResetDay = () =>
  useChange(({ id, day }: { id: string; day: string }) =>
    got(api.DELETE('/api/dispatch/people/{id}/days/{day}', { params: { path: { id, day } } })),
  )
export const useEndPlan = () =>
  useChange(({ id, lastDay }: { id: string; lastDay: string }) =>
    got(api.PUT('/api/dispatch/shift-plans/{id}/end', { params: { path: { id } }, body: { lastDay } })),
  )
export const useSavePattern = (id: string | undefined) =>
  useChange((body: PatternBody) =>
    got(
      id
        ? api.PUT('/api/dispatch/shift-patterns/{id}', { params: { path: { id } }, body })
        : api.POST('/api/dispatch/shift-patterns', { body }),
    ),
  )
export const useChangeRotation = (id: string) =>
  useChange((body: RotationBody) => got(api.PUT('/api/dispatch/on-call/rotations/{id}', { params: { path: { id } }, body })))
export const useAddRotation = () => useChange((body: RotationBody) => got(api.POST('/api/dispatch/on-call/rotations', { body })))
export const usePlanRoster = () =>
  useChange(({ id, ...body }: { id: string; from: string; to: string; anew: boolean }) =>
    got(api.POST('/api/dispatch/on-call/rotations/{id}/plan', { params: { path: { id } }, body })),
  )
export const usePutDuty = () =>
  useChange((body: Schema<'RosterController.DutyPutBody'>) => got(api.POST('/api/dispatch/on-call/duties', { body })))
export const useChangeDuty = () =>
  useChange(({ id, ...body }: { id: string } & Schema<'RosterController.DutyChangeBody'>) =>
    got(api.PUT('/api/dispatch/on-call/duties/{id}', { params: { path: { id } }, body })),
  )
export const useAskSwap = () =>
  useChange((body: Schema<'RosterController.SwapBody'>) => got(api.POST('/api/dispatch/on-call/swaps', { body })))
export const useAnswerSwap = () =>
  useChange(({ id, act }: { id: string; act: 'agree' | 'decline' | 'withdraw' }) => {
    const params = { path: { id } }
    if (act === 'agree') return got(api.POST('/api/dispatch/on-call/swaps/{id}/agree', { params }))
    if (act === 'decline') return got(api.POST('/api/dispatch/on-call/swaps/{id}/decline', { params }))
    return got(api.POST('/api/dispatch/on-call/swaps/{id}/withdraw', { params }))
  })
