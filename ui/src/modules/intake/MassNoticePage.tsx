import { PlusOutlined } from '@ant-design/icons'
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, DatePicker, Drawer, Form, Input, Popconfirm, Segmented, Select, Space, type TableProps } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { PageTitle, RemoteSelect, RowList, StatusTag, SubjectLink } from '@/shared/desk'
import { http, type Schema, search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useMay, useSession } from '@/shared/session'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'

type Row = Schema<'MassNotices.Row'>
type Filter = { all?: string; after?: string; notice?: string }
type Values = {
  title: string
  words: string
  branch?: string
  customer?: string
  product?: string
  startsAt: Dayjs
  endsAt?: Dayjs | null
  caseNumber?: string
}

const WHOLE_HOUSE = ''
const TOPIC = 'mass-notices'

const list = (all: boolean, after: string | undefined) =>
  queryOptions({
    queryKey: [TOPIC, all, after ?? ''],
    queryFn: ({ signal }) =>
      http<Schema<'MassNotices.Page'>>(`/mass-notices${search({ running: all ? undefined : true, after })}`, { signal }),
    placeholderData: keepPreviousData,
  })

const stateOf = (row: Row) => (row.running ? 'running' : row.endsAt && dayjs(row.endsAt).isBefore(dayjs()) ? 'over' : 'coming')
const TONES = { running: 'warn', coming: 'info', over: 'neutral' } as const

/** Known outages that customers and the desk are told of. */
export function MassNoticePage() {
  const { t } = useTranslation(['intake', 'shared'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [filter, change] = useListState<Filter>()
  const rows = useQuery(list(Boolean(filter.all), filter.after))
  const may = useMay('notices.announce')
  const end = useMutation({
    mutationFn: (id: string) => http(`/mass-notices/${id}/end`, { method: 'POST' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [TOPIC] }),
    onError: (error) => message.error(problemText(error)),
  })
  const open = (notice: string | undefined) => change({ notice } as Filter, { keepPage: true })
  const whom = (row: Row) =>
    [row.customerName, row.productName, row.branchName ?? t('notices.everybody')].filter(Boolean).join(' · ')
  const span = (row: Row) => (
    <>
      <Time at={row.startsAt} /> – {row.endsAt ? <Time at={row.endsAt} /> : t('notices.openEnd')}
    </>
  )
  const columns: NonNullable<TableProps<Row>['columns']> = [
    {
      title: t('notices.notice'),
      key: 'notice',
      width: 380,
      render: (_, row) => (
        <div className="two-lines">
          {row.mayEdit ? (
            <Button type="link" style={{ padding: 0, height: 'auto', whiteSpace: 'normal' }} onClick={() => open(row.id)}>
              {row.title}
            </Button>
          ) : (
            <span>{row.title}</span>
          )}
          <small>{row.words}</small>
        </div>
      ),
    },
    { title: t('notices.whom'), key: 'whom', width: 260, render: (_, row) => whom(row) },
    { title: t('notices.span'), key: 'span', width: 210, render: (_, row) => span(row) },
    {
      title: t('notices.state'),
      key: 'state',
      width: 230,
      render: (_, row) => (
        <Space wrap>
          <StatusTag tone={TONES[stateOf(row)]}>{t(`notices.states.${stateOf(row)}`)}</StatusTag>
          {row.caseId && (
            <SubjectLink kind="case" id={row.caseId}>
              {t('notices.affected', { count: row.affected })}
            </SubjectLink>
          )}
          {row.mayEdit && stateOf(row) !== 'over' && (
            <Popconfirm title={t('notices.endAsk')} onConfirm={() => end.mutate(row.id)}>
              <Button size="small">{t('notices.end')}</Button>
            </Popconfirm>
          )}
        </Space>
      ),
    },
  ]
  return (
    <>
      <PageTitle
        title={t('notices.title')}
        hint={t('notices.hint')}
        extra={
          <>
            <Segmented
              value={filter.all ? 'all' : 'now'}
              options={[
                { value: 'now', label: t('notices.now') },
                { value: 'all', label: t('notices.all') },
              ]}
              onChange={(next) => change({ all: next === 'all' ? '1' : undefined } as Filter)}
            />
            {may && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => open('new')}>
                {t('notices.new')}
              </Button>
            )}
          </>
        }
      />
      <RowList
        query={rows}
        columns={columns}
        width={1080}
        card={(row) => (
          <>
            <span className="spread">
              <strong>{row.title}</strong>
              <StatusTag tone={TONES[stateOf(row)]}>{t(`notices.states.${stateOf(row)}`)}</StatusTag>
            </span>
            <span>{row.words}</span>
            <small>
              {whom(row)} · {span(row)}
            </small>
            {row.mayEdit && (
              <Button size="small" onClick={() => open(row.id)}>
                {t('shared:act.edit')}
              </Button>
            )}
          </>
        )}
        visit={(row) => row.mayEdit && open(row.id)}
        {...(may && { create: { label: t('notices.new'), act: () => open('new') } })}
        first={t(filter.all ? 'notices.first' : 'notices.none')}
        after={filter.after}
        next={rows.data?.next}
        onMove={(after) => change({ after } as Filter)}
      />
      {may && filter.notice && (filter.notice === 'new' || rows.data) && (
        <NoticeDrawer
          key={filter.notice}
          notice={rows.data?.rows.find(({ id }) => id === filter.notice)}
          onClose={() => open(undefined)}
        />
      )}
    </>
  )
}

