import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ExportButton, Four, PageTitle, Tile, Tiles } from '@/shared/desk'
import { usePromiseWords } from '@/shared/promises/usePromiseWords'
import { formatTime, useNow } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { number, percent, shown } from './figures'
import { type Group, OutcomePanel } from './OutcomePanel'
import { PeriodBar } from './PeriodBar'
import { PromiseFilters } from './PromiseFilters'
import { daysIn, monthIn, type Period, periodOf } from './period'
import {
  fileFilter,
  filterOf,
  keptShare,
  listOf,
  NOBODY,
  type PromiseReport,
  promiseReportQueries,
  type ReportFilter,
  type ReportState,
} from './promiseReport'
import { Causes, Waivers } from './ReasonPanels'
import { ReportLink } from './ReportLink'
import './overview.css'

/** Which promises were kept and which were not, told apart by rule, branch, person, customer and month, and why. */
export function PromiseReportPage() {
  const { t } = useTranslation(['quality', 'promises', 'shared'])
  const [state, change] = useListState<ReportState>()
  const day = useNow('minute')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock matters only when the day changes
  const period = useMemo(() => periodOf(state, day), [state, formatTime(day, 'date')])
  const filter = useMemo(() => filterOf(state), [state])
  const report = useQuery(promiseReportQueries.report(period, filter))

  return (
    <>
      <PageTitle
        title={t('report.title')}
        hint={t('days', { from: period.from, to: period.to, count: daysIn(period) })}
        extra={<ExportButton path="/quality/promises/export" filter={fileFilter(period, filter)} />}
      />
      <PeriodBar period={period} onChange={change} />
      <PromiseFilters filter={filter} report={report.data} onChange={change} />
      <Four query={report} skeleton={<Skeleton active paragraph={{ rows: 10 }} />}>
        {(data) => (
          <div className="overview" aria-busy={report.isFetching}>
            <Totals report={data} period={period} filter={filter} />
            <Groups report={data} period={period} filter={filter} />
          </div>
        )}
      </Four>
    </>
  )
}

type PartProps = { report: PromiseReport; period: Period; filter: ReportFilter }

function Totals({ report: { total, causes }, period, filter }: PartProps) {
  const { t } = useTranslation('quality')
  const behind = (value: number, more: ReportFilter) => (
    <ReportLink address={listOf(period, { ...filter, ...more })}>{number(value)}</ReportLink>
  )
  const unsaid = causes.find(({ cause }) => cause === NOBODY)?.count ?? 0
  return (
    <Tiles label={t('inPeriod')}>
      <Tile name={t('report.keptShare')} value={shown(keptShare(total), '%')} hint={t('report.keptShareHint')} />
      <Tile name={t('promises.kept')} value={behind(total.kept, { outcome: 'KEPT' })} />
      <Tile
        name={t('promises.broken')}
        value={behind(total.broken, { outcome: 'BROKEN' })}
        tone={total.broken > 0 ? 'bad' : undefined}
      />
      <Tile name={t('report.waived')} value={behind(total.waived, { outcome: 'WAIVED' })} />
      <Tile
        name={t('report.unsaid')}
        value={behind(unsaid, { outcome: 'BROKEN', cause: NOBODY })}
        tone={unsaid > 0 ? 'warn' : undefined}
        {...(total.broken > 0 && {
          hint: t('report.unsaidHint', { share: shown(percent(total.broken - unsaid, total.broken), '%') }),
        })}
      />
    </Tiles>
  )
}

function Groups({ report, period, filter }: PartProps) {
  const { t } = useTranslation('quality')
  const { promise } = usePromiseWords()
  const groups = useMemo(() => {
    const tally = ({ kept, broken, waived }: { kept: number; broken: number; waived: number }) => ({ kept, broken, waived })
    return {
      months: report.months.map(
        (line): Group => ({ key: line.key, name: line.key, filter: {}, days: monthIn(line.key, period), ...tally(line) }),
      ),
      codes: report.codes.map(
        (line): Group => ({ key: line.key, name: promise(line.key), filter: { code: line.key }, ...tally(line) }),
      ),
      rules: report.rules.map(
        (line): Group => ({ key: line.rule, name: line.name, filter: { rule: line.rule }, ...tally(line) }),
      ),
      branches: report.branches.map(
        (line): Group => ({ key: line.key, name: line.name ?? line.key, filter: {}, ...tally(line) }),
      ),
      owners: report.owners.map(
        (line): Group => ({ key: line.key, name: line.name ?? t('report.nobody'), filter: { owner: line.key }, ...tally(line) }),
      ),
      customers: report.customers.map(
        (line): Group => ({
          key: line.key,
          name: line.name ?? t('report.unknownCustomer'),
          filter: { customer: line.key },
          ...tally(line),
        }),
      ),
    }
  }, [report, period, promise, t])
  const most = (all: readonly unknown[]) => (all.length >= report.most ? t('report.most', { count: report.most }) : undefined)
  const common = { period, filter }
  return (
    <div className="figure-panels">
      <OutcomePanel {...common} title={t('report.byMonth')} first={t('promises.month')} groups={groups.months} overTime />
      <OutcomePanel {...common} title={t('report.byCode')} first={t('promises.promise')} groups={groups.codes} />
      <OutcomePanel {...common} title={t('report.byRule')} first={t('report.rule')} groups={groups.rules} />
      <OutcomePanel
        {...common}
        title={t('report.byOwner')}
        first={t('report.owner')}
        groups={groups.owners}
        hint={most(groups.owners)}
      />
      <OutcomePanel
        {...common}
        title={t('report.byCustomer')}
        first={t('report.customer')}
        groups={groups.customers}
        hint={most(groups.customers)}
      />
      {groups.branches.length > 1 && (
        <OutcomePanel {...common} title={t('report.byBranch')} first={t('branch')} groups={groups.branches} />
      )}
      <Causes report={report} {...common} />
      <Waivers report={report} {...common} />
    </div>
  )
}
