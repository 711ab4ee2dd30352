import { ProfileOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { BranchFilter, ExportButton, FilterBar, PageTitle, RowList, SubjectLink, WordsFilter } from '@/shared/desk'
import { listed } from '@/shared/listed'
import { formatTime } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { type ArchiveRow, archiveQueries, type ListFilter } from './api'
import { Fullness } from './Fullness'

/** The archives of all projects: what lies there, and what should and does not. */
export function ArchiveListPage() {
  const { t } = useTranslation(['archive', 'shared'])
  const [filter, change] = useListState<ListFilter>()
  const list = useQuery(archiveQueries.list(filter))
  const navigate = useNavigate()
  const filtered = Boolean(filter.words || filter.branch || filter.incomplete)
  const columns: NonNullable<TableProps<ArchiveRow>['columns']> = [
    {
      title: t('columns.project'),
      key: 'project',
      width: 320,
      render: (_, row) => (
        <div className="two-lines">
          <Link to="/archives/$id" params={{ id: row.id }}>
            {row.name}
          </Link>
          <small className="tabular">{row.number}</small>
          {row.hits.length > 0 && <small title={row.hits.join('\n')}>{t('hits', { names: listed(row.hits) })}</small>}
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
      title: t('columns.fullness'),
      key: 'fullness',
      width: 220,
      render: (_, row) => <Fullness present={row.present} required={row.required} />,
    },
    { title: t('columns.papers'), dataIndex: 'papers', width: 80, align: 'end', className: 'tabular' },
    {
      title: t('columns.openedAt'),
      key: 'opened',
      width: 120,
      render: (_, row) => <span className="tabular">{formatTime(row.openedAt, 'date')}</span>,
    },
  ]
  return (
    <>
      <PageTitle
        title={t('title')}
        hint={t('hint')}
        extra={
          <>
            <ExportButton path="/archives/export" filter={filter} />
            <Link to="/archives/plan">
              <Button icon={<ProfileOutlined />}>{t('plan.title')}</Button>
            </Link>
          </>
        }
      />
      <FilterBar
        set={[filter.branch, filter.incomplete].filter(Boolean).length}
        first={<WordsFilter label={t('words')} value={filter.words} onChange={(words) => change({ words } as ListFilter)} />}
      >
        <BranchFilter value={filter.branch} onChange={(branch) => change({ branch } as ListFilter)} />
        <Checkbox
          style={{ alignSelf: 'center' }}
          checked={filter.incomplete === 'true'}
          onChange={(event) => change({ incomplete: event.target.checked ? 'true' : undefined } as ListFilter)}
        >
          {t('incomplete')}
        </Checkbox>
      </FilterBar>
      <RowList
        query={list}
        columns={columns}
        width={980}
        card={(row) => (
          <>
            <Link to="/archives/$id" params={{ id: row.id }}>
              {row.name}
            </Link>
            <small className="tabular">{[row.number, row.customerName].join(' · ')}</small>
            <Fullness present={row.present} required={row.required} />
            {row.hits.length > 0 && <small>{t('hits', { names: listed(row.hits) })}</small>}
          </>
        )}
        visit={(row) => navigate({ to: '/archives/$id', params: { id: row.id } })}
        filtered={filtered}
        first={t('first')}
        after={filter.after}
        next={list.data?.next}
        onMove={(after) => change({ after } as ListFilter)}
      />
    </>
  )
}
