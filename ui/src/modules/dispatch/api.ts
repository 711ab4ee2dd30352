import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, got, type Schema } from '@/shared/http'

export type Board = Schema<'DispatchController.DispatchBoard'>
export type Engineer = Schema<'DispatchQueries.EngineerView'>
export type Booking = Schema<'DispatchQueries.BoardBooking'>
export type BoardCase = Schema<'DispatchQueries.BoardCase'>
export type Waiting = Schema<'DispatchQueries.WaitingCase'>
export type Booked = Schema<'JustBooked.Booked'>
export type Absence = Schema<'People.LeaveView'>
export type Certificate = Schema<'Certificates.CertificateView'>
export type CertificateBody = Schema<'CertificateController.CertificateBody'>
export type BookingState = Booking['state']
export type CustomerRule = Schema<'CustomerRules.CustomerRuleView'>
export type Kit = Schema<'EngineerKits.KitView'>
export type KitBody = Schema<'EngineerController.EngineerKitBody'>
export type ListName = 'SKILLS' | 'CERTIFICATES' | 'EQUIPMENT' | 'REFUSALS'
export type ListEntry = Schema<'DispatchLists.Entry'>
export type EntryBody = Schema<'DispatchListController.EntryBody'>
export type Pieces = Schema<'EngineerController.PiecesBody'>
export type Skill = Schema<'DispatchQueries.SkillView'>
export type Candidate = Schema<'DispatchQueries.EngineerCandidate'>
export type EngineerBody = Schema<'EngineerController.EngineerChangeBody'>
export type RegisterBody = Schema<'EngineerController.EngineerRegisterBody'>

/** When and by whom: what a drop on the board says. */
export type Plan = { engineerId: string; startsAt: string; endsAt: string; note: string; remote?: boolean }

const aWhile = 5 * 60_000

export const dispatchQueries = {
  board: (branch: string | undefined, from: string, to: string) =>
    queryOptions({
      queryKey: ['dispatch', 'board', branch, from, to],
      queryFn: ({ signal }) =>
        got(api.GET('/api/dispatch/board', { params: { query: { ...(branch && { branch }), from, to } }, signal })),
      placeholderData: keepPreviousData,
    }),
  /** Every plan ever made for a case, newest first. */
  ofCase: (caseId: string) =>
    queryOptions({
      queryKey: ['dispatch', 'case', caseId],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/bookings', { params: { query: { caseId } }, signal })),
    }),
  engineers: () =>
    queryOptions({
      queryKey: ['dispatch', 'engineers'],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/engineers', { signal })),
    }),
  candidates: () =>
    queryOptions({
      queryKey: ['dispatch', 'candidates'],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/engineers/candidates', { signal })),
    }),
  certificateKinds: () =>
    queryOptions({
      queryKey: ['dispatch', 'certificate-kinds'],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/certificate-kinds', { signal })),
      staleTime: aWhile,
    }),
  /** Those of one engineer, or of all within reach; the first to run out first. */
  certificates: (engineer?: string) =>
    queryOptions({
      queryKey: ['dispatch', 'certificates', engineer],
      queryFn: ({ signal }) =>
        got(api.GET('/api/dispatch/certificates', { params: { query: { ...(engineer && { engineer }) } }, signal })),
    }),
  customerRules: (engineer: string) =>
    queryOptions({
      queryKey: ['dispatch', 'customer-rules', engineer],
      queryFn: ({ signal }) =>
        got(api.GET('/api/dispatch/engineers/{id}/customers', { params: { path: { id: engineer } }, signal })),
    }),
  /** Languages, areas, home and what is on the van: for those who may edit him. */
  kit: (engineer: string) =>
    queryOptions({
      queryKey: ['dispatch', 'kit', engineer],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/engineers/{id}/kit', { params: { path: { id: engineer } }, signal })),
    }),
  list: (list: ListName) =>
    queryOptions({
      queryKey: ['dispatch', 'list', list],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/lists/{list}', { params: { path: { list } }, signal })),
    }),
  equipment: () =>
    queryOptions({
      queryKey: ['dispatch', 'equipment'],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/equipment', { signal })),
      staleTime: aWhile,
    }),
  skills: () =>
    queryOptions({
      queryKey: ['dispatch', 'skills'],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/skills', { signal })),
      staleTime: aWhile,
    }),
}

function useChange<Body, Answer>(send: (body: Body) => Promise<Answer>) {
  const queries = useQueryClient()
  // A refusal, too, means that the board is no longer what it was.
  return useMutation({ mutationFn: send, onSettled: () => queries.invalidateQueries({ queryKey: ['dispatch'] }) })
}

export const useBook = () =>
  useChange(
    (body: Plan & { caseId: string }): Promise<Booked> =>
      got(api.POST('/api/dispatch/bookings', { body: { ...body, remote: body.remote ?? false } })),
  )

export const useMove = () =>
  useChange(
    ({ id, ...body }: Plan & { id: string; version: number }): Promise<Booked> =>
      got(api.PUT('/api/dispatch/bookings/{id}', { params: { path: { id } }, body })),
  )

export const useUnassign = () =>
  useChange(({ id, version, reason }: { id: string; version: number; reason: string }) =>
    got(api.DELETE('/api/dispatch/bookings/{id}', { params: { path: { id }, query: { version, reason } } })),
  )

/** The customer was told the time on the phone. */
export const useCalled = () =>
  useChange((caseId: string) => got(api.POST('/api/dispatch/cases/{id}/called', { params: { path: { id: caseId } } })))

export const useRegister = () => useChange((body: RegisterBody) => got(api.POST('/api/dispatch/engineers', { body })))

export const useEditEngineer = (id: string) =>
  useChange((body: EngineerBody) => got(api.PUT('/api/dispatch/engineers/{id}', { params: { path: { id } }, body })))

export const useSaveEntry = (list: ListName, code: string | undefined) =>
  useChange((body: EntryBody) =>
    code
      ? got(api.PUT('/api/dispatch/lists/{list}/{code}', { params: { path: { list, code } }, body }))
      : got(api.POST('/api/dispatch/lists/{list}', { params: { path: { list } }, body })),
  )

export const useRemoveEntry = (list: ListName) =>
  useChange((code: string) => got(api.DELETE('/api/dispatch/lists/{list}/{code}', { params: { path: { list, code } } })))

export const useSetKit = (engineer: string) =>
  useChange((body: KitBody) => got(api.PUT('/api/dispatch/engineers/{id}/kit', { params: { path: { id: engineer } }, body })))

export const useSetCustomerRule = (engineer: string) =>
  useChange(({ customer, ...body }: { customer: string; rule: CustomerRule['rule']; reason: string }) =>
    got(api.PUT('/api/dispatch/engineers/{id}/customers/{customer}', { params: { path: { id: engineer, customer } }, body })),
  )

export const useRemoveCustomerRule = (engineer: string) =>
  useChange((customer: string) =>
    got(api.DELETE('/api/dispatch/engineers/{id}/customers/{customer}', { params: { path: { id: engineer, customer } } })),
  )

export const useAddCertificate = (engineer: string) =>
  useChange((body: CertificateBody) =>
    got(api.POST('/api/dispatch/engineers/{id}/certificates', { params: { path: { id: engineer } }, body })),
  )

export const useCorrectCertificate = (id: string) =>
  useChange((body: CertificateBody) => got(api.PUT('/api/dispatch/certificates/{id}', { params: { path: { id } }, body })))

export const useRemoveCertificate = () =>
  useChange((id: string) => got(api.DELETE('/api/dispatch/certificates/{id}', { params: { path: { id } } })))
