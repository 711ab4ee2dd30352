import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import type { Answers } from '@/shared/forms/form'
import { api, got, type Schema } from '@/shared/http'
import { useSession } from '@/shared/session'
import { dayOf } from '@/shared/time'
import { forgetChecklistDraft } from './checklistDraft'
import { appliedBriefing, appliedCard, appliedChecklists, appliedPhotos, appliedVisit } from './offline/applied'
import { useDownload } from './offline/download'
import { act, useQueue } from './offline/queue'

const DAY = 24 * 60 * 60_000

export type Visit = Schema<'FieldQueries.VisitView'>
export type VisitCard = Schema<'FieldQueries.VisitCard'>
export type VisitStatus = VisitCard['status']
export type VisitAct = VisitCard['acts'][number]
export type ServiceReport = Schema<'FieldQueries.ServiceReport'>
export type Outcome = ServiceReport['outcome']
export type Code = Schema<'FieldQueries.ReportCode'>
export type WorkReport = Omit<Schema<'FieldController.WorkReportBody'>, 'command' | 'at'>
export type Part = WorkReport['parts'][number]
export type VisitRules = Schema<'FieldQueries.VisitRules'>
export type Contradiction = Schema<'ContradictionQueries.ContradictionView'>
export type Photo = Schema<'DocumentController.DocumentView'>

export type Checklists = Schema<'Checklists.VisitChecklists'>
export type Briefing = Schema<'Briefing'>
export type NearMissBody = {
  outcome: 'NEARLY' | 'DAMAGE' | 'INJURY'
  risk: Briefing['hazards'][number]['risk']
  what: string
  place: string
}
type Seen = { id: string; version: number }[]

export const fieldQueries = {
  /** From yesterday on for a month, and what was left unfinished before. */
  mine: () =>
    queryOptions({
      queryKey: ['fieldwork', 'mine'],
      queryFn: ({ signal }) => {
        const from = new Date(`${dayOf(Date.now())}T00:00:00Z`).getTime() - DAY
        const query = { from: new Date(from).toISOString(), to: new Date(from + 30 * DAY).toISOString() }
        return got(api.GET('/api/field/visits', { params: { query }, signal }))
      },
    }),
  held: () =>
    queryOptions({
      queryKey: ['fieldwork', 'held'],
      queryFn: ({ signal }) => got(api.GET('/api/field/contradictions', { signal })),
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
  briefing: (id: string) =>
    queryOptions({
      queryKey: ['fieldwork', 'briefing', id],
      queryFn: ({ signal }) => got(api.GET('/api/field/visits/{id}/briefing', { params: { path: { id } }, signal })),
    }),
  /** Who could take over. */
  colleagues: () =>
    queryOptions({
      queryKey: ['fieldwork', 'colleagues'],
      queryFn: ({ signal }) => got(api.GET('/api/field/colleagues', { signal })),
      staleTime: 60 * 60_000,
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

/** One act on one visit: written down at once, sent when there is a net. */
type Said = VisitAct | 'REPORT' | 'CHECK' | 'MISS' | 'BRIEF' | 'BRIEF_CONTACT' | 'NEAR_MISS' | 'ASK' | 'SIGN_LATER'

const useAct = <Body extends Record<string, unknown>>(id: string, name: Said) =>
  useMutation({ mutationFn: (body: Body) => act(id, name, body) })

export const useAccept = (id: string) => useAct<{ plannedStart: string }>(id, 'ACCEPT')
export const useRefuse = (id: string) => useAct<{ reason: string }>(id, 'REFUSE')
export const useSetOut = (id: string) => useAct<Record<string, never>>(id, 'SET_OUT')
export const useArrive = (id: string) => useAct<{ lng: number | null; lat: number | null; note: string }>(id, 'ARRIVE')
export const useStart = (id: string) => useAct<{ emergency?: boolean }>(id, 'START')
export const useFinish = (id: string) => useAct<Record<string, never>>(id, 'FINISH')
export const useWrite = (id: string) => useAct<WorkReport>(id, 'REPORT')
export const useBrief = (id: string) => useAct<{ hazards: Seen }>(id, 'BRIEF')
export const useBriefContact = (id: string) => useAct<{ name: string; signature: string; hazards: Seen }>(id, 'BRIEF_CONTACT')
export const useStop = (id: string) => useAct<{ reason: string }>(id, 'STOP')
export const usePutRight = (id: string) => useAct<{ note: string }>(id, 'PUT_RIGHT')
export const useNearMiss = (id: string) => useAct<NearMissBody>(id, 'NEAR_MISS')
export const usePause = (id: string) => useAct<{ reason: string }>(id, 'PAUSE')
export const useResume = (id: string) => useAct<Record<string, never>>(id, 'RESUME')
export const useHandOver = (id: string) => useAct<{ done: string; left: string; colleague: string | null }>(id, 'HAND_OVER')
export const useAsk = (id: string) => useAct<{ what: string }>(id, 'ASK')
export const useSignLater = (id: string) => useAct<Record<string, never>>(id, 'SIGN_LATER')
export const useSign = (id: string) => useAct<{ name: string; opinion: string; signature: string }>(id, 'SIGN')

/** `device`: which of several. */
export const useFillChecklist = (id: string, code: string, device: string | null = null) =>
  useMutation({
    mutationFn: (body: { form: string; version: number; answers: Answers }) => act(id, 'CHECK', { ...body, device }),
    onSuccess: () => forgetChecklistDraft(id, code, device),
  })

export const useMissDevices = (id: string) => useAct<{ devices: string[]; reason: string }>(id, 'MISS')

const useRules = () => useQuery(fieldQueries.codes()).data?.rules

/** A visit as it is for whoever holds this phone: what the server said last, and what has been done here since. */
export function useVisit(id: string) {
  const visit = useQuery(fieldQueries.visit(id))
  const { entries } = useQueue()
  const rules = useRules()
  return { ...visit, data: visit.data && appliedVisit(visit.data, entries, rules) }
}

export function useMyVisits() {
  const mine = useQuery(fieldQueries.mine())
  const { entries } = useQueue()
  const rules = useRules()
  useDownload(mine.data?.rows)
  return { ...mine, data: mine.data && { rows: mine.data.rows.map((card) => appliedCard(card, entries, rules)) } }
}

export function useChecklists(id: string, enabled = true) {
  const checklists = useQuery({ ...fieldQueries.checklists(id), enabled })
  const visit = useVisit(id).data
  const { entries } = useQueue()
  const by = useSession().user.name
  return {
    ...checklists,
    data: checklists.data && visit ? appliedChecklists(checklists.data, visit, entries, by) : checklists.data,
  }
}

/** What is dangerous at a visit and who has confirmed it, those confirmations on their way among them. */
export function useBriefing(id: string) {
  const briefing = useQuery(fieldQueries.briefing(id))
  const { entries } = useQueue()
  const by = useSession().user.name
  return { ...briefing, data: briefing.data && appliedBriefing(briefing.data, id, entries, by) }
}

/** Photos of a visit, those on their way among them. */
export function useVisitPhotos(visit: string, enabled = true): Photo[] {
  const there = useQuery({ ...fieldQueries.photos('visit', visit), enabled }).data?.rows ?? []
  const { entries } = useQueue()
  const by = useSession().user.name
  return appliedPhotos(there, visit, entries, by)
}

/** What the office has not settled yet, and what it said in the last days. */
export const useContradictions = () => useQuery(fieldQueries.held())
