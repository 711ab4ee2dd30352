import { ImportOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { BranchFilter, ChoiceFilter, ExportButton, FilterBar, PageTitle, RowList, StatusTag, WordsFilter } from '@/shared/desk'
import { useMay } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { type ContractFilter, type ContractRow, contractQueries } from './api'
import { ContractDrawer } from './ContractDrawer'
import { ContractTag, money, STANDINGS, STATUSES, useLevelWords } from './words'

/** `open`: the drawer for a new contract. */
type State = ContractFilter & { open?: string }

/** Maintenance contracts, the next to end first. */
export function ContractListPage() {
  const { t } = useTranslation('contracts')
  const [{ open, ...filter }, change] = useListState<State>()
  const contracts = useQuery(contractQueries.list(filter))
  const navigate = useNavigate()
  const mayEdit = useMay('contracts.edit')
  const level = useLevelWords()
  const levels = useQuery(contractQueries.levels())
  const visit = (row: ContractRow) => navigate({ to: '/contracts/$id', params: { id: row.id } })
  const create = () => change({ open: 'new' }, { keepPage: true })
  const set = (next: Partial<Record<keyof ContractFilter, string | undefined>>) => change(next as Partial<State>)

  const columns: TableProps<ContractRow>['columns'] = [
    {
      title: t('columns.title'),
      key: 'title',
      width: 280,
      render: (_, row) => (
        <div className="two-lines">
          <Link to="/contracts/$id" params={{ id: row.id }}>
            {row.title}
          </Link>
          <small className="tabular">{row.number}</small>
        </div>
      ),
    },
    {
      title: t('columns.customer'),
      key: 'customer',
      width: 220,
      render: (_, row) => (
        <Link to="/customers/$id" params={{ id: row.customerId }}>
          {row.customerName}
        </Link>
      ),
    },
    { title: t('columns.level'), key: 'level', width: 150, render: (_, row) => level(row.level) },
    {
      title: t('columns.status'),
      key: 'status',
      width: 100,
      render: (_, row) => <ContractTag status={row.status} begun={row.begun} />,
    },
    { title: t('columns.endsOn'), key: 'ends', width: 150, render: (_, row) => <Ending row={row} /> },
    { title: t('columns.visits'), key: 'visits', width: 110, align: 'right', render: (_, row) => <Visits row={row} /> },
    {
      title: t('columns.price'),
      key: 'price',
      width: 130,
      align: 'right',
      className: 'tabular',
      render: (_, row) => money(row.price),
    },
    { title: t('columns.owner'), dataIndex: 'ownerName', width: 100, responsive: ['xl'] },
  ]

  return (
    <>
      <PageTitle
        title={t('title')}
        hint={t('hint')}
        extra={
          <>
            <Link to="/contracts/levels">
              <Button>{t('level.title')}</Button>
            </Link>
            <ExportButton path="/contracts/export" filter={filter} />
            {mayEdit && (
              <>
                <Link to="/imports/new" search={{ kind: 'contracts' } as never}>
                  <Button icon={<ImportOutlined />}>{t('import')}</Button>
                </Link>
                <Button type="primary" icon={<PlusOutlined />} onClick={create}>
                  {t('new')}
                </Button>
              </>
            )}
          </>
        }
      />
      <FilterBar
        set={[filter.status, filter.standing, filter.level, filter.branch].filter(Boolean).length}
        first={<WordsFilter label={t('words')} value={filter.words} onChange={(words) => set({ words })} />}
      >
        <ChoiceFilter
          label={t('standing')}
          width={150}
          value={filter.standing}
          options={STANDINGS.map((value) => ({ value, label: t(`standings.${value}`) }))}
          onChange={(standing) => set({ standing })}
        />
        <ChoiceFilter
          label={t('columns.status')}
          value={filter.status}
          options={STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) }))}
          onChange={(status) => set({ status })}
        />
        <ChoiceFilter
          label={t('columns.level')}
          width={170}
          value={filter.level}
          options={(levels.data ?? []).map(({ code }) => ({ value: code, label: level(code) }))}
          onChange={(next) => set({ level: next })}
        />
        <BranchFilter value={filter.branch} onChange={(branch) => set({ branch })} />
      </FilterBar>
      <RowList
        query={contracts}
        columns={columns}
        width={1180}
        visit={visit}
        {...(mayEdit && { create: { label: t('new'), act: create } })}
        filtered={Boolean(filter.words || filter.status || filter.standing || filter.level || filter.branch || filter.customer)}
        first={t('first')}
        after={filter.after}
        next={contracts.data?.next}
        onMove={(after) => set({ after })}
        card={(row) => (
          <>
            <span className="spread">
              <Link to="/contracts/$id" params={{ id: row.id }}>
                {row.title}
              </Link>
              <ContractTag status={row.status} begun={row.begun} />
            </span>
            <span>{row.customerName}</span>
            <span className="spread">
              <small>
                {level(row.level)} · <Visits row={row} />
              </small>
              <Ending row={row} />
            </span>
          </>
        )}
      />
      <ContractDrawer
        open={open === 'new'}
        {...(filter.customer && { customer: filter.customer })}
        onClose={() => set({ open: undefined } as never)}
        onDone={(contract) => navigate({ to: '/contracts/$id', params: { id: contract.id } })}
      />
    </>
  )
}

function Ending({ row }: { row: ContractRow }) {
  const { t } = useTranslation('contracts')
  const soon = row.daysLeft !== null && row.daysLeft <= 90 && !row.renewed
  return (
    <div className="two-lines">
      <span className="tabular">{row.endsOn}</span>
      {row.renewed ? (
        <small>{t('renewed')}</small>
      ) : row.letGo ? (
        <small>{t('letGo')}</small>
      ) : (
        soon &&
        row.daysLeft !== null && (
          <small style={{ color: row.daysLeft <= 30 ? 'var(--bad)' : 'var(--warn)' }}>
            {t('daysLeft', { count: row.daysLeft })}
          </small>
        )
      )}
    </div>
  )
}

function Visits({ row }: { row: ContractRow }) {
  const { t } = useTranslation('contracts')
  if (row.visitsAgreed === 0) return <span className="faint">—</span>
  const left = row.visitsAgreed - row.visitsUsed
  return left <= 0 ? (
    <StatusTag tone="warn">{t('usedUp')}</StatusTag>
  ) : (
    <span className="tabular">{t('visitsLeft', { left, agreed: row.visitsAgreed })}</span>
  )
}
