import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Answers } from '@/shared/forms/form'
import { api, got, http, type Schema } from '@/shared/http'
import { forgetChecklistDraft } from './checklistDraft'
import { commandFor, settled } from './commands'

export type Visit = Schema<'FieldQueries.VisitView'>
export type VisitCard = Schema<'FieldQueries.VisitCard'>
export type VisitStatus = VisitCard['status']
export type VisitAct = VisitCard['acts'][number]
export type ServiceReport = Schema<'FieldQueries.ServiceReport'>
export type Outcome = ServiceReport['outcome']
export type Code = Schema<'FieldQueries.ReportCode'>
export type WorkReport = Omit<Schema<'FieldController.WorkReportBody'>, 'command' | 'at'>
export type Part = WorkReport['parts'][number]
export type Photo = Schema<'DocumentController.DocumentView'>

export type Checklists = Schema<'Checklists.VisitChecklists'>

export const fieldQueries = {
  mine: (from: string, to: string) =>
    queryOptions({
      queryKey: ['fieldwork', 'mine', from, to],
      queryFn: ({ signal }) => got(api.GET('/api/field/visits', { params: { query: { from, to } }, signal })),
    }),
  visit: (id: string) =>
    queryOptions({
      queryKey: ['fieldwork', 'visit', id],
      queryFn: ({ signal }) => got(api.GET('/api/field/visits/{id}', { params: { path: { id } }, signal })),
    }),
  checklists: (id: string) =>
    queryOptions({
      queryKey: ['fieldwork', 'checklists', id],
      queryFn: ({ signal }) => got(api.GET('/api/field/visits/{id}/checklists', { params: { path: { id } }, signal })),
    }),
  codes: () =>
    queryOptions({
      queryKey: ['fieldwork', 'codes'],
      queryFn: ({ signal }) => got(api.GET('/api/field/codes', { signal })),
      staleTime: 60 * 60_000,
    }),
  photos: (ownerKind: 'visit' | 'case', ownerId: string) =>
    queryOptions({
      queryKey: ['fieldwork', 'photos', ownerKind, ownerId],
      queryFn: ({ signal }) => got(api.GET('/api/documents', { params: { query: { ownerKind, ownerId } }, signal })),
    }),
}

type Command = { command: string; at: string }

/** One act on one visit. Its command keeps its id and its time until the server has answered, however often it is sent. */
function useAct<Body>(id: string, act: string, send: (body: Body & Command) => Promise<Visit>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (body: Body) => settled(id, act, send({ ...body, ...commandFor(id, act, JSON.stringify(body)) })),
    onSuccess: (visit) => {
      queries.setQueryData(fieldQueries.visit(id).queryKey, visit)
      return queries.invalidateQueries({ queryKey: ['fieldwork', 'mine'] })
    },
    onError: () => queries.invalidateQueries({ queryKey: fieldQueries.visit(id).queryKey }),
  })
}

const on = (id: string) => ({ params: { path: { id } } })

export const useAccept = (id: string) =>
  useAct(id, 'accept', (body: { plannedStart: string } & Command) =>
    got(api.POST('/api/field/visits/{id}/accept', { ...on(id), body })),
  )

export const useRefuse = (id: string) =>
  useAct(id, 'refuse', (body: { reason: string } & Command) =>
    got(api.POST('/api/field/visits/{id}/refuse', { ...on(id), body })),
  )

export const useSetOut = (id: string) =>
  useAct<object>(id, 'set-out', (body) => got(api.POST('/api/field/visits/{id}/set-out', { ...on(id), body })))

export const useArrive = (id: string) =>
  useAct(id, 'arrive', (body: { lng: number | null; lat: number | null; note: string } & Command) =>
    got(api.POST('/api/field/visits/{id}/arrive', { ...on(id), body })),
  )

export const useStart = (id: string) =>
  useAct<object>(id, 'start', (body) => got(api.POST('/api/field/visits/{id}/start', { ...on(id), body })))

export const useFinish = (id: string) =>
  useAct<object>(id, 'finish', (body) => got(api.POST('/api/field/visits/{id}/finish', { ...on(id), body })))

export const useWrite = (id: string) =>
  useAct(id, 'report', (body: WorkReport & Command) => got(api.PUT('/api/field/visits/{id}/report', { ...on(id), body })))

export const useSign = (id: string) =>
  useAct(id, 'sign', (body: { name: string; opinion: string; signature: string } & Command) =>
    got(api.POST('/api/field/visits/{id}/sign', { ...on(id), body })),
  )

export function useFillChecklist(id: string, code: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (body: { form: string; version: number; answers: Answers }) => {
      const command = commandFor(id, `check.${code}`, JSON.stringify(body))
      const sending = http<Checklists>(`/field/visits/${id}/checklists`, { method: 'POST', json: { ...body, ...command } })
      return settled(id, `check.${code}`, sending)
    },
    onSuccess: (checklists) => {
      forgetChecklistDraft(id, code)
      queries.setQueryData(fieldQueries.checklists(id).queryKey, checklists)
      return queries.invalidateQueries({ queryKey: fieldQueries.visit(id).queryKey })
    },
  })
}
