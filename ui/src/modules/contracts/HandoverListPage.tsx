import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  BranchFilter,
  ChoiceFilter,
  ExportButton,
  FilterBar,
  PageTitle,
  RowList,
  StatusTag,
  SubjectLink,
  type Tone,
  WordsFilter,
} from '@/shared/desk'
import { http, type Schema, search } from '@/shared/http'
import { formatTime } from '@/shared/time'
import { useListState } from '@/shared/useListState'

type Row = Schema<'HandoverQueries.Row'>
type Standing = 'DRAFT' | 'OPEN' | 'DONE'
type Filter = { words?: string; branch?: string; standing?: Standing; after?: string }

const TONES = { DRAFT: 'warn', OPEN: 'info', DONE: 'good' } satisfies Record<Standing, Tone>
const STANDINGS = Object.keys(TONES) as Standing[]
const standingOf = (row: Row): Standing => (row.status === 'DRAFT' ? 'DRAFT' : row.open > 0 ? 'OPEN' : 'DONE')

/** Projects on their way to after-sales, and what they left open. */
export function HandoverListPage() {
  const { t } = useTranslation(['contracts', 'shared'])
  const [filter, change] = useListState<Filter>()
  const list = useQuery({
    queryKey: ['contracts', 'handovers', filter],
    queryFn: ({ signal }) => http<Schema<'HandoverQueries.Page'>>(`/handovers${search(filter)}`, { signal }),
    placeholderData: keepPreviousData,
  })
  const navigate = useNavigate()
  const items = (row: Row) => (
    <>
      {row.open > 0 ? t('handover.itemsOf', { open: row.open, all: row.items }) : t('handover.nothingOpen')}
      {row.late > 0 && (
        <>
          {' '}
          <StatusTag tone="bad">{t('handover.lateCount', { count: row.late })}</StatusTag>
        </>
      )}
    </>
  )
  const columns: NonNullable<TableProps<Row>['columns']> = [
    {
      title: t('retention.project'),
      key: 'project',
      width: 300,
      render: (_, row) => (
        <div className="two-lines">
          <Link to="/handovers/$id" params={{ id: row.id }}>
            {row.projectName}
          </Link>
          <small className="tabular">{row.projectNumber}</small>
        </div>
      ),
    },
    {
      title: t('columns.customer'),
      key: 'customer',
      width: 240,
      render: (_, row) => (
        <div className="two-lines">
          <SubjectLink kind="customer" id={row.customerId}>
            {row.customerName}
          </SubjectLink>
          <small>{row.branchName}</small>
        </div>
      ),
    },
    {
      title: t('handover.standing'),
      key: 'standing',
      width: 110,
      render: (_, row) => <StatusTag tone={TONES[standingOf(row)]}>{t(`handover.standings.${standingOf(row)}`)}</StatusTag>,
    },
    {
      title: t('handover.items'),
      key: 'items',
      width: 220,
      render: (_, row) => (
        <div className="two-lines">
          <span>{items(row)}</span>
          {row.nextDue && <small className="tabular">{t('handover.next', { date: row.nextDue })}</small>}
        </div>
      ),
    },
    {
      title: t('handover.signedOn'),
      key: 'signed',
      width: 140,
      render: (_, row) => (
        <span className="tabular">
          {row.signedAt ? (
            formatTime(row.signedAt, 'date')
          ) : (
            <span className="faint">{t('handover.begunOn', { date: formatTime(row.createdAt, 'date') })}</span>
          )}
        </span>
      ),
    },
  ]
  return (
    <>
      <PageTitle
        title={t('handover.title')}
        hint={t('handover.listHint')}
        extra={<ExportButton path="/handovers/export" filter={filter} />}
      />
      <FilterBar
        set={[filter.branch, filter.standing].filter(Boolean).length}
        first={<WordsFilter label={t('handover.words')} value={filter.words} onChange={(words) => change({ words } as Filter)} />}
      >
        <ChoiceFilter
          label={t('handover.standing')}
          value={filter.standing}
          options={STANDINGS.map((one) => ({ value: one, label: t(`handover.standings.${one}`) }))}
          onChange={(standing) => change({ standing } as Filter)}
        />
        <BranchFilter value={filter.branch} onChange={(branch) => change({ branch } as Filter)} />
      </FilterBar>
      <RowList
        query={list}
        columns={columns}
        width={1010}
        card={(row) => (
          <>
            <span className="spread">
              <Link to="/handovers/$id" params={{ id: row.id }}>
                {row.projectName}
              </Link>
              <StatusTag tone={TONES[standingOf(row)]}>{t(`handover.standings.${standingOf(row)}`)}</StatusTag>
            </span>
            <span>{items(row)}</span>
            <small>
              {[row.customerName, row.nextDue && t('handover.next', { date: row.nextDue })].filter(Boolean).join(' · ')}
            </small>
          </>
        )}
        visit={(row) => navigate({ to: '/handovers/$id', params: { id: row.id } })}
        filtered={Boolean(filter.words || filter.branch || filter.standing)}
        first={t('handover.first')}
        after={filter.after}
        next={list.data?.next}
        onMove={(after) => change({ after } as Filter)}
      />
    </>
  )
}
