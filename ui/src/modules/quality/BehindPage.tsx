import { ArrowLeftOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Grid, Table, type TableProps } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ExportButton, Four, KeysetPager, Nothing, PageTitle, SeverityMark, StatusTag, SubjectLink } from '@/shared/desk'
import { usePromiseWords } from '@/shared/promises/usePromiseWords'
import { useSession } from '@/shared/session'
import { Time } from '@/shared/Time'
import { formatTime, useNow } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { conditions, type Figure, type Population, qualityQueries, type Row, TRAITS } from './api'
import { named } from './figures'
import { kept, type PeriodState, periodOf } from './period'
import './overview.css'

const populationOf = (of: string | undefined): Population => (of && of in TRAITS ? (of as Population) : 'OPENED')

/** The cases a figure of the overview counts. */
export function BehindPage() {
  const { t } = useTranslation(['quality', 'cases', 'promises', 'care', 'shared'])
  const [state, change] = useListState<Figure & PeriodState & { after?: string }>()
  const now = useNow('minute')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock matters only when the day changes
  const period = useMemo(() => periodOf(state, now), [state, formatTime(now, 'date')])
  const of = populationOf(state.of)
  const is = conditions(state)
  const list = useQuery(qualityQueries.behind(of, is, period, period.branch, state.after))
  const overview = useQuery({
    ...qualityQueries.overview(period, period.branch),
    enabled: is.some((one) => /^(cause|category|engineer):/.test(one)),
  })
  const { branches } = useSession()
  const wide = Grid.useBreakpoint().md !== false
  const words = useTraitWords(overview.data)
  const branch = branches.find(({ id }) => id === period.branch)?.name

  const columns: TableProps<Row>['columns'] = [
    {
      title: t('columns.at', { what: t(`ats.${of}`) }),
      dataIndex: 'at',
      width: 140,
      render: (at: string) => <Time at={at} style="full" />,
    },
    {
      title: t('cases:columns.severity'),
      dataIndex: 'severity',
      width: 56,
      render: (severity) => <SeverityMark severity={severity} />,
    },
    {
      title: t('cases:columns.subject'),
      key: 'subject',
      render: (_, row) => (
        <>
          <SubjectLink kind="case" id={row.caseId}>
            {row.subject}
          </SubjectLink>
          <div className="tabular figure-faint">{row.number}</div>
        </>
      ),
    },
    {
      title: t('cases:columns.customer'),
      key: 'customer',
      responsive: ['md'],
      render: (_, row) => (
        <>
          {row.customerName ?? t('cases:unknownCustomer')}
          <div className="figure-faint">{row.deviceName}</div>
        </>
      ),
    },
    {
      title: t('cases:columns.status'),
      dataIndex: 'status',
      width: 96,
      responsive: ['sm'],
      render: (status: string) => <StatusTag>{t(`cases:statuses.${status}`)}</StatusTag>,
    },
    {
      title: t('cases:columns.assignee'),
      dataIndex: 'assigneeName',
      width: 110,
      responsive: ['lg'],
      render: (name) => name ?? <span className="figure-faint">{t('cases:nobody')}</span>,
    },
    ...(branches.length > 1
      ? [{ title: t('cases:columns.branch'), dataIndex: 'branchName', width: 120, responsive: ['lg' as const] }]
      : []),
  ]

  return (
    <>
      <Link to="/overview" search={kept(period) as never} className="overview-back">
        <ArrowLeftOutlined /> {t('back')}
      </Link>
      <PageTitle
        title={t(`populations.${of}`)}
        hint={
          <span className="behind-what">
            {is.map((one) => (
              <StatusTag key={one} tone="primary">
                {words(one)}
              </StatusTag>
            ))}
            <span>
              {period.from === period.to ? period.from : t('fromTo', { from: period.from, to: period.to })}
              {branch && ` · ${branch}`}
            </span>
          </span>
        }
        extra={
          <ExportButton
            path="/quality/cases/export"
            filter={{ of, is, from: period.from, to: period.to, branch: period.branch }}
          />
        }
      />
      <Four query={list} isEmpty={({ rows }) => rows.length === 0} first={<Nothing first={t('nothing')} />}>
        {({ rows, next }) => (
          <>
            <Table<Row>
              size="small"
              rowKey="id"
              columns={columns}
              dataSource={rows}
              pagination={false}
              loading={list.isFetching && list.isPlaceholderData}
              {...(wide && { scroll: { x: 760 } })}
            />
            <KeysetPager after={state.after} next={next} onMove={(after) => change({ after })} />
          </>
        )}
      </Four>
    </>
  )
}

/** `cause:cause-wear` in words. Names that are data are known to the overview this list was opened from. */
function useTraitWords(overview: Parameters<typeof namesOf>[0]) {
  const { t } = useTranslation(['quality', 'cases', 'care'])
  const { promise } = usePromiseWords()
  const names = useMemo(() => namesOf(overview), [overview])
  return (condition: string) => {
    const cut = condition.indexOf(':')
    const [trait, value] = [condition.slice(0, cut), condition.slice(cut + 1)]
    switch (trait) {
      case 'severity':
        return t(`cases:severities.${value}`, { defaultValue: value })
      case 'entitlement':
        return t(`cases:entitlements.${value}`, { defaultValue: value })
      case 'grade':
        return t(`care:grades.${value}`, { defaultValue: value })
      case 'code':
        return promise(value)
      case 'month':
      case 'rule':
        return value
      case 'cause':
        return value === 'none' ? t('causes.none') : (names.get(condition) ?? value)
      case 'category':
        return value === 'none' ? t('categories.none') : (names.get(condition) ?? value)
      case 'engineer':
        return names.get(condition) ?? t('engineers.engineer')
      default:
        return t(`traits.${trait}.${value}`, { defaultValue: value })
    }
  }
}

type Named = { code: string; name: Record<string, string> | null }

const namesOf = (overview: { causes: Named[]; categories: Named[]; engineers: { id: string; name: string }[] } | undefined) =>
  new Map<string, string>([
    ...(overview?.causes ?? []).map(({ code, name }) => [`cause:${code}`, named(name, code)] as const),
    ...(overview?.categories ?? []).map(({ code, name }) => [`category:${code}`, named(name, code)] as const),
    ...(overview?.engineers ?? []).map(({ id, name }) => [`engineer:${id}`, name] as const),
  ])
