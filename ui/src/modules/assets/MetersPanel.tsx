import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, DatePicker, Flex, Form, Input, InputNumber, Modal, Select, Switch, Table } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, KeysetPager, Panel, StatusTag } from '@/shared/desk'
import { api, got, http, type Schema, search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { type Device, useAssetChange } from './api'
import { MeterChart } from './MeterChart'
import './meters.css'

type Meter = Schema<'Meters.MeterView'>
type Reading = Schema<'Meters.ReadingView'>
export type Point = Schema<'Meters.Point'>

const metersOf = (device: string) => ({
  queryKey: ['assets', 'meters', device],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    got(api.GET('/api/devices/{id}/meters', { params: { path: { id: device } }, signal })),
})

/** What a device counts or shows, over time. */
export function MetersPanel({ device }: { device: Device }) {
  const { t } = useTranslation('assets')
  const meters = useQuery(metersOf(device.id))
  const [open, setOpen] = useState<{ act: 'add' | 'change' | 'read' | 'all'; meter?: Meter }>()
  const mayRead = useMay('fieldwork.perform') || device.mayEdit
  const close = () => setOpen(undefined)
  return (
    <Panel
      title={t('meters.title')}
      extra={
        device.mayEdit && (
          <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => setOpen({ act: 'add' })}>
            {t('meters.new')}
          </Button>
        )
      }
    >
      <Four query={meters}>
        {(rows) =>
          rows.length === 0 ? (
            <span className="faint">{t('meters.none')}</span>
          ) : (
            <ul className="meters">
              {rows.map((meter) => (
                <li key={meter.id} data-off={!meter.active}>
                  <div className="meter-head">
                    <span>
                      <strong>{meter.name}</strong>{' '}
                      <span className="tabular">
                        {meter.latest ?? '—'} {meter.unit}
                      </span>
                    </span>
                    <Flex gap={4}>
                      {mayRead && meter.active && (
                        <Button size="small" onClick={() => setOpen({ act: 'read', meter })}>
                          {t('meters.read')}
                        </Button>
                      )}
                      <Button size="small" type="text" onClick={() => setOpen({ act: 'all', meter })}>
                        {t('meters.readings')}
                      </Button>
                      {device.mayEdit && (
                        <Button size="small" type="text" onClick={() => setOpen({ act: 'change', meter })}>
                          {t('shared:act.edit')}
                        </Button>
                      )}
                    </Flex>
                  </div>
                  {meter.latestAt && (
                    <small className="faint">
                      <Time at={meter.latestAt} style="date" />
                    </small>
                  )}
                  {meter.latest !== null && <Drawn meter={meter} />}
                </li>
              ))}
            </ul>
          )
        }
      </Four>
      {(open?.act === 'add' || open?.act === 'change') && (
        <MeterDialog device={device.id} onClose={close} {...(open.meter && { meter: open.meter })} />
      )}
      {open?.act === 'read' && open.meter && <ReadingDialog meter={open.meter} onClose={close} />}
      {open?.act === 'all' && open.meter && <Readings meter={open.meter} mayEdit={device.mayEdit} onClose={close} />}
    </Panel>
  )
}

function Drawn({ meter }: { meter: Meter }) {
  const points = useQuery({
    queryKey: ['assets', 'points', meter.id],
    queryFn: ({ signal }) => got(api.GET('/api/meters/{id}/points', { params: { path: { id: meter.id } }, signal })),
  })
  return points.data && points.data.length > 1 ? <MeterChart points={points.data} label={meter.name} unit={meter.unit} /> : null
}

type MeterValues = {
  name: string
  unit: string
  kind: Meter['kind']
  lowest?: string | null
  highest?: string | null
  mostPerDay?: string | null
  active: boolean
}

