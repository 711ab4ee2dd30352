import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, got, http, type Schema } from '@/shared/http'
import { i18n } from '@/shared/i18n'
import type { FaultCode } from './api'

export type KindView = Schema<'CatalogueController.KindView'>
export type Version = Schema<'CatalogueController.VersionView'>
export type WriteKind = Schema<'CatalogueController.WriteKind'>
/** A version as it is being written. */
export type KindDraft = Omit<WriteKind, 'papers'> & { papers: NonNullable<WriteKind['papers']> }
export type MoveRole = NonNullable<WriteKind['moves'][number]['by']>[number]
export type Step = 'TAKE' | 'BOOKED' | 'DROPPED' | 'ARRIVED' | 'NOT_FIXED' | 'RESOLVE' | 'REOPEN' | 'CLOSE' | 'CANCEL'
export type Names = Record<string, string>
export type Dimension = FaultCode['dimension']

export const STEPS: Step[] = ['TAKE', 'BOOKED', 'DROPPED', 'ARRIVED', 'NOT_FIXED', 'RESOLVE', 'REOPEN', 'CLOSE', 'CANCEL']
/** Steps of a visit; a kind without visits never takes them. */
export const VISIT_STEPS = new Set<Step>(['BOOKED', 'DROPPED', 'ARRIVED', 'NOT_FIXED'])
/** Who can be named for a move: everybody who may write on a case. */
export const MOVERS: MoveRole[] = [
  'AGENT',
  'DISPATCHER',
  'ENGINEER',
  'MANAGER',
  'BRANCH_MANAGER',
  'PARTNER_MANAGER',
  'QUALITY',
  'LIAISON',
  'GENERAL_MANAGER',
]
export const DIMENSIONS: Dimension[] = ['SYMPTOM', 'PART', 'CAUSE', 'RESPONSIBILITY']

export const versionsOf = (code: string) =>
  queryOptions({
    queryKey: ['catalogue', 'versions', code],
    queryFn: ({ signal }) => got(api.GET('/api/cases/kinds/{code}/versions', { params: { path: { code } }, signal })),
  })

export const retiredKinds = () =>
  queryOptions({
    queryKey: ['catalogue', 'retired'],
    queryFn: ({ signal }) => got(api.GET('/api/cases/kinds/retired', { signal })),
  })

/** What a next version starts from. */
export const draftOf = (kind: KindView): KindDraft => ({
  basedOn: kind.version,
  name: kind.name,
  severity: kind.severity,
  visits: kind.visits,
  start: kind.start,
  stages: kind.stages,
  moves: kind.moves,
  follow: kind.follow,
  severities: kind.severities,
  papers: kind.papers,
  matrix: kind.matrix,
  note: '',
})

/** What a new kind starts from: received, in hand, to be confirmed, done, as a kind that is there calls and means them. */
export function blankKind(like: KindView, words: { note: string; inHand: string }): KindDraft {
  const called = (step: Step | undefined) =>
    like.stages.find(({ code }) => code === (step ? like.follow[step] : like.start))?.name ?? {}
  return {
    ...draftOf(like),
    basedOn: 0,
    name: {},
    visits: false,
    start: 'received',
    stages: [
      { code: 'received', name: called(undefined) },
      { code: 'in-hand', name: { 'zh-CN': words.inHand, [i18n.language]: words.inHand } },
      { code: 'to-confirm', name: called('RESOLVE') },
      { code: 'done', name: called('CLOSE') },
    ],
    moves: [],
    follow: { TAKE: 'in-hand', RESOLVE: 'to-confirm', REOPEN: 'in-hand', CLOSE: 'done', CANCEL: 'done' },
    papers: [],
    note: words.note,
  }
}

/** A code nobody of them has yet; people see names only. */
export function freeCode(stem: string, taken: { code: string }[]) {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  for (let i = 0; ; i++) {
    const code = `${stem}-${i < 26 ? letters[i] : `${letters[Math.floor(i / 26) - 1]}${letters[i % 26]}`}`
    if (!taken.some((one) => one.code === code)) return code
  }
}

export const replaced = <Item>(list: Item[], old: Item, next: Item) => list.map((one) => (one === old ? next : one))

export function useCatalogueChange<Body>(send: (body: Body) => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries({ queryKey: ['catalogue'] }) })
}

export const writeKind = (code: string) => (body: WriteKind) =>
  got(api.POST('/api/cases/kinds/{code}/versions', { params: { path: { code } }, body }))

export const keepKind = (code: string) => (act: 'retire' | 'restore') => http(`/cases/kinds/${code}/${act}`, { method: 'POST' })

export type CodeChange =
  | { act: 'add'; dimension: Dimension; parent: string | null; name: Names }
  | { act: 'rename'; code: string; name: Names }
  | { act: 'retire' | 'restore'; code: string }

export const changeCode = (change: CodeChange) => {
  if (change.act === 'add') {
    const { act: _, ...body } = change
    return http('/cases/fault-codes', { method: 'POST', json: body })
  }
  if (change.act === 'rename') return http(`/cases/fault-codes/${change.code}`, { method: 'PUT', json: { name: change.name } })
  return http(`/cases/fault-codes/${change.code}/${change.act}`, { method: 'POST' })
}
