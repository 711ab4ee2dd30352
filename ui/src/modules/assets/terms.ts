import { queryOptions } from '@tanstack/react-query'
import { api, got, type Schema } from '@/shared/http'

export type Terms = Schema<'WarrantyTerms.TermsView'>
export type Term = Schema<'WarrantyTerms.TermView'>
export type Template = Schema<'WarrantyTerms.Template'>
export type Clause = Schema<'DeviceCover.Clause'>
export type Cover = Term['cover']
export type Start = Term['starts']

const COVER_SET = { FREE: true, AT_COST: true, PAID_SERVICE: true } satisfies Record<Cover, true>
export const COVERS = Object.keys(COVER_SET) as Cover[]
const START_SET = { ACCEPTANCE: true, DELIVERY: true, SALE: true, AFTER: true, DAY: true } satisfies Record<Start, true>
export const STARTS = Object.keys(START_SET) as Start[]

export const termQueries = {
  of: (device: string) =>
    queryOptions({
      queryKey: ['assets', 'terms', device],
      queryFn: ({ signal }) => got(api.GET('/api/devices/{id}/terms', { params: { path: { id: device } }, signal })),
    }),
  templates: () =>
    queryOptions({
      queryKey: ['assets', 'templates'],
      queryFn: ({ signal }) => got(api.GET('/api/warranty-templates', { signal })),
    }),
}
