import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { http, type Schema, search } from '@/shared/http'
import { type Days, kept, type Period, type PeriodState } from './period'

export type PromiseReport = Schema<'PromiseReport'>
export type Line = Schema<'PromiseReport.Line'>
export type DecidedRow = Schema<'PromiseOutcomes.Row'>
export type Outcome = DecidedRow['outcome']

export const OUTCOMES = ['KEPT', 'BROKEN', 'WAIVED'] as const
/** Where nobody is behind it, or nobody said. */
export const NOBODY = 'none'

/** What the report is narrowed down to, as it stands in the address. */
export type ReportFilter = { code?: string; rule?: string; owner?: string; customer?: string; outcome?: string; cause?: string }
export type ReportState = PeriodState & ReportFilter

export const filterOf = ({ code, rule, owner, customer, outcome, cause }: ReportFilter): ReportFilter =>
  Object.fromEntries(Object.entries({ code, rule, owner, customer, outcome, cause }).filter(([, value]) => value))

export const outcomeOf = (text: string | undefined) => OUTCOMES.find((one) => one === text)

const asked = ({ from, to, branch }: Period, filter: ReportFilter) => ({ from, to, branch, ...filterOf(filter) })

export const promiseReportQueries = {
  report: (period: Period, filter: ReportFilter) =>
    queryOptions({
      queryKey: ['quality', 'promises', 'report', asked(period, filter)],
      queryFn: ({ signal }) => http<PromiseReport>(`/quality/promises${search(asked(period, filter))}`, { signal }),
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    }),
  list: (period: Period, filter: ReportFilter, after: string | undefined) =>
    queryOptions({
      queryKey: ['quality', 'promises', 'list', asked(period, filter), after],
      queryFn: ({ signal }) =>
        http<Schema<'PromiseOutcomes.Page'>>(`/quality/promises/list${search({ ...asked(period, filter), after })}`, { signal }),
      placeholderData: keepPreviousData,
    }),
}

/** What a file is asked for with. */
export const fileFilter = (period: Period, filter: ReportFilter) =>
  asked(period, filter) as Record<string, string | string[] | undefined>

/** The address of the promises a figure counts; days when it is about a part of the period. */
export function listOf(period: Period, filter: ReportFilter, days?: Days) {
  const when = days ? { ...days, ...(period.branch && { branch: period.branch }) } : kept(period)
  return { to: '/overview/promises/list', search: { ...filterOf(filter), ...when } } as const
}

export const reportOf = (period: Period, filter: ReportFilter) =>
  ({ to: '/overview/promises', search: { ...filterOf(filter), ...kept(period) } }) as const

/** Of those that were kept or broken; what was waived is neither. */
export const keptShare = ({ kept: good, broken }: Pick<Line, 'kept' | 'broken'>) =>
  good + broken === 0 ? null : Math.round((good / (good + broken)) * 1000) / 10
