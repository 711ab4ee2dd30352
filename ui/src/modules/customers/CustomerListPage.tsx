import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Grid, Input, Select, Table, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  ExportButton,
  FilterBar,
  KeyHints,
  KeysetPager,
  Nothing,
  PageTitle,
  ProblemAlert,
  StatusTag,
  useKeys,
  useRowCursor,
} from '@/shared/desk'
import { useMay, useSession } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { type CustomerFilter, type CustomerRow, customerQueries } from './api'
import { CustomerDrawer } from './CustomerDrawer'
import { KINDS, TIERS, TierTag } from './words'

/** `open`: the drawer for a new customer. */
type State = CustomerFilter & { open?: string }

export function CustomerListPage() {
  const { t } = useTranslation(['customers', 'shared'])
  const [{ open, ...filter }, change] = useListState<State>()
  const customers = useQuery(customerQueries.list(filter))
  const navigate = useNavigate()
  const branches = useSession().branches
  const mayEdit = useMay('customers.edit')
  const wide = Grid.useBreakpoint().md
  const rows = customers.data?.rows ?? []
  const filtered = Boolean(filter.words || filter.branch || filter.tier || filter.kind || filter.active)
  const visit = (row: CustomerRow) => navigate({ to: '/customers/$id', params: { id: row.id } })
  const create = () => change({ open: 'new' }, { keepPage: true })
  const cursor = useRowCursor(rows, visit)
  useKeys({ n: () => mayEdit && create() })

  const columns: TableProps<CustomerRow>['columns'] = [
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
            <ExportButton path="/customers/export" filter={filter} />
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
        first={
          <Input.Search
            key={filter.words ?? ''}
            style={{ width: 280 }}
            allowClear
            placeholder={t('words')}
            aria-label={t('words')}
            defaultValue={filter.words ?? ''}
            onSearch={(words) => change({ words: words.trim() })}
          />
        }
      >
        <Select
          style={{ minWidth: 120 }}
          allowClear
          placeholder={t('columns.tier')}
          aria-label={t('columns.tier')}
          value={filter.tier}
          options={TIERS.map((tier) => ({ value: tier, label: t(`tiers.${tier}`) }))}
          onChange={(tier) => change({ tier })}
        />
        <Select
          style={{ minWidth: 120 }}
          allowClear
          placeholder={t('columns.kind')}
          aria-label={t('columns.kind')}
          value={filter.kind}
          options={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          onChange={(kind) => change({ kind })}
        />
        {branches.length > 1 && (
          <Select
            style={{ minWidth: 140 }}
            allowClear
            placeholder={t('columns.branch')}
            aria-label={t('columns.branch')}
            value={filter.branch}
            options={branches.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(branch) => change({ branch })}
          />
        )}
        <Select
          style={{ minWidth: 120 }}
          allowClear
          placeholder={t('columns.state')}
          aria-label={t('columns.state')}
          value={filter.active}
          options={[
            { value: 'true', label: t('active') },
            { value: 'false', label: t('inactive') },
          ]}
          onChange={(active) => change({ active })}
        />
      </FilterBar>
      {customers.isError ? (
        <ProblemAlert error={customers.error} onRetry={() => customers.refetch()} />
      ) : wide === false ? (
        <CustomerCards rows={rows} pending={customers.isPending} filtered={filtered} />
      ) : (
        <Table
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={rows}
          loading={customers.isFetching && { delay: 200 }}
          pagination={false}
          scroll={{ x: 860 }}
          rowClassName={cursor.rowClassName}
          onRow={(row) => ({ onDoubleClick: () => visit(row) })}
          locale={{ emptyText: customers.isPending ? ' ' : <Nothing filtered={filtered} first={t('first')} /> }}
        />
      )}
      <KeysetPager after={filter.after} next={customers.data?.next} onMove={(after) => change({ after })} />
      <KeyHints
        hints={[
          { keys: 'j', label: t('shared:keys.down') },
          { keys: 'k', label: t('shared:keys.up') },
          { keys: 'Enter', label: t('shared:keys.open') },
          ...(mayEdit ? [{ keys: 'n', label: t('new') }] : []),
        ]}
      />
      <CustomerDrawer
        open={open === 'new'}
        onClose={() => change({ open: undefined }, { keepPage: true })}
        onDone={(customer) => navigate({ to: '/customers/$id', params: { id: customer.id } })}
      />
    </>
  )
}

/** On a phone a row is a card. */
function CustomerCards({ rows, pending, filtered }: { rows: CustomerRow[]; pending: boolean; filtered: boolean }) {
  const { t } = useTranslation('customers')
  if (!pending && rows.length === 0) return <Nothing filtered={filtered} first={t('first')} />
  return (
    <ul className="cards">
      {rows.map((row) => (
        <li key={row.id}>
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
        </li>
      ))}
    </ul>
  )
}
