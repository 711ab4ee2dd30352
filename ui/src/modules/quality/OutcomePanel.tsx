import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart } from './Chart'
import { ChartCard } from './ChartCard'
import { keptAndBroken, outcomes } from './charts'
import { FigureTable } from './FigureTable'
import { number, shown } from './figures'
import type { Days, Period } from './period'
import { keptShare, listOf, type ReportFilter, reportOf } from './promiseReport'
import { ReportLink } from './ReportLink'

/** One way to tell promises apart. `filter` is what narrows the report down to this one. */
export type Group = { key: string; name: string; filter: ReportFilter; days?: Days; kept: number; broken: number; waived: number }

type OutcomePanelProps = {
  title: string
  first: string
  groups: readonly Group[]
  period: Period
  filter: ReportFilter
  /** Over time: columns with the share that was kept; else one bar for each name. */
  overTime?: boolean
  hint?: string | undefined
  span?: number
}

const BARS = 10

/** Kept and broken by month, rule, branch or person: a chart, or all of them as a table. Every number leads to its promises. */
export function OutcomePanel({ title, first, groups, period, filter, overTime = false, hint, span = 6 }: OutcomePanelProps) {
  const { t } = useTranslation('quality')
  const router = useRouter()
  const drawn = useMemo(() => (overTime ? groups : groups.slice(0, BARS)), [groups, overTime])
  const draw = useMemo(() => {
    const names = drawn.map(({ name }) => name)
    const kept = { name: t('promises.kept'), values: drawn.map((group) => group.kept) }
    const broken = { name: t('promises.broken'), values: drawn.map((group) => group.broken) }
    return overTime
      ? keptAndBroken(names, kept, broken, { name: t('promises.rate'), values: drawn.map(keptShare) })
      : outcomes(names, kept, broken)
  }, [drawn, overTime, t])
  const behind = (group: Group, outcome?: string) =>
    listOf(period, { ...filter, ...group.filter, ...(outcome && { outcome }) }, group.days)
  const figure = (group: Group, outcome: string, value: number) => (
    <ReportLink key={outcome} address={behind(group, outcome)}>
      {number(value)}
    </ReportLink>
  )
  return (
    <ChartCard
      title={title}
      span={span}
      hint={hint ?? (!overTime && groups.length > BARS ? t('report.firstOf', { count: BARS, all: groups.length }) : undefined)}
      empty={groups.length === 0}
      chart={
        <Chart
          label={title}
          height={overTime ? 240 : Math.max(120, 54 + drawn.length * 26)}
          draw={draw}
          onPick={({ series, index }) => {
            const group = drawn[index]
            if (group) router.navigate(behind(group, series === 0 ? 'KEPT' : series === 1 ? 'BROKEN' : undefined) as never)
          }}
        />
      }
      table={
        <FigureTable
          caption={title}
          head={[first, t('promises.kept'), t('promises.broken'), t('report.waived'), t('promises.rate')]}
          rows={groups.map((group) => [
            Object.keys(group.filter).length > 0 ? (
              <ReportLink key="name" address={reportOf(period, { ...filter, ...group.filter })}>
                {group.name}
              </ReportLink>
            ) : (
              group.name
            ),
            figure(group, 'KEPT', group.kept),
            figure(group, 'BROKEN', group.broken),
            figure(group, 'WAIVED', group.waived),
            shown(keptShare(group), '%'),
          ])}
        />
      }
    />
  )
}
