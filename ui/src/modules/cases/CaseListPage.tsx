import { DeleteOutlined, ImportOutlined, PhoneOutlined, PushpinOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Flex, Grid, Input, Popover, Segmented, Select, Space, Table, type TableProps, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogueQueries } from '@/shared/cases/catalogue'
import { ExportButton, KeyHints, KeysetPager, Nothing, PageTitle, ProblemAlert, SeverityMark, useKeys } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { PromiseTags } from '@/shared/promises/PromiseTags'
import { useMay, useSession } from '@/shared/session'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { type CaseFilter, type CaseRow, caseQueries, type SavedView, useSavedViews } from './api'
import { CaseStatusTag, ENTITLEMENTS, named, SEVERITIES, STATUSES } from './words'
import './cases.css'

const listed = (value: string | string[] | undefined) => (value === undefined ? [] : Array.isArray(value) ? value : [value])
const NOT_FILTERS = new Set(['after', 'group'])

/** The work list: every case one may see, narrowed by what stands in the address. */
export function CaseListPage() {
  const { t } = useTranslation(['cases', 'shared'])
  const [filter, change] = useListState<CaseFilter>()
  const list = useQuery(caseQueries.list(filter))
  const counts = useQuery(caseQueries.counts())
  const kinds = useQuery(catalogueQueries.kinds())
  const branches = useSession().branches
  const navigate = useNavigate()
  const may = useMay()
  const wide = Grid.useBreakpoint().md
  const [at, setAt] = useState(-1)
  const rows = list.data?.rows ?? []
  const filtered = Object.keys(filter).some((name) => !NOT_FILTERS.has(name))
  const open = (row: CaseRow | undefined) => row && navigate({ to: '/cases/$id', params: { id: row.id } })

  useKeys({
    j: () => setAt((now) => Math.min(rows.length - 1, now + 1)),
    k: () => setAt((now) => Math.max(0, now - 1)),
    Enter: () => open(rows[at]),
    n: () => may('cases.open') && navigate({ to: '/cases/new' as never }),
  })

  const count = counts.data
  const capped = (n: number | undefined) => (n === undefined ? undefined : count && n >= count.cap ? `${count.cap}+` : n)
  const quick = [
    { key: 'open', label: t('quick.open'), count: count?.open, filter: {} },
    { key: 'fresh', label: t('quick.fresh'), count: count?.fresh, filter: { status: 'NEW' } },
    { key: 'mine', label: t('quick.mine'), count: count?.mine, filter: { assignee: 'me' } },
    { key: 'overdue', label: t('quick.overdue'), count: count?.overdue, filter: { promise: 'OVERDUE' } },
    { key: 'soon', label: t('quick.soon'), count: count?.soon, filter: { promise: 'SOON' } },
    { key: 'waiting', label: t('quick.waiting'), count: count?.waiting, filter: { status: 'WAITING' } },
    { key: 'all', label: t('quick.all'), count: undefined, filter: { group: 'ALL' } },
  ]
  const chosen = quick.find((one) => same(one.filter, filter))?.key ?? ''

  const columns: TableProps<CaseRow>['columns'] = [
    {
      title: t('columns.severity'),
      dataIndex: 'severity',
      width: 56,
      render: (severity: number) => <SeverityMark severity={severity} />,
    },
    {
      title: t('columns.subject'),
      key: 'subject',
      width: 340,
      render: (_, row) => (
        <div className="case-subject">
          <a
            href={`/cases/${row.id}`}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey) return
              event.preventDefault()
              open(row)
            }}
          >
            {row.subject}
          </a>
          <span className="case-small">
            <span className="tabular">{row.number}</span>
            {row.repeated && <Tag color="volcano">{t('repeated')}</Tag>}
            {row.reopened > 0 && <Tag color="magenta">{t('reopened', { count: row.reopened })}</Tag>}
          </span>
        </div>
      ),
    },
    {
      title: t('columns.customer'),
      key: 'customer',
      width: 220,
      render: (_, row) => (
        <div className="case-subject">
          <span>{row.customerName ?? (row.contactName || t('unknownCustomer'))}</span>
          <span className="case-small">{row.deviceName ?? row.siteName ?? ''}</span>
        </div>
      ),
    },
    {
      title: t('columns.status'),
      key: 'status',
      width: 130,
      render: (_, row) => (
        <div className="case-subject">
          <CaseStatusTag status={row.status} />
          <span className="case-small">{row.status === 'WAITING' ? row.waitingReason : named(row.stageName)}</span>
        </div>
      ),
    },
    {
      title: t('columns.promises'),
      key: 'promises',
      width: 230,
      render: (_, row) => <NextPromise promises={list.data?.promises[row.id] ?? []} />,
    },
    {
      title: t('columns.assignee'),
      dataIndex: 'assigneeName',
      width: 100,
      render: (name) => name ?? <span className="faint">{t('nobody')}</span>,
    },
    { title: t('columns.opened'), dataIndex: 'openedAt', width: 120, render: (at: string) => <Time at={at} /> },
  ]

  return (
    <>
      <PageTitle
        title={t('title')}
        extra={
          <Flex gap="small" align="center" wrap>
            <KeyHints
              hints={[
                { keys: 'j', label: t('keys.down') },
                { keys: 'k', label: t('keys.up') },
                { keys: 'Enter', label: t('keys.open') },
                ...(may('cases.open') ? [{ keys: 'n', label: t('new') }] : []),
              ]}
            />
            <ExportButton path="/cases/export" filter={filter} />
            {may('cases.import') && (
              <Link to={'/imports/new' as never} search={{ kind: 'cases' } as never}>
                <Button icon={<ImportOutlined />}>{t('import')}</Button>
              </Link>
            )}
            {may('cases.open') && (
              <Link to={'/cases/new' as never}>
                <Button type="primary" icon={<PhoneOutlined />}>
                  {t('new')}
                </Button>
              </Link>
            )}
          </Flex>
        }
      />
      <Flex gap="small" wrap align="center" className="case-quick">
        <Segmented
          value={chosen}
          onChange={(key) => {
            const next = quick.find((one) => one.key === key)?.filter ?? {}
            change({ ...CLEARED, ...next })
          }}
          options={quick.map((one) => ({
            value: one.key,
            label: (
              <span>
                {one.label}
                {one.count ? (
                  <span className="case-count tabular" data-key={one.key}>
                    {capped(one.count)}
                  </span>
                ) : null}
              </span>
            ),
          }))}
        />
        <Views filter={filter} onChoose={(view) => change({ ...CLEARED, ...stateOf(view) })} />
      </Flex>
      <Flex gap="small" wrap className="case-filters">
        <Input.Search
          key={filter.words ?? ''}
          style={{ width: 260 }}
          allowClear
          placeholder={t('search')}
          aria-label={t('search')}
          defaultValue={filter.words ?? ''}
          onSearch={(words) => change({ words: words.trim() })}
        />
        <Select
          mode="multiple"
          maxTagCount="responsive"
          className="case-filter"
          allowClear
          placeholder={t('columns.status')}
          aria-label={t('columns.status')}
          value={listed(filter.status)}
          onChange={(status: string[]) => change({ status })}
          options={STATUSES.map((status) => ({ value: status, label: t(`statuses.${status}`) }))}
        />
        <Select
          mode="multiple"
          maxTagCount="responsive"
          className="case-filter"
          allowClear
          placeholder={t('columns.severity')}
          aria-label={t('columns.severity')}
          value={listed(filter.severity)}
          onChange={(severity: string[]) => change({ severity })}
          options={SEVERITIES.map((one) => ({ value: String(one), label: t(`severities.${one}`) }))}
        />
        <Select
          className="case-filter"
          allowClear
          placeholder={t('columns.kind')}
          aria-label={t('columns.kind')}
          value={listed(filter.kind)[0]}
          onChange={(kind: string | undefined) => change({ kind })}
          options={(kinds.data ?? []).map((kind) => ({ value: kind.code, label: named(kind.name) }))}
        />
        <Select
          className="case-filter"
          allowClear
          placeholder={t('columns.entitlement')}
          aria-label={t('columns.entitlement')}
          value={listed(filter.entitlement)[0]}
          onChange={(entitlement: string | undefined) => change({ entitlement })}
          options={ENTITLEMENTS.map((one) => ({ value: one, label: t(`entitlements.${one}`) }))}
        />
        {branches.length > 1 && (
          <Select
            className="case-filter"
            allowClear
            placeholder={t('columns.branch')}
            aria-label={t('columns.branch')}
            value={filter.branch}
            onChange={(branch: string | undefined) => change({ branch })}
            options={branches.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {filtered && <Button onClick={() => change(CLEARED)}>{t('clear')}</Button>}
      </Flex>
      {list.isError ? (
        <ProblemAlert error={list.error} onRetry={() => list.refetch()} />
      ) : wide === false ? (
        <CaseCards rows={rows} pending={list.isPending} filtered={filtered} promises={list.data?.promises ?? {}} onOpen={open} />
      ) : (
        <Table
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={rows}
          loading={list.isFetching && { delay: 200 }}
          pagination={false}
          scroll={{ x: 1100 }}
          rowClassName={(_, index) => (index === at ? 'case-row case-row-at' : 'case-row')}
          onRow={(row) => ({ onDoubleClick: () => open(row) })}
          locale={{ emptyText: list.isPending ? ' ' : <Nothing filtered={filtered} first={t('empty')} /> }}
        />
      )}
      {list.data && !list.data.complete && <p className="faint">{t('onlyNewest')}</p>}
      <KeysetPager after={filter.after} next={list.data?.next} onMove={(after) => change({ after })} />
    </>
  )
}

const CLEARED: CaseFilter = {
  group: undefined,
  status: undefined,
  severity: undefined,
  kind: undefined,
  branch: undefined,
  assignee: undefined,
  customer: undefined,
  device: undefined,
  project: undefined,
  contract: undefined,
  channel: undefined,
  entitlement: undefined,
  promise: undefined,
  words: undefined,
} as CaseFilter

const plain = (filter: CaseFilter) =>
  Object.fromEntries(
    Object.entries(filter)
      .filter(([name, value]) => name !== 'after' && value !== undefined && value.length > 0)
      .map(([name, value]) => [name, listed(value)]),
  )

const same = (one: CaseFilter, other: CaseFilter) => {
  const sorted = (filter: CaseFilter) => JSON.stringify(Object.entries(plain(filter)).sort())
  return sorted(one) === sorted(other)
}

const stateOf = (view: SavedView): CaseFilter =>
  Object.fromEntries(Object.entries(view.filter).map(([name, values]) => [name, values.length === 1 ? values[0] : values]))

type Promises = Parameters<typeof PromiseTags>[0]['promises']

/** What is owed first; the others are counted. */
function NextPromise({ promises }: { promises: Promises }) {
  const { t } = useTranslation('cases')
  const [first, ...others] = [...promises].sort((a, b) => a.dueAt.localeCompare(b.dueAt))
  if (!first) return null
  return (
    <div className="case-subject">
      <PromiseTags promises={[first]} onlyOpen />
      {others.length > 0 && <span className="case-small">{t('morePromises', { count: others.length })}</span>}
    </div>
  )
}

/** On a phone a row is a card. */
function CaseCards({
  rows,
  pending,
  filtered,
  promises,
  onOpen,
}: {
  rows: CaseRow[]
  pending: boolean
  filtered: boolean
  promises: Record<string, Promises>
  onOpen: (row: CaseRow) => void
}) {
  const { t } = useTranslation('cases')
  if (!pending && rows.length === 0) return <Nothing filtered={filtered} first={t('empty')} />
  return (
    <ul className="case-cards">
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" onClick={() => onOpen(row)}>
            <span className="case-card-head">
              <SeverityMark severity={row.severity} />
              <CaseStatusTag status={row.status} />
              <Time at={row.openedAt} />
            </span>
            <strong>{row.subject}</strong>
            <span className="case-small">{row.customerName ?? row.contactName}</span>
            <NextPromise promises={promises[row.id] ?? []} />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Filters somebody wants back: kept under a name, chosen with a click. */
function Views({ filter, onChoose }: { filter: CaseFilter; onChoose: (view: SavedView) => void }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const views = useQuery(caseQueries.views())
  const { keep, drop } = useSavedViews()
  const [name, setName] = useState('')
  const [open, setOpen] = useState(false)
  const current = views.data?.find((view) => same(stateOf(view), filter))
  const failed = (error: Error) => message.error(problemText(error))
  const save = () =>
    name.trim() &&
    keep.mutate(
      { name: name.trim(), filter: plain(filter) },
      {
        onSuccess: () => {
          setOpen(false)
          setName('')
        },
        onError: failed,
      },
    )

  return (
    <Space.Compact>
      {(views.data ?? []).length > 0 && (
        <Select
          style={{ width: 160 }}
          placeholder={t('views.choose')}
          aria-label={t('views.choose')}
          value={current?.id}
          onChange={(id: string) => {
            const view = views.data?.find((one) => one.id === id)
            if (view) onChoose(view)
          }}
          options={(views.data ?? []).map((view) => ({ value: view.id, label: view.name }))}
          optionRender={(option) => (
            <Flex justify="space-between" align="center">
              {option.label}
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('views.drop', { name: option.label })}
                onClick={(event) => {
                  event.stopPropagation()
                  drop.mutate(String(option.value), { onError: failed })
                }}
              />
            </Flex>
          )}
        />
      )}
      <Popover
        trigger="click"
        open={open}
        onOpenChange={setOpen}
        placement="bottomLeft"
        title={t('views.keepThese')}
        content={
          <Space.Compact>
            <Input
              value={name}
              maxLength={60}
              placeholder={t('views.name')}
              aria-label={t('views.name')}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={save}
            />
            <Button type="primary" loading={keep.isPending} onClick={save}>
              {t('views.keep')}
            </Button>
          </Space.Compact>
        }
      >
        <Button icon={<PushpinOutlined />} aria-label={t('views.keepThese')}>
          {(views.data ?? []).length === 0 && t('views.keepThese')}
        </Button>
      </Popover>
    </Space.Compact>
  )
}
