import { ArrowLeftOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Popover, type TableProps } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ExportButton, Nothing, PageTitle, RowList, StatusTag, SubjectLink, type Tone } from '@/shared/desk'
import { BreachCause } from '@/shared/promises/BreachCause'
import { PromiseWhy } from '@/shared/promises/PromiseWhy'
import { usePromiseWords } from '@/shared/promises/usePromiseWords'
import { useMay, useSession } from '@/shared/session'
import { Time } from '@/shared/Time'
import { duration, formatTime, useNow } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { PeriodBar } from './PeriodBar'
import { PromiseFilters } from './PromiseFilters'
import { periodOf } from './period'
import {
  type DecidedRow,
  fileFilter,
  filterOf,
  type Outcome,
  promiseReportQueries,
  type ReportState,
  reportOf,
} from './promiseReport'
import { ReportLink } from './ReportLink'
import './overview.css'

const TONES: Record<Outcome, Tone> = { KEPT: 'good', BROKEN: 'bad', WAIVED: 'neutral' }

/** The promises a figure counts, the last decided first. */
export function PromiseListPage() {
  const { t } = useTranslation(['quality', 'promises', 'shared'])
  const [state, change] = useListState<ReportState & { after?: string }>()
  const now = useNow('minute')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock matters only when the day changes
  const period = useMemo(() => periodOf(state, now), [state, formatTime(now, 'date')])
  const filter = useMemo(() => filterOf(state), [state])
  const list = useQuery(promiseReportQueries.list(period, filter, state.after))
  const choices = useQuery(promiseReportQueries.report(period, {}))
  const manyBranches = useSession().branches.length > 1
  const { promise } = usePromiseWords()

  const columns: NonNullable<TableProps<DecidedRow>['columns']> = [
    { title: t('report.decidedAt'), dataIndex: 'decidedAt', width: 150, render: (at: string) => <Time at={at} style="full" /> },
    {
      title: t('promises.promise'),
      key: 'promise',
      width: 200,
      render: (_, row) => (
        <>
          <Why row={row} />
          <div className="figure-faint">{row.ruleName}</div>
        </>
      ),
    },
    {
      title: t('report.about'),
      key: 'about',
      render: (_, row) => (
        <>
          <SubjectLink kind={row.subjectKind} id={row.subjectId}>
            {row.label}
          </SubjectLink>
          <div className="figure-faint">{row.customerName}</div>
        </>
      ),
    },
    {
      title: t('report.owner'),
      key: 'owner',
      width: 120,
      render: (_, row) => (
        <>
          {row.ownerName ?? <span className="figure-faint">{t('report.nobody')}</span>}
          {manyBranches && <div className="figure-faint">{row.branchName}</div>}
        </>
      ),
    },
    { title: t('report.outcome'), key: 'outcome', width: 150, render: (_, row) => <Result row={row} /> },
    { title: t('report.reason'), key: 'reason', width: 230, render: (_, row) => <Reason row={row} /> },
  ]

  return (
    <>
      <ReportLink address={reportOf(period, { ...filter, outcome: '', cause: '' })} className="overview-back">
        <ArrowLeftOutlined /> {t('report.back')}
      </ReportLink>
      <PageTitle
        title={t('report.list')}
        extra={<ExportButton path="/quality/promises/list/export" filter={fileFilter(period, filter)} />}
      />
      <PeriodBar period={period} onChange={change} />
      <PromiseFilters filter={filter} report={choices.data} ofList onChange={change} />
      <RowList<DecidedRow>
        query={list}
        columns={columns}
        width={1000}
        filtered={Object.keys(filter).length > 0}
        first={<Nothing first={t('nothing')} />}
        after={state.after}
        next={list.data?.next}
        onMove={(after) => change({ after })}
        card={(row) => (
          <div className="decided-card">
            <div className="decided-card-head">
              <strong>{promise(row.code)}</strong>
              <Result row={row} />
            </div>
            <SubjectLink kind={row.subjectKind} id={row.subjectId}>
              {row.label}
            </SubjectLink>
            <div className="figure-faint">
              {[row.customerName, row.ownerName ?? t('report.nobody'), manyBranches ? row.branchName : null]
                .filter(Boolean)
                .join(' · ')}
            </div>
            <div className="figure-faint">
              <Time at={row.decidedAt} style="full" /> · {row.ruleName}
            </div>
            <Reason row={row} />
          </div>
        )}
      />
    </>
  )
}

/** The promise by name; behind it how its limit was worked out. */
function Why({ row }: { row: DecidedRow }) {
  const { t } = useTranslation(['quality', 'promises'])
  const { promise } = usePromiseWords()
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      title={t('promises:why', { promise: promise(row.code) })}
      content={<PromiseWhy id={row.id} />}
      styles={{ container: { width: 'min(440px, calc(100vw - 32px))' } }}
    >
      <button type="button" className="link">
        {promise(row.code)}
        {row.round > 1 && ` · ${t('promises:round', { round: row.round })}`}
      </button>
    </Popover>
  )
}

function Result({ row }: { row: DecidedRow }) {
  const { t } = useTranslation(['quality', 'promises'])
  const open = row.state === 'RUNNING' || row.state === 'PAUSED'
  return (
    <span className="decided-result">
      <StatusTag tone={TONES[row.outcome]}>{t(`report.outcomes.${row.outcome}`)}</StatusTag>
      {row.outcome === 'BROKEN' && (
        <small>
          {open ? t('promises:board.open') : t('promises:late', { time: duration((row.overrunMinutes ?? 0) * 60_000) })}
        </small>
      )}
    </span>
  )
}

/** Why it was broken or waived, and who said so. */
function Reason({ row }: { row: DecidedRow }) {
  const { t } = useTranslation(['quality', 'promises'])
  const { reason } = usePromiseWords()
  const may = useMay('promises.settle')
  if (row.outcome === 'WAIVED') {
    return (
      <>
        {reason(row.reason ?? '')}
        <div className="figure-faint">{row.waivedBy ?? t('report.byItself')}</div>
      </>
    )
  }
  if (row.outcome === 'KEPT') return null
  return (
    <>
      {row.cause && (
        <div>
          {t(`promises:causes.${row.cause}`)}
          {row.causeWords && `：${row.causeWords}`}
        </div>
      )}
      <div className="figure-faint decided-said">
        {row.causeBy}
        {!row.cause && !may && t('promises:causes.none')}
        {may && <BreachCause id={row.id} cause={row.cause} words={row.causeWords} />}
      </div>
    </>
  )
}
