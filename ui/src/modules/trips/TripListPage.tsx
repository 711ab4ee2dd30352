import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Space, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { BranchFilter, ChoiceFilter, FilterBar, PageTitle, RowList, StatusTag, WordsFilter } from '@/shared/desk'
import { useMay } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { money, STATUSES, TONES, type TripFilter, type TripRow, tripQueries } from './api'
import { TripDrawer } from './TripDrawer'

/** Who is away, who is going, and who owes papers; the newest order first. */
export function TripListPage() {
  const { t, i18n } = useTranslation('trips')
  const [filter, change] = useListState<TripFilter>()
  const set = (next: Partial<TripFilter>) => change(next as TripFilter)
  const list = useQuery(tripQueries.list(filter))
  const may = useMay('trips.order')
  const tags = (row: TripRow) => (
    <Space size={4} wrap>
      <StatusTag tone={TONES[row.status]}>{t(`statuses.${row.status}`)}</StatusTag>
      {row.papersOwed && <StatusTag tone="warn">{t('papersOwed')}</StatusTag>}
    </Space>
  )
  const columns: NonNullable<TableProps<TripRow>['columns']> = [
    {
      title: t('columns.trip'),
      key: 'trip',
      width: 320,
      render: (_, row) => (
        <div className="two-lines">
          <Link to={`/trips/${row.id}` as never}>{row.purpose}</Link>
          <small className="tabular">{row.number}</small>
        </div>
      ),
    },
    {
      title: t('columns.who'),
      key: 'who',
      width: 220,
      render: (_, row) => (
        <div className="two-lines">
          <span>{row.travellers}</span>
          <small>{row.branchName}</small>
        </div>
      ),
    },
    {
      title: t('columns.when'),
      key: 'when',
      width: 220,
      render: (_, row) => (
        <div className="two-lines">
          <span className="tabular">{t('span', { from: row.fromDay, to: row.toDay })}</span>
          <small>{row.place}</small>
        </div>
      ),
    },
    {
      title: t('columns.advance'),
      key: 'advance',
      width: 130,
      align: 'end',
      render: (_, row) => (
        <span className="tabular">{Number(row.advance) > 0 ? money(row.advance, row.advanceCurrency, i18n.language) : '—'}</span>
      ),
    },
    { title: t('columns.status'), key: 'status', width: 180, render: (_, row) => tags(row) },
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
        set={[filter.status, filter.branch].filter(Boolean).length}
        first={<WordsFilter value={filter.words} label={t('words')} onChange={(words) => set({ words })} />}
      >
        <ChoiceFilter
          label={t('columns.status')}
          value={filter.status}
          options={STATUSES.map((one) => ({ value: one, label: t(`statuses.${one}`) }))}
          onChange={(status) => set({ status })}
        />
        <BranchFilter value={filter.branch} onChange={(branch) => set({ branch })} />
      </FilterBar>
      <RowList
        query={list}
        columns={columns}
        width={1070}
        card={(row) => (
          <>
            <span className="spread">
              <Link to={`/trips/${row.id}` as never}>{row.purpose}</Link>
              {tags(row)}
            </span>
            <span>{row.travellers}</span>
            <small className="tabular">
              {t('span', { from: row.fromDay, to: row.toDay })} · {row.place}
            </small>
          </>
        )}
        filtered={Boolean(filter.words || filter.status || filter.branch)}
        first={t('first')}
        after={filter.after}
        next={list.data?.next}
        onMove={(after) => change({ after } as TripFilter)}
      />
      {filter.edit === 'new' && <TripDrawer onClose={() => set({ edit: undefined })} />}
    </>
  )
}
