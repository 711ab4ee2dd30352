import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, got, type Schema } from '@/shared/http'

export type Candidate = Schema<'TenderQueries.Candidate'>
export type Tender = Schema<'TenderQueries.TenderView'>
export type TenderPart = Schema<'TenderQueries.TenderPart'>
export type TenderBody = Schema<'TenderController.TenderBody'>
export type Invitation = Schema<'TenderQueries.Invitation'>
export type YesBody = Schema<'TenderController.YesBody'>
export type NoBody = Schema<'TenderController.NoBody'>
export type PartnerScore = Schema<'PartnerScore'>
export type TenderState = Tender['state']
export type InvitationState = Invitation['state']

export const TENDER_STATES = ['OPEN', 'AWARDED', 'LAPSED', 'WITHDRAWN'] as const satisfies readonly TenderState[]
export const SHELVES = ['OPEN', 'WON', 'LOST', 'DECLINED', 'LAPSED'] as const
export type Shelf = (typeof SHELVES)[number]

const aWhile = 5 * 60_000

/** Their keys begin with the topic under which changes are told. */
export const tenderQueries = {
  candidates: (caseId: string) =>
    queryOptions({
      queryKey: ['tenders', 'candidates', caseId],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/cases/{id}/partners', { params: { path: { id: caseId } }, signal })),
    }),
  ofCase: (caseId: string) =>
    queryOptions({
      queryKey: ['tenders', 'case', caseId],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/cases/{id}/tenders', { params: { path: { id: caseId } }, signal })),
    }),
  list: (query: { branch?: string; state?: TenderState; after?: string }) =>
    queryOptions({
      queryKey: ['tenders', 'list', query],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/tenders', { params: { query }, signal })),
      placeholderData: keepPreviousData,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['tenders', 'one', id],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/tenders/{id}', { params: { path: { id } }, signal })),
    }),
  invitations: (shelf: Shelf, after: string | undefined) =>
    queryOptions({
      queryKey: ['tenders', 'invitations', shelf, after],
      queryFn: ({ signal }) =>
        got(api.GET('/api/dispatch/invitations', { params: { query: { shelf, ...(after && { after }) } }, signal })),
      placeholderData: keepPreviousData,
    }),
  invitation: (id: string) =>
    queryOptions({
      queryKey: ['tenders', 'invitation', id],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/invitations/{id}', { params: { path: { id } }, signal })),
      retry: false,
    }),
  reasons: () =>
    queryOptions({
      queryKey: ['tenders', 'reasons'],
      queryFn: ({ signal }) => got(api.GET('/api/dispatch/refusal-reasons', { signal })),
      staleTime: aWhile,
    }),
  scores: (branch?: string) =>
    queryOptions({
      queryKey: ['tenders', 'scores', branch],
      queryFn: ({ signal }) =>
        got(api.GET('/api/quality/partners', { params: { query: { ...(branch && { branch }) } }, signal })),
      staleTime: aWhile,
    }),
}

function useChange<Body, Answer>(send: (body: Body) => Promise<Answer>) {
  const queries = useQueryClient()
  // A refusal, too, means that somebody else was quicker.
  return useMutation({
    mutationFn: send,
    onSettled: () =>
      Promise.all([queries.invalidateQueries({ queryKey: ['tenders'] }), queries.invalidateQueries({ queryKey: ['dispatch'] })]),
  })
}

export const useAskPartners = (caseId: string) =>
  useChange((body: TenderBody) => got(api.POST('/api/dispatch/cases/{id}/tenders', { params: { path: { id: caseId } }, body })))

export const useAward = (id: string) =>
  useChange((partnerId: string) =>
    got(api.POST('/api/dispatch/tenders/{id}/award', { params: { path: { id } }, body: { partnerId } })),
  )

export const useWithdrawTender = (id: string) =>
  useChange((reason: string) =>
    got(api.POST('/api/dispatch/tenders/{id}/withdraw', { params: { path: { id } }, body: { reason } })),
  )

export const useYes = (id: string) =>
  useChange((body: YesBody) => got(api.POST('/api/dispatch/invitations/{id}/answer', { params: { path: { id } }, body })))

export const useNo = (id: string) =>
  useChange((body: NoBody) => got(api.POST('/api/dispatch/invitations/{id}/decline', { params: { path: { id } }, body })))