function NoticeDrawer({ notice, onClose }: { notice: Row | undefined; onClose: () => void }) {
  const { t } = useTranslation(['intake', 'shared'])
  const queries = useQueryClient()
  const { branches, roles } = useSession()
  const everywhere = roles.some(({ branchId }) => !branchId)
  const [form] = Form.useForm<Values>()
  const save = useMutation({
    mutationFn: ({ startsAt, endsAt, branch, customer, product, caseNumber, ...rest }: Values) =>
      http(notice ? `/mass-notices/${notice.id}` : '/mass-notices', {
        method: notice ? 'PUT' : 'POST',
        json: {
          ...rest,
          words: rest.words ?? '',
          branch: branch || null,
          customer: customer ?? null,
          product: product ?? null,
          startsAt: startsAt.toISOString(),
          endsAt: endsAt?.toISOString() ?? null,
          version: notice?.version ?? 0,
          caseNumber: caseNumber?.trim() || null,
        },
      }),
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: [TOPIC] })
      onClose()
    },
  })
  const first: Partial<Values> = notice
    ? {
        title: notice.title,
        words: notice.words,
        branch: notice.branchId ?? WHOLE_HOUSE,
        ...(notice.customerId && { customer: notice.customerId }),
        ...(notice.productId && { product: notice.productId }),
        ...(notice.caseNumber && { caseNumber: notice.caseNumber }),
        startsAt: dayjs(notice.startsAt),
        endsAt: notice.endsAt ? dayjs(notice.endsAt) : null,
      }
    : { words: '', branch: everywhere ? WHOLE_HOUSE : (branches[0]?.id ?? WHOLE_HOUSE), startsAt: dayjs() }
  return (
    <Drawer
      open
      size={520}
      title={notice ? notice.title : t('notices.new')}
      onClose={onClose}
      footer={
        <Space>
          <Button type="primary" loading={save.isPending} onClick={form.submit}>
            {t(notice ? 'shared:act.save' : 'notices.publish')}
          </Button>
          <Button onClick={onClose}>{t('shared:act.cancel')}</Button>
        </Space>
      }
    >
      <Form form={form} layout="vertical" initialValues={first} onFinish={(values) => save.mutate(values)}>
        <Form.Item name="title" label={t('notices.what')} rules={[{ required: true, message: t('shared:fields.required') }]}>
          <Input maxLength={100} placeholder={t('notices.whatExample')} />
        </Form.Item>
        <Form.Item name="words" label={t('notices.words')} extra={t('notices.wordsHint')}>
          <Input.TextArea rows={4} maxLength={2000} />
        </Form.Item>
        <Form.Item name="branch" label={t('shared:fields.branch')}>
          <Select
            options={[
              ...(everywhere ? [{ value: WHOLE_HOUSE, label: t('notices.everybody') }] : []),
              ...branches.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Form.Item>
        <Form.Item name="customer" label={t('notices.onlyCustomer')} extra={t('notices.onlyCustomerHint')}>
          <RemoteSelect
            topic="customers"
            placeholder={t('notices.any')}
            find={(words, signal) =>
              http<{ rows: { id: string; name: string; number: string }[] }>(`/customers${search({ words })}`, { signal }).then(
                (page) => page.rows.map((row) => ({ value: row.id, label: row.name, hint: row.number })),
              )
            }
            name={async () => notice?.customerName ?? ''}
          />
        </Form.Item>
        <Form.Item name="product" label={t('notices.onlyProduct')}>
          <RemoteSelect
            topic="assets"
            placeholder={t('notices.any')}
            find={(words, signal) =>
              http<{ rows: { id: string; name: string; model: string }[] }>(`/products${search({ words })}`, { signal }).then(
                (page) => page.rows.map((row) => ({ value: row.id, label: row.model, hint: row.name })),
              )
            }
            name={async () => notice?.productName ?? ''}
          />
        </Form.Item>
        <Form.Item name="caseNumber" label={t('notices.case')} extra={t('notices.caseHint')}>
          <Input maxLength={40} placeholder="SO-2026-000001" spellCheck={false} />
        </Form.Item>
        <Space>
          <Form.Item name="startsAt" label={t('notices.from')} rules={[{ required: true, message: t('shared:fields.required') }]}>
            <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
          </Form.Item>
          <Form.Item name="endsAt" label={t('notices.until')}>
            <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('notices.openEnd')} />
          </Form.Item>
        </Space>
        {save.isError && <Alert type="error" showIcon role="alert" title={problemText(save.error)} />}
      </Form>
    </Drawer>
  )
}
