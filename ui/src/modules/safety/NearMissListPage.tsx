import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { BranchFilter, ChoiceFilter, FilterBar, PageTitle, RowList, StatusTag, SubjectLink } from '@/shared/desk'
import { RISK_TONES, RISKS } from '@/shared/safety/hazards'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { type NearMiss, type NearMissFilter, STATE_TONES, safetyQueries } from './api'
import { NearMissDrawer } from './NearMissDrawer'

/** What nearly went wrong, or did; the latest first. */
export function NearMissListPage() {
  const { t } = useTranslation(['safety', 'shared'])
  const [filter, change] = useListState<NearMissFilter>()
  const list = useQuery(safetyQueries.nearMisses(filter))
  const may = useMay('safety.report')
  const open = (id: string | undefined) => change({ open: id } as NearMissFilter, { keepPage: true })
  const link = (row: NearMiss) => (
    <Link to={'/near-misses' as never} search={{ ...filter, open: row.id } as never} title={row.what}>
      {row.what}
    </Link>
  )
  const state = (row: NearMiss) => <StatusTag tone={STATE_TONES[row.state]}>{t(`nearMisses.states.${row.state}`)}</StatusTag>
  const where = (row: NearMiss) => [row.siteName, row.deviceName, row.place].filter(Boolean).join(' · ')
  const columns: NonNullable<TableProps<NearMiss>['columns']> = [
    {
      title: t('nearMisses.what'),
      key: 'what',
      width: 400,
      render: (_, row) => (
        <div className="two-lines">
          {link(row)}
          <small>
            {row.number} · {t(`outcomes.${row.outcome}`)}
          </small>
        </div>
      ),
    },
    {
      title: t('columns.risk'),
      key: 'risk',
      width: 90,
      render: (_, row) => <StatusTag tone={RISK_TONES[row.risk]}>{t(`risks.${row.risk}`)}</StatusTag>,
    },
    {
      title: t('nearMisses.where'),
      key: 'where',
      width: 280,
      render: (_, row) => (
        <div className="two-lines">
          {row.customerId ? (
            <SubjectLink kind="customer" id={row.customerId}>
              {row.customerName}
            </SubjectLink>
          ) : (
            <span>{row.branchName}</span>
          )}
          <small>{where(row)}</small>
        </div>
      ),
    },
    {
      title: t('nearMisses.reported'),
      key: 'reported',
      width: 170,
      render: (_, row) => (
        <div className="two-lines">
          <span>{row.reporterName}</span>
          <small>
            <Time at={row.happenedAt} />
          </small>
        </div>
      ),
    },
    { title: t('nearMisses.state'), key: 'state', width: 100, render: (_, row) => state(row) },
  ]
  return (
    <>
      <PageTitle
        title={t('nearMisses.title')}
        hint={t('nearMisses.hint')}
        extra={
          may && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => open('new')}>
              {t('nearMisses.new')}
            </Button>
          )
        }
      />
      <FilterBar
        set={[filter.risk, filter.branch].filter(Boolean).length}
        first={
          <ChoiceFilter
            label={t('nearMisses.state')}
            value={filter.state}
            options={(['OPEN', 'CLOSED'] as const).map((one) => ({ value: one, label: t(`nearMisses.states.${one}`) }))}
            onChange={(next) => change({ state: next } as NearMissFilter)}
          />
        }
      >
        <ChoiceFilter
          label={t('columns.risk')}
          value={filter.risk}
          options={RISKS.map((one) => ({ value: one, label: t(`risks.${one}`) }))}
          onChange={(risk) => change({ risk } as NearMissFilter)}
        />
        <BranchFilter value={filter.branch} onChange={(branch) => change({ branch } as NearMissFilter)} />
      </FilterBar>
      <RowList
        query={list}
        columns={columns}
        width={1040}
        card={(row) => (
          <>
            <span className="spread">
              {link(row)}
              {state(row)}
            </span>
            <small>{[row.customerName ?? row.branchName, where(row)].filter(Boolean).join(' · ')}</small>
            <small>
              {row.number} · {row.reporterName} · <Time at={row.happenedAt} />
            </small>
          </>
        )}
        visit={(row) => open(row.id)}
        {...(may && { create: { label: t('nearMisses.new'), act: () => open('new') } })}
        filtered={Boolean(filter.state || filter.risk || filter.branch)}
        first={t('nearMisses.first')}
        after={filter.after}
        next={list.data?.next}
        onMove={(after) => change({ after } as NearMissFilter)}
      />
      {filter.open && <NearMissDrawer key={filter.open} id={filter.open} onClose={() => open(undefined)} />}
    </>
  )
}
