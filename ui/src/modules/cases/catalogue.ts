import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, got, http, type Schema } from '@/shared/http'
import type { FaultCode } from './api'

export type KindView = Schema<'CatalogueController.KindView'>
export type Version = Schema<'CatalogueController.VersionView'>
export type WriteKind = Schema<'CatalogueController.WriteKind'>
export type Step = 'TAKE' | 'BOOKED' | 'DROPPED' | 'ARRIVED' | 'NOT_FIXED' | 'RESOLVE' | 'REOPEN' | 'CLOSE' | 'CANCEL'
export type Names = Record<string, string>
export type Dimension = FaultCode['dimension']

export const STEPS: Step[] = ['TAKE', 'BOOKED', 'DROPPED', 'ARRIVED', 'NOT_FIXED', 'RESOLVE', 'REOPEN', 'CLOSE', 'CANCEL']
/** Steps of a visit; a kind without visits never takes them. */
export const VISIT_STEPS = new Set<Step>(['BOOKED', 'DROPPED', 'ARRIVED', 'NOT_FIXED'])
export const DIMENSIONS: Dimension[] = ['SYMPTOM', 'PART', 'CAUSE', 'RESPONSIBILITY']

export const versionsOf = (code: string) =>
  queryOptions({
    queryKey: ['catalogue', 'versions', code],
    queryFn: ({ signal }) => got(api.GET('/api/cases/kinds/{code}/versions', { params: { path: { code } }, signal })),
  })

/** What a next version starts from. */
export const draftOf = (kind: KindView): WriteKind => ({
  basedOn: kind.version,
  name: kind.name,
  severity: kind.severity,
  visits: kind.visits,
  start: kind.start,
  stages: kind.stages,
  moves: kind.moves,
  follow: kind.follow,
  severities: kind.severities,
  matrix: kind.matrix,
  note: '',
})

export function useCatalogueChange<Body>(send: (body: Body) => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries({ queryKey: ['catalogue'] }) })
}

export const writeKind = (code: string) => (body: WriteKind) =>
  got(api.POST('/api/cases/kinds/{code}/versions', { params: { path: { code } }, body }))

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
