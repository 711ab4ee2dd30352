import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, got, http, type Schema, search } from '@/shared/http'
import type { Days } from './period'

export type Overview = Schema<'Overview'>
export type Today = Schema<'Overview.Today'>
export type Cause = Schema<'Overview.Cause'>
export type Count = Schema<'Overview.Count'>
export type Engineer = Schema<'Overview.Engineer'>
export type Row = Schema<'OverviewQueries.Row'>

/** What a figure counts, and what its rows are told apart by. */
export const TRAITS = {
  OPENED: ['severity', 'entitlement', 'category', 'repeated'],
  RESOLVED: ['cause', 'fixed'],
  CLOSED: ['rated'],
  PROMISED: ['code', 'rule', 'outcome', 'month'],
  RATED: ['grade', 'low', 'engineer'],
  VISITED: ['engineer', 'punctual'],
} as const
export type Population = keyof typeof TRAITS

/** The figure whose cases are asked for, as it stands in the address: `of=RESOLVED&is=cause:cause-wear`. */
export type Figure = { of?: string; is?: string | string[] }

export const conditions = ({ is }: Figure) => (is === undefined ? [] : Array.isArray(is) ? is : [is])

export const qualityQueries = {
  overview: ({ from, to }: Days, branch: string | undefined) =>
    queryOptions({
      queryKey: ['quality', 'overview', from, to, branch],
      queryFn: ({ signal }) =>
        got(api.GET('/api/quality/overview', { params: { query: { from, to, ...(branch && { branch }) } }, signal })),
      placeholderData: keepPreviousData,
      staleTime: 60_000,
      refetchInterval: 5 * 60_000,
    }),
  behind: (of: Population, is: readonly string[], { from, to }: Days, branch: string | undefined, after: string | undefined) =>
    queryOptions({
      queryKey: ['quality', 'behind', of, is, from, to, branch, after],
      queryFn: ({ signal }) =>
        http<Schema<'OverviewQueries.Page'>>(`/quality/cases${search({ of, is, from, to, branch, after })}`, { signal }),
      placeholderData: keepPreviousData,
    }),
}

export const fileOf = ({ from, to }: Days, branch: string | undefined, language: string) =>
  `/api/quality/overview.csv${search({ from, to, branch, language })}`
