import { ImportOutlined, PlusOutlined, QrcodeOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, type TableProps } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  BranchFilter,
  ChoiceFilter,
  ExportButton,
  FilterBar,
  PageTitle,
  RemoteSelect,
  RowList,
  useKeys,
  WordsFilter,
} from '@/shared/desk'
import { useMay } from '@/shared/session'
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
  const may = useMay()
  const [chosen, setChosen] = useState<string[]>([])
  const [printing, setPrinting] = useState(false)
  const rows = devices.data?.rows ?? []
  const { after: _, sort: __, ...narrowing } = filter
  const filtered = Object.values(narrowing).some(Boolean)
  const visit = (row: DeviceRow) => navigate({ to: '/devices/$id', params: { id: row.id } })
  const create = () => change({ open: 'new' }, { keepPage: true })
  useKeys({ p: () => rows.length > 0 && setPrinting(true) })
  const asked = JSON.stringify(narrowing)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other filters, other choices
  useEffect(() => setChosen([]), [asked])

  const columns: NonNullable<TableProps<DeviceRow>['columns']> = [
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
              <Link to="/imports/new" search={{ kind: 'devices' } as never}>
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
        first={<WordsFilter label={t('devices.words')} value={filter.words} onChange={(words) => change({ words })} />}
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
        <ChoiceFilter
          label={t('columns.category')}
          value={filter.category}
          options={(categories.data ?? []).map((category) => ({ value: category, label: category }))}
          onChange={(category) => change({ category })}
        />
        <ChoiceFilter
          label={t('columns.warranty')}
          value={filter.warranty}
          options={WARRANTIES.map((one) => ({ value: one, label: t(`warrantyFilter.${one}`, { days: SOON }) }))}
          onChange={(warranty) => change({ warranty, sort: warranty === 'ENDING' ? 'WARRANTY' : undefined } as Partial<State>)}
          width={130}
        />
        <ChoiceFilter
          label={t('columns.state')}
          value={filter.state}
          options={DEVICE_STATES.map((state) => ({ value: state, label: t(`states.${state}`) }))}
          onChange={(state) => change({ state })}
        />
        <BranchFilter value={filter.branch} onChange={(branch) => change({ branch })} />
        {filtered && <Button onClick={() => change(CLEARED)}>{t('shared:act.clear')}</Button>}
      </FilterBar>
      <RowList
        query={devices}
        columns={columns}
        width={1080}
        card={(row) => <DeviceCard row={row} />}
        visit={visit}
        {...(may('assets.edit') && { create: { label: t('devices.new'), act: create } })}
        filtered={filtered}
        first={t('devices.first')}
        after={filter.after}
        next={devices.data?.next}
        onMove={(after) => change({ after })}
        hints={[{ keys: 'p', label: t('labels.act') }]}
        selection={{
          selectedRowKeys: chosen,
          preserveSelectedRowKeys: true,
          onChange: (keys) => setChosen(keys as string[]),
        }}
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

function DeviceCard({ row }: { row: DeviceRow }) {
  return (
    <>
      <span className="spread">
        <Link to="/devices/$id" params={{ id: row.id }}>
          {row.name}
        </Link>
        <WarrantyTag state={row.warranty} soon={row.daysLeft !== null && row.daysLeft <= SOON} />
      </span>
      <span>{row.customerName}</span>
      <small>{[row.model, row.serial, row.location].filter(Boolean).join(' · ')}</small>
    </>
  )
}
