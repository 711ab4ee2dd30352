import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  BranchFilter,
  ChoiceFilter,
  ExportButton,
  FilterBar,
  Four,
  PageTitle,
  Panel,
  RowList,
  StatusTag,
  SubjectLink,
  type Tone,
  WordsFilter,
} from '@/shared/desk'
import { useListState } from '@/shared/useListState'
import { RetentionMonths } from './RetentionMonths'
import { type RetentionFilter, type RetentionRow, retentionQueries, STANDINGS, type Standing } from './retention'
import { money } from './words'

const TONES = { DUE: 'warn', WAITING: 'info', OPEN: 'neutral', SETTLED: 'good' } satisfies Record<Standing, Tone>

export function StandingTag({ standing }: { standing: Standing }) {
  const { t } = useTranslation('contracts')
  return <StatusTag tone={TONES[standing]}>{t(`retention.standings.${standing}`)}</StatusTag>
}

/** Money the customers keep until a warranty is over: how much falls due when, and whose. */
export function RetentionListPage() {
  const { t } = useTranslation(['contracts', 'shared'])
  const [filter, change] = useListState<RetentionFilter>()
  const list = useQuery(retentionQueries.list(filter))
  const months = useQuery(retentionQueries.months(filter.branch))
  const navigate = useNavigate()
  const { after: _, ...narrowing } = filter
  const filtered = Object.values(narrowing).some(Boolean)
  const columns: NonNullable<TableProps<RetentionRow>['columns']> = [
    {
      title: t('retention.project'),
      key: 'project',
      width: 280,
      render: (_, row) => (
        <div className="two-lines">
          <Link to="/retention/$id" params={{ id: row.id }}>
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
          <small>{[row.branchName, row.ownerName].filter(Boolean).join(' · ')}</small>
        </div>
      ),
    },
    {
      title: t('retention.balance'),
      key: 'balance',
      width: 150,
      align: 'end',
      render: (_, row) => (
        <div className="two-lines tabular" style={{ alignItems: 'flex-end' }}>
          <span style={{ alignSelf: 'flex-end' }}>{money(row.balance)}</span>
          {row.balance !== row.amount && (
            <small style={{ alignSelf: 'flex-end' }}>{t('retention.ofAmount', { amount: money(row.amount) })}</small>
          )}
        </div>
      ),
    },
    {
      title: t('retention.releaseOn'),
      key: 'on',
      width: 150,
      render: (_, row) => (
        <div className="two-lines tabular">
          <span>{row.releaseOn ?? '—'}</span>
          {row.daysLeft !== null && row.standing !== 'SETTLED' && (
            <small>
              {row.daysLeft > 0
                ? t('retention.daysLeft', { count: row.daysLeft })
                : t('retention.daysOver', { count: -row.daysLeft })}
            </small>
          )}
        </div>
      ),
    },
    {
      title: t('retention.standing'),
      key: 'standing',
      width: 110,
      render: (_, row) => <StandingTag standing={row.standing} />,
    },
  ]
  return (
    <>
      <PageTitle
        title={t('retention.title')}
        hint={t('retention.hint')}
        extra={<ExportButton path="/retention/export" filter={narrowing} />}
      />
      <Panel title={t('retention.months')}>
        <Four query={months} isEmpty={(rows) => rows.length === 0} first={t('retention.first')}>
          {(rows) => (
            <RetentionMonths
              months={rows}
              chosen={filter.month}
              onChoose={(month) => change({ month: month === filter.month ? undefined : month } as RetentionFilter)}
            />
          )}
        </Four>
      </Panel>
      <FilterBar
        set={[filter.branch, filter.standing, filter.month].filter(Boolean).length}
        first={
          <WordsFilter
            label={t('retention.words')}
            value={filter.words}
            onChange={(words) => change({ words } as RetentionFilter)}
          />
        }
      >
        <ChoiceFilter
          label={t('retention.standing')}
          value={filter.standing}
          options={STANDINGS.map((one) => ({ value: one, label: t(`retention.standings.${one}`) }))}
          onChange={(standing) => change({ standing } as RetentionFilter)}
        />
        <BranchFilter value={filter.branch} onChange={(branch) => change({ branch } as RetentionFilter)} />
        {filtered && (
          <Button
            onClick={() =>
              change({ words: undefined, branch: undefined, standing: undefined, month: undefined } as unknown as RetentionFilter)
            }
          >
            {t('shared:act.clear')}
          </Button>
        )}
      </FilterBar>
      <RowList
        query={list}
        columns={columns}
        width={930}
        card={(row) => (
          <>
            <span className="spread">
              <Link to="/retention/$id" params={{ id: row.id }}>
                {row.projectName}
              </Link>
              <StandingTag standing={row.standing} />
            </span>
            <span className="tabular">{money(row.balance)}</span>
            <small>{[row.customerName, row.releaseOn].filter(Boolean).join(' · ')}</small>
          </>
        )}
        visit={(row) => navigate({ to: '/retention/$id', params: { id: row.id } })}
        filtered={filtered}
        first={t('retention.first')}
        after={filter.after}
        next={list.data?.next}
        onMove={(after) => change({ after } as RetentionFilter)}
      />
    </>
  )
}
