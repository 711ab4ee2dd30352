import { ImportOutlined, PlusOutlined, QrcodeOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Grid, Input, Select, Table, type TableProps } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  ExportButton,
  FilterBar,
  KeyHints,
  KeysetPager,
  Nothing,
  PageTitle,
  ProblemAlert,
  RemoteSelect,
  useKeys,
  useRowCursor,
} from '@/shared/desk'
import { useMay, useSession } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { assetQueries, choices, type DeviceFilter, type DeviceRow } from './api'
import { DeviceDrawer } from './DeviceDrawer'
import { LabelDialog } from './LabelDialog'
import { DEVICE_STATES, DeviceStateTag, WarrantyTag } from './words'

/** `open`: the drawer for a new device. */
type State = DeviceFilter & { open?: string }

const SOON = 60
const WARRANTIES = ['COVERED', 'ENDING', 'OVER', 'OPEN'] as const

export function DeviceListPage() {
  const { t } = useTranslation(['assets', 'shared'])
  const [{ open, ...filter }, change] = useListState<State>()
  const devices = useQuery(assetQueries.devices(filter))
  const categories = useQuery(assetQueries.categories())
  const navigate = useNavigate()
  const branches = useSession().branches
  const may = useMay()
  const wide = Grid.useBreakpoint().md
  const [chosen, setChosen] = useState<string[]>([])
  const [printing, setPrinting] = useState(false)
  const rows = devices.data?.rows ?? []
  const { after: _, sort: __, ...narrowing } = filter
  const filtered = Object.values(narrowing).some(Boolean)
  const visit = (row: DeviceRow) => navigate({ to: '/devices/$id', params: { id: row.id } })
  const create = () => change({ open: 'new' }, { keepPage: true })
  const cursor = useRowCursor(rows, visit)
  useKeys({ n: () => may('assets.edit') && create(), p: () => rows.length > 0 && setPrinting(true) })
  const asked = JSON.stringify(narrowing)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other filters, other choices
  useEffect(() => setChosen([]), [asked])

  const columns: TableProps<DeviceRow>['columns'] = [
    {
      title: t('columns.device'),
      key: 'device',
      width: 240,
      render: (_, row) => (
        <div className="two-lines">
          <Link to="/devices/$id" params={{ id: row.id }}>
            {row.name}
          </Link>
          <small className="tabular">{row.number}</small>
        </div>
      ),
    },
    {
      title: t('columns.model'),
      key: 'model',
      width: 220,
      render: (_, row) => (
        <div className="two-lines">
          <span>{[row.maker, row.model].filter(Boolean).join(' ')}</span>
          <small className="tabular">{row.serial}</small>
        </div>
      ),
    },
    {
      title: t('columns.customer'),
      key: 'customer',
      width: 240,
      render: (_, row) => (
        <div className="two-lines">
          <Link to="/customers/$id" params={{ id: row.customerId }}>
            {row.customerName}
          </Link>
          <small>{[row.siteName, row.location].filter(Boolean).join(' · ') || row.projectName}</small>
        </div>
      ),
    },
    {
      title: t('columns.warranty'),
      key: 'warranty',
      width: 150,
      render: (_, row) => (
        <div className="two-lines">
          <WarrantyTag state={row.warranty} soon={row.daysLeft !== null && row.daysLeft <= SOON} />
          {row.warrantyLastDay && <small className="tabular">{t('until', { date: row.warrantyLastDay })}</small>}
        </div>
      ),
    },
    { title: t('columns.state'), key: 'state', width: 90, render: (_, row) => <DeviceStateTag state={row.state} /> },
    { title: t('columns.branch'), dataIndex: 'branchName', width: 130, responsive: ['xl'] },
  ]

  return (
    <>
      <PageTitle
        title={t('devices.title')}
        hint={t('devices.hint')}
        extra={
          <>
            <Button icon={<QrcodeOutlined />} disabled={rows.length === 0} onClick={() => setPrinting(true)}>
              {chosen.length > 0 ? t('labels.chosen', { count: chosen.length }) : t('labels.act')}
            </Button>
            <ExportButton path="/devices/export" filter={narrowing} />
            {may('assets.import') && (
              <Link to="/devices/import">
                <Button icon={<ImportOutlined />}>{t('import.act')}</Button>
              </Link>
            )}
            {may('assets.edit') && (
              <Button type="primary" icon={<PlusOutlined />} onClick={create}>
                {t('devices.new')}
              </Button>
            )}
          </>
        }
      />
      <FilterBar
        set={
          [filter.branch, filter.customer, filter.project, filter.category, filter.warranty, filter.state].filter(Boolean).length
        }
        first={
          <Input.Search
            key={filter.words ?? ''}
            style={{ width: 280 }}
            allowClear
            placeholder={t('devices.words')}
            aria-label={t('devices.words')}
            defaultValue={filter.words ?? ''}
            onSearch={(words) => change({ words: words.trim() })}
          />
        }
      >
        <RemoteSelect
          style={{ width: 200 }}
          topic="customers"
          find={choices.customers}
          name={choices.customerName}
          placeholder={t('columns.customer')}
          aria-label={t('columns.customer')}
          {...(filter.customer && { value: filter.customer })}
          onChange={(customer) => change({ customer, site: undefined } as Partial<State>)}
        />
        <RemoteSelect
          style={{ width: 180 }}
          topic="assets"
          find={choices.projects(filter.customer)}
          name={choices.projectName}
          placeholder={t('columns.project')}
          aria-label={t('columns.project')}
          {...(filter.project && { value: filter.project })}
          onChange={(project) => change({ project } as Partial<State>)}
        />
        <Select
          style={{ minWidth: 120 }}
          allowClear
          placeholder={t('columns.category')}
          aria-label={t('columns.category')}
          value={filter.category}
          options={(categories.data ?? []).map((category) => ({ value: category, label: category }))}
          onChange={(category) => change({ category })}
        />
        <Select
          style={{ minWidth: 130 }}
          allowClear
          placeholder={t('columns.warranty')}
          aria-label={t('columns.warranty')}
          value={filter.warranty}
          options={WARRANTIES.map((one) => ({ value: one, label: t(`warrantyFilter.${one}`, { days: SOON }) }))}
          onChange={(warranty) => change({ warranty, sort: warranty === 'ENDING' ? 'WARRANTY' : undefined } as Partial<State>)}
        />
        <Select
          style={{ minWidth: 110 }}
          allowClear
          placeholder={t('columns.state')}
          aria-label={t('columns.state')}
          value={filter.state}
          options={DEVICE_STATES.map((state) => ({ value: state, label: t(`states.${state}`) }))}
          onChange={(state) => change({ state })}
        />
        {branches.length > 1 && (
          <Select
            style={{ minWidth: 130 }}
            allowClear
            placeholder={t('columns.branch')}
            aria-label={t('columns.branch')}
            value={filter.branch}
            options={branches.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(branch) => change({ branch })}
          />
        )}
        {filtered && <Button onClick={() => change(CLEARED)}>{t('shared:act.clear')}</Button>}
      </FilterBar>
      {devices.isError ? (
        <ProblemAlert error={devices.error} onRetry={() => devices.refetch()} />
      ) : wide === false ? (
        <DeviceCards rows={rows} pending={devices.isPending} filtered={filtered} />
      ) : (
        <Table
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={rows}
          loading={devices.isFetching && { delay: 200 }}
          pagination={false}
          scroll={{ x: 1080 }}
          rowClassName={cursor.rowClassName}
          rowSelection={{
            selectedRowKeys: chosen,
            preserveSelectedRowKeys: true,
            onChange: (keys) => setChosen(keys as string[]),
          }}
          onRow={(row) => ({ onDoubleClick: () => visit(row) })}
          locale={{ emptyText: devices.isPending ? ' ' : <Nothing filtered={filtered} first={t('devices.first')} /> }}
        />
      )}
      <KeysetPager after={filter.after} next={devices.data?.next} onMove={(after) => change({ after })} />
      <KeyHints
        hints={[
          { keys: 'j', label: t('shared:keys.down') },
          { keys: 'k', label: t('shared:keys.up') },
          { keys: 'Enter', label: t('shared:keys.open') },
          { keys: 'p', label: t('labels.act') },
          ...(may('assets.edit') ? [{ keys: 'n', label: t('devices.new') }] : []),
        ]}
      />
      <DeviceDrawer
        open={open === 'new'}
        about={narrowing}
        onClose={() => change({ open: undefined } as Partial<State>, { keepPage: true })}
        onDone={(device) => navigate({ to: '/devices/$id', params: { id: device.id } })}
      />
      {printing && (
        <LabelDialog {...(chosen.length > 0 ? { devices: chosen } : { filter: narrowing })} onClose={() => setPrinting(false)} />
      )}
    </>
  )
}

const CLEARED = Object.fromEntries(
  ['words', 'branch', 'customer', 'project', 'site', 'product', 'category', 'state', 'warranty', 'sort'].map((name) => [
    name,
    undefined,
  ]),
) as Partial<State>

/** On a phone a row is a card. */
function DeviceCards({ rows, pending, filtered }: { rows: DeviceRow[]; pending: boolean; filtered: boolean }) {
  const { t } = useTranslation('assets')
  if (!pending && rows.length === 0) return <Nothing filtered={filtered} first={t('devices.first')} />
  return (
    <ul className="cards">
      {rows.map((row) => (
        <li key={row.id}>
          <span className="spread">
            <Link to="/devices/$id" params={{ id: row.id }}>
              {row.name}
            </Link>
            <WarrantyTag state={row.warranty} soon={row.daysLeft !== null && row.daysLeft <= SOON} />
          </span>
          <span>{row.customerName}</span>
          <small>{[row.model, row.serial, row.location].filter(Boolean).join(' · ')}</small>
        </li>
      ))}
    </ul>
  )
}
