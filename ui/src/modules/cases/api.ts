import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, got, http, type Schema, search } from '@/shared/http'

export type CaseRow = Schema<'CaseList.Row'>
export type CasePageData = Schema<'CaseController.CasePage'>
export type CaseView = Schema<'CaseQueries.CaseView'>
export type CaseStatus = CaseView['status']
export type CaseAct = CasePageData['acts'][number]
export type Entitlement = CaseView['entitlement']['value']
export type Channel = CaseView['channel']
export type Warranty = NonNullable<CaseView['device']>['warranty']
export type FaultCode = Schema<'Catalogue.FaultCode'>
export type SavedView = Schema<'SavedViews.View'>
export type OtherCase = Schema<'CaseQueries.OtherCase'>
export type CaseVisit = Schema<'FieldQueries.CaseVisit'>

/** The filters of the work list, as they stand in the address. */
export type CaseFilter = {
  group?: string
  status?: string | string[]
  severity?: string | string[]
  kind?: string | string[]
  branch?: string
  assignee?: string
  customer?: string
  device?: string
  project?: string
  contract?: string
  channel?: string | string[]
  entitlement?: string | string[]
  promise?: string
  words?: string
  after?: string
}

export const caseQueries = {
  all: ['cases'] as const,
  list: (filter: CaseFilter) =>
    queryOptions({
      queryKey: ['cases', 'list', filter],
      queryFn: ({ signal }) => http<Schema<'CaseController.WorkList'>>(`/cases${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  counts: () =>
    queryOptions({ queryKey: ['cases', 'counts'], queryFn: ({ signal }) => got(api.GET('/api/cases/counts', { signal })) }),
  views: () => queryOptions({ queryKey: ['case-views'], queryFn: ({ signal }) => got(api.GET('/api/cases/views', { signal })) }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['cases', 'one', id],
      queryFn: ({ signal }) => got(api.GET('/api/cases/{id}', { params: { path: { id } }, signal })),
    }),
  assignable: (id: string) =>
    queryOptions({
      queryKey: ['cases', 'assignable', id],
      queryFn: ({ signal }) => got(api.GET('/api/cases/{id}/assignable', { params: { path: { id } }, signal })),
      staleTime: 60_000,
    }),
  checklists: (id: string) =>
    queryOptions({
      queryKey: ['fieldwork', 'checklists', 'case', id],
      queryFn: ({ signal }) => got(api.GET('/api/visits/checklists', { params: { query: { caseId: id } }, signal })),
    }),
  round: (id: string) =>
    queryOptions({
      queryKey: ['fieldwork', 'round', id],
      queryFn: ({ signal }) => got(api.GET('/api/visits/round', { params: { query: { caseId: id } }, signal })),
    }),
  pauses: () =>
    queryOptions({
      queryKey: ['promises', 'pause-reasons'],
      queryFn: ({ signal }) => got(api.GET('/api/promises/pause-reasons', { signal })),
      staleTime: 60_000,
    }),
  visits: (id: string) =>
    queryOptions({
      queryKey: ['dispatch', 'visits', id],
      queryFn: ({ signal }) => got(api.GET('/api/visits', { params: { query: { caseId: id } }, signal })),
    }),
}

/** Sends one act on a case; its page is replaced by the answer and everything that lists cases is asked for again. */
export function useCaseAct(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, method = 'POST', body }: { path: string; method?: 'POST' | 'PUT' | 'DELETE'; body?: unknown }) =>
      http<CasePageData>(`/cases/${id}/${path}`, { method, json: body }),
    onSuccess: (page) => {
      queries.setQueryData(caseQueries.one(id).queryKey, page)
      return Promise.all([
        queries.invalidateQueries({ queryKey: ['cases'] }),
        queries.invalidateQueries({ queryKey: ['promises'] }),
        queries.invalidateQueries({ queryKey: ['timeline'] }),
      ])
    },
  })
}

export function useSavedViews() {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['case-views'] })
  return {
    keep: useMutation({
      mutationFn: (body: { name: string; filter: Record<string, string[]> }) => got(api.POST('/api/cases/views', { body })),
      onSuccess,
    }),
    drop: useMutation({
      mutationFn: (id: string) => got(api.DELETE('/api/cases/views/{id}', { params: { path: { id } } })),
      onSuccess,
    }),
  }
}