function MeterDialog({ device, meter, onClose }: { device: string; meter?: Meter; onClose: () => void }) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<MeterValues>()
  const kind = Form.useWatch('kind', form)
  const save = useAssetChange((json: object) =>
    http(meter ? `/meters/${meter.id}` : `/devices/${device}/meters`, { method: meter ? 'PUT' : 'POST', json }),
  )
  const submit = (values: MeterValues) =>
    save.mutate(
      {
        ...values,
        unit: values.unit ?? '',
        lowest: values.lowest ?? null,
        highest: values.highest ?? null,
        mostPerDay: values.kind === 'COUNTER' ? (values.mostPerDay ?? null) : null,
        version: meter?.version ?? 0,
      },
      {
        onSuccess: () => {
          message.success(t('saved'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t(meter ? 'meters.edit' : 'meters.new')}
      okText={t('shared:act.save')}
      confirmLoading={save.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={meter ?? { name: '', unit: 'h', kind: 'COUNTER', active: true }}
      >
        <Flex gap="0 16px" wrap>
          <Form.Item
            style={{ flex: '2 1 200px' }}
            name="name"
            label={t('meters.name')}
            rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
          >
            <Input maxLength={100} placeholder={t('meters.nameHint')} autoFocus />
          </Form.Item>
          <Form.Item style={{ flex: '1 1 90px' }} name="unit" label={t('meters.unit')}>
            <Input maxLength={20} />
          </Form.Item>
        </Flex>
        <Form.Item name="kind" label={t('meters.kind')} extra={kind && t(`meters.kindHints.${kind}`)}>
          <Select options={(['COUNTER', 'GAUGE'] as const).map((one) => ({ value: one, label: t(`meters.kinds.${one}`) }))} />
        </Form.Item>
        <Flex gap="0 16px" wrap>
          <Form.Item style={{ flex: '1 1 120px' }} name="lowest" label={t('meters.lowest')}>
            <InputNumber stringMode style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item style={{ flex: '1 1 120px' }} name="highest" label={t('meters.highest')}>
            <InputNumber stringMode style={{ width: '100%' }} />
          </Form.Item>
          {kind === 'COUNTER' && (
            <Form.Item style={{ flex: '1 1 120px' }} name="mostPerDay" label={t('meters.mostPerDay')}>
              <InputNumber stringMode style={{ width: '100%' }} />
            </Form.Item>
          )}
        </Flex>
        {meter && (
          <Form.Item name="active" label={t('meters.active')} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
        {save.isError && <Alert type="error" showIcon role="alert" title={problemText(save.error)} />}
      </Form>
    </Modal>
  )
}

type ReadingValues = { at: Dayjs; value: string; source: Reading['source']; restarts?: boolean; note?: string }

function ReadingDialog({ meter, onClose }: { meter: Meter; onClose: () => void }) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<ReadingValues>()
  const read = useAssetChange((json: object) => http(`/meters/${meter.id}/readings`, { method: 'POST', json }))
  const submit = (values: ReadingValues) =>
    read.mutate(
      {
        at: values.at.toISOString(),
        value: values.value,
        source: values.source,
        restarts: values.restarts ?? false,
        note: values.note ?? '',
      },
      {
        onSuccess: () => {
          message.success(t('saved'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={`${t('meters.read')} · ${meter.name}`}
      okText={t('shared:act.save')}
      confirmLoading={read.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={submit} initialValues={{ at: dayjs(), source: 'VISIT' }}>
        <Form.Item
          name="value"
          label={t('meters.value')}
          extra={meter.latest && t('meters.before', { value: meter.latest, unit: meter.unit })}
          rules={[{ required: true, message: t('shared:fields.required') }]}
        >
          <InputNumber stringMode autoFocus style={{ width: 220 }} suffix={meter.unit} />
        </Form.Item>
        <Flex gap="0 16px" wrap>
          <Form.Item name="at" label={t('meters.at')} rules={[{ required: true, message: t('shared:fields.required') }]}>
            <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: 220 }} />
          </Form.Item>
          <Form.Item name="source" label={t('meters.source')}>
            <Select
              style={{ width: 160 }}
              options={(['VISIT', 'OFFICE', 'IMPORT'] as const).map((one) => ({ value: one, label: t(`meters.sources.${one}`) }))}
            />
          </Form.Item>
        </Flex>
        {meter.kind === 'COUNTER' && (
          <Form.Item name="restarts" valuePropName="checked">
            <Checkbox>{t('meters.restarts')}</Checkbox>
          </Form.Item>
        )}
        <Form.Item name="note" label={t('note')}>
          <Input maxLength={500} />
        </Form.Item>
        {read.isError && <Alert type="error" showIcon role="alert" title={problemText(read.error)} />}
      </Form>
    </Modal>
  )
}

function Readings({ meter, mayEdit, onClose }: { meter: Meter; mayEdit: boolean; onClose: () => void }) {
  const { t } = useTranslation(['assets', 'shared'])
  const { modal, message } = App.useApp()
  const [after, setAfter] = useState<string>()
  const readings = useQuery({
    queryKey: ['assets', 'readings', meter.id, after],
    queryFn: ({ signal }) => http<Schema<'Meters.ReadingPage'>>(`/meters/${meter.id}/readings${search({ after })}`, { signal }),
  })
  const withdraw = useAssetChange(({ id, reason }: { id: string; reason: string }) =>
    http(`/readings/${id}/withdraw`, { method: 'POST', json: { reason } }),
  )
  const ask = (id: string) => {
    let reason = ''
    modal.confirm({
      title: t('meters.withdrawAsk'),
      content: (
        <Input
          aria-label={t('deed.reason')}
          placeholder={t('deed.reason')}
          maxLength={500}
          onChange={(event) => {
            reason = event.target.value
          }}
        />
      ),
      okText: t('meters.withdraw'),
      onOk: () => withdraw.mutateAsync({ id, reason }).catch((error) => void message.error(problemText(error))),
    })
  }
  return (
    <Modal open width={720} title={`${t('meters.readings')} · ${meter.name}`} footer={null} onCancel={onClose}>
      <Four query={readings} isEmpty={(page) => page.rows.length === 0} first={t('meters.noReadings')}>
        {(page) => (
          <>
            <Table
              size="small"
              rowKey="id"
              pagination={false}
              scroll={{ x: 560 }}
              dataSource={page.rows}
              columns={[
                { title: t('meters.at'), key: 'at', render: (_, row) => <Time at={row.at} style="full" /> },
                {
                  title: t('meters.value'),
                  key: 'value',
                  className: 'tabular',
                  render: (_, row) => (
                    <span style={row.withdrawnReason ? { textDecoration: 'line-through' } : {}}>
                      {row.value} {meter.unit} {row.restarts && <StatusTag tone="info">{t('meters.fresh')}</StatusTag>}
                    </span>
                  ),
                },
                { title: t('meters.source'), key: 'source', render: (_, row) => t(`meters.sources.${row.source}`) },
                { title: t('meters.by'), dataIndex: 'by' },
                { title: t('note'), key: 'note', render: (_, row) => row.withdrawnReason ?? row.note },
                {
                  key: 'act',
                  render: (_, row) =>
                    mayEdit &&
                    !row.withdrawnReason && (
                      <Button size="small" type="text" onClick={() => ask(row.id)}>
                        {t('meters.withdraw')}
                      </Button>
                    ),
                },
              ]}
            />
            <KeysetPager after={after} next={page.next} onMove={setAfter} />
          </>
        )}
      </Four>
    </Modal>
  )
}
