import { ImportOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { BranchFilter, ChoiceFilter, ExportButton, FilterBar, PageTitle, RowList, StatusTag, WordsFilter } from '@/shared/desk'
import { useMay } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { type CustomerFilter, type CustomerRow, customerQueries } from './api'
import { CustomerDrawer } from './CustomerDrawer'
import { KINDS, TIERS, TierTag } from './words'

/** `open`: the drawer for a new customer. */
type State = CustomerFilter & { open?: string }

export function CustomerListPage() {
  const { t } = useTranslation('customers')
  const [{ open, ...filter }, change] = useListState<State>()
  const customers = useQuery(customerQueries.list(filter))
  const navigate = useNavigate()
  const mayEdit = useMay('customers.edit')
  const mayImport = useMay('customers.import')
  const filtered = Boolean(filter.words || filter.branch || filter.tier || filter.kind || filter.active)
  const visit = (row: CustomerRow) => navigate({ to: '/customers/$id', params: { id: row.id } })
  const create = () => change({ open: 'new' }, { keepPage: true })

  const columns: NonNullable<TableProps<CustomerRow>['columns']> = [
    {
      title: t('columns.name'),
      key: 'name',
      width: 300,
      render: (_, row) => (
        <div className="two-lines">
          <Link to="/customers/$id" params={{ id: row.id }}>
            {row.name}
          </Link>
          <small className="tabular">{row.number}</small>
        </div>
      ),
    },
    {
      title: t('columns.tier'),
      key: 'tier',
      width: 110,
      render: (_, row) => (
        <>
          <TierTag tier={row.tier} /> {!row.active && <StatusTag>{t('inactive')}</StatusTag>}
        </>
      ),
    },
    {
      title: t('columns.contact'),
      key: 'contact',
      width: 180,
      render: (_, row) => (
        <div className="two-lines">
          <span>{row.contactName ?? <span className="faint">—</span>}</span>
          <small className="tabular">{row.contactPhone || row.phone}</small>
        </div>
      ),
    },
    {
      title: t('columns.sites'),
      key: 'sites',
      width: 220,
      render: (_, row) => (
        <div className="two-lines">
          <span>{row.place ?? <span className="faint">—</span>}</span>
          {row.sites > 0 && <small>{t('siteCount', { count: row.sites })}</small>}
        </div>
      ),
    },
    { title: t('columns.branch'), dataIndex: 'branchName', width: 140, responsive: ['lg'] },
  ]

  return (
    <>
      <PageTitle
        title={t('title')}
        hint={t('hint')}
        extra={
          <>
            <ExportButton
              path="/customers/export"
              filter={filter}
              also={[
                { path: '/customers/contacts/export', name: t('exports.contacts') },
                { path: '/customers/sites/export', name: t('exports.sites') },
              ]}
            />
            {mayImport && (
              <Link to={'/imports/new' as never} search={{ kind: 'customers' } as never}>
                <Button icon={<ImportOutlined />}>{t('import')}</Button>
              </Link>
            )}
            {mayEdit && (
              <Button type="primary" icon={<PlusOutlined />} onClick={create}>
                {t('new')}
              </Button>
            )}
          </>
        }
      />
      <FilterBar
        set={[filter.branch, filter.tier, filter.kind, filter.active].filter(Boolean).length}
        first={<WordsFilter label={t('words')} value={filter.words} onChange={(words) => change({ words })} />}
      >
        <ChoiceFilter
          label={t('columns.tier')}
          value={filter.tier}
          options={TIERS.map((tier) => ({ value: tier, label: t(`tiers.${tier}`) }))}
          onChange={(tier) => change({ tier })}
        />
        <ChoiceFilter
          label={t('columns.kind')}
          value={filter.kind}
          options={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          onChange={(kind) => change({ kind })}
        />
        <BranchFilter value={filter.branch} onChange={(branch) => change({ branch })} />
        <ChoiceFilter
          label={t('columns.state')}
          value={filter.active}
          options={[
            { value: 'true', label: t('active') },
            { value: 'false', label: t('inactive') },
          ]}
          onChange={(active) => change({ active })}
        />
      </FilterBar>
      <RowList
        query={customers}
        columns={columns}
        width={860}
        card={(row) => <CustomerCard row={row} />}
        visit={visit}
        {...(mayEdit && { create: { label: t('new'), act: create } })}
        filtered={filtered}
        first={t('first')}
        after={filter.after}
        next={customers.data?.next}
        onMove={(after) => change({ after })}
      />
      <CustomerDrawer
        open={open === 'new'}
        onClose={() => change({ open: undefined }, { keepPage: true })}
        onDone={(customer) => navigate({ to: '/customers/$id', params: { id: customer.id } })}
      />
    </>
  )
}

function CustomerCard({ row }: { row: CustomerRow }) {
  const { t } = useTranslation('customers')
  return (
    <>
      <span className="spread">
        <Link to="/customers/$id" params={{ id: row.id }}>
          {row.name}
        </Link>
        <TierTag tier={row.tier} />
      </span>
      <span>
        {row.contactName} <span className="tabular">{row.contactPhone || row.phone}</span>
      </span>
      <small>
        {row.number} {row.place && `· ${row.place}`} {!row.active && `· ${t('inactive')}`}
      </small>
    </>
  )
}
