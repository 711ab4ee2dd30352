import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { ChoiceFilter, FilterBar, PageTitle, RowList, StatusTag, WordsFilter } from '@/shared/desk'
import { useMay } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { type CampaignFilter, type CampaignRow, campaignQueries, STATUS_TONES, STATUSES } from './api'
import { CampaignDrawer } from './CampaignDrawer'
import { ProgressBar } from './Progress'

/** All campaigns, newest first, with how far they are. */
export function CampaignListPage() {
  const { t } = useTranslation('campaigns')
  const [filter, change] = useListState<CampaignFilter>()
  const set = (next: Partial<CampaignFilter>) => change(next as CampaignFilter)
  const list = useQuery(campaignQueries.list(filter))
  const may = useMay('upkeep.manage')
  const columns: NonNullable<TableProps<CampaignRow>['columns']> = [
    {
      title: t('columns.name'),
      key: 'name',
      width: 280,
      render: (_, row) => (
        <div className="two-lines">
          <Link to={`/campaigns/${row.id}` as never}>{row.name}</Link>
          <small>{row.branchName}</small>
        </div>
      ),
    },
    {
      title: t('columns.what'),
      key: 'what',
      width: 240,
      render: (_, row) => (
        <div className="two-lines">
          <span>{row.productName}</span>
          <small>{t('to', { version: row.targetVersion })}</small>
        </div>
      ),
    },
    {
      title: t('columns.status'),
      key: 'status',
      width: 110,
      render: (_, row) => <StatusTag tone={STATUS_TONES[row.status]}>{t(`statuses.${row.status}`)}</StatusTag>,
    },
    { title: t('columns.progress'), key: 'progress', width: 300, render: (_, row) => <RowProgress row={row} /> },
  ]
  return (
    <>
      <PageTitle
        title={t('title')}
        hint={t('hint')}
        extra={
          may && (
            <Button type="primary" onClick={() => set({ edit: 'new' })}>
              {t('new')}
            </Button>
          )
        }
      />
      <FilterBar
        set={filter.status ? 1 : 0}
        first={<WordsFilter value={filter.words} label={t('words')} onChange={(words) => set({ words })} />}
      >
        <ChoiceFilter
          label={t('columns.status')}
          value={filter.status}
          options={STATUSES.map((one) => ({ value: one, label: t(`statuses.${one}`) }))}
          onChange={(status) => set({ status })}
        />
      </FilterBar>
      <RowList
        query={list}
        columns={columns}
        width={930}
        card={(row) => (
          <>
            <span className="spread">
              <Link to={`/campaigns/${row.id}` as never}>{row.name}</Link>
              <StatusTag tone={STATUS_TONES[row.status]}>{t(`statuses.${row.status}`)}</StatusTag>
            </span>
            <small>
              {row.productName} · {t('to', { version: row.targetVersion })}
            </small>
            <RowProgress row={row} />
          </>
        )}
        filtered={Boolean(filter.words || filter.status)}
        first={t('first')}
        after={filter.after}
        next={list.data?.next}
        onMove={(after) => change({ after } as CampaignFilter)}
      />
      {filter.edit === 'new' && <CampaignDrawer onClose={() => set({ edit: undefined })} />}
    </>
  )
}

function RowProgress({ row }: { row: CampaignRow }) {
  const { t } = useTranslation('campaigns')
  if (row.devices === 0) return <span className="faint">{t('notStarted')}</span>
  return (
    <div style={{ width: '100%' }}>
      <ProgressBar {...row} />
      <small className="tabular">
        {t('ofAll', { done: row.done, all: row.devices })}
        {row.refused > 0 && ` · ${t('refusedCount', { count: row.refused })}`}
      </small>
    </div>
  )
}
