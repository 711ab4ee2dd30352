import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, DatePicker, Dropdown, Flex, Form, Input, InputNumber, Modal, Select, Table } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, Panel, StatusTag } from '@/shared/desk'
import { http } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { type Device, useAssetChange } from './api'
import { type Clause, COVERS, type Cover, STARTS, type Start, type Term, type Terms, termQueries } from './terms'
import { WarrantyBar } from './WarrantyBar'

/** What covers a device: one sentence for the customer, the terms behind it, and what can be done with them. */
export function TermsPanel({ device }: { device: Device }) {
  const { t } = useTranslation(['assets', 'shared'])
  const terms = useQuery(termQueries.of(device.id))
  const [open, setOpen] = useState<'add' | 'main' | 'extend' | 'apply'>()
  const close = () => setOpen(undefined)
  return (
    <Panel
      title={t('warranty.title')}
      extra={
        device.mayEdit && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: (['add', 'extend', 'main', 'apply'] as const).map((one) => ({
                key: one,
                label: t(`terms.acts.${one}`),
                onClick: () => setOpen(one),
              })),
            }}
          >
            <Button size="small" type="text" icon={<PlusOutlined />}>
              {t('terms.edit')}
            </Button>
          </Dropdown>
        )
      }
    >
      <WarrantyBar warranty={device.warranty} />
      <Four query={terms}>
        {(data) => (
          <>
            {data.sentence.length > 1 && <Sentence clauses={data.sentence.slice(1)} />}
            {data.terms.length > 0 && <TermTable terms={data} />}
          </>
        )}
      </Four>
      {open === 'add' && <TermDialog device={device} onClose={close} />}
      {open === 'main' && <MainDialog device={device} onClose={close} />}
      {open === 'extend' && <ExtendDialog device={device} terms={terms.data?.terms ?? []} onClose={close} />}
      {open === 'apply' && <ApplyDialog path={`/devices/${device.id}/terms/apply`} onClose={close} />}
    </Panel>
  )
}

/** What else is covered, as it is said to the customer. */
export function Sentence({ clauses }: { clauses: Clause[] }) {
  const { t } = useTranslation('assets')
  return (
    <ul className="cover-sentence">
      {clauses.map((clause) => (
        <li key={`${clause.code}${String(clause.facts.what)}`}>
          {t(`cover.${clause.code.replace('assets.cover-', '')}`, {
            ...clause.facts,
            what: clause.facts.what || t('terms.whole'),
          })}
        </li>
      ))}
    </ul>
  )
}

function TermTable({ terms }: { terms: Terms }) {
  const { t } = useTranslation(['assets', 'shared'])
  const { modal, message } = App.useApp()
  const remove = useAssetChange(({ id, reason }: { id: string; reason: string }) =>
    http(`/warranty-terms/${id}/remove`, { method: 'POST', json: { reason } }),
  )
  const ask = (id: string) => {
    let reason = ''
    modal.confirm({
      title: t('terms.removeAsk'),
      content: (
        <Input
          placeholder={t('deed.reason')}
          aria-label={t('deed.reason')}
          maxLength={500}
          onChange={(event) => {
            reason = event.target.value
          }}
        />
      ),
      okText: t('terms.remove'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync({ id, reason }).catch((error) => void message.error(problemText(error))),
    })
  }
  return (
    <Table<Term>
      size="small"
      rowKey="id"
      pagination={false}
      scroll={{ x: 420 }}
      style={{ marginBlockStart: 12 }}
      dataSource={terms.terms}
      columns={[
        {
          title: t('terms.what'),
          key: 'what',
          render: (_, term) => (
            <div className="two-lines">
              <span>{[term.partGroup, term.part].filter(Boolean).join(' ') || t('terms.whole')}</span>
              <small>{t(`terms.covers.${term.cover}`)}</small>
            </div>
          ),
        },
        {
          title: t('terms.time'),
          key: 'time',
          render: (_, term) => (
            <div className="two-lines">
              <span className="tabular">
                {term.fromDay ? `${term.fromDay} – ${term.lastDay ?? t('terms.forLife')}` : t('terms.open')}
              </span>
              <small>
                {t(`terms.starts.${term.starts}`)} ·{' '}
                {term.months === null ? t('terms.forLife') : t('months', { count: term.months })}
                {term.extendedDays > 0 && ` + ${t('terms.days', { count: term.extendedDays })}`}
              </small>
            </div>
          ),
        },
        {
          key: 'state',
          width: 70,
          render: (_, term) => <StatusTag tone={term.holds ? 'good' : 'neutral'}>{t(`terms.holds.${term.holds}`)}</StatusTag>,
        },
        ...(terms.mayEdit
          ? [
              {
                key: 'act',
                width: 70,
                render: (_: unknown, term: Term) => (
                  <Button size="small" type="text" onClick={() => ask(term.id)}>
                    {t('terms.remove')}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

type DialogProps = { device: Device; onClose: () => void }
type TermValues = {
  cover: Cover
  partGroup?: string
  part?: string
  starts: Start
  startsOn?: Dayjs
  months?: number | null
  note?: string
}

function useTermChange(path: string, method: 'POST' | 'PUT' = 'POST') {
  return useAssetChange((json: object) => http<Terms>(path, { method, json }))
}

function TermDialog({ device, onClose }: DialogProps) {
  const { t } = useTranslation(['assets', 'shared'])
  const [form] = Form.useForm<TermValues>()
  const starts = Form.useWatch('starts', form)
  const add = useTermChange(`/devices/${device.id}/terms`)
  return (
    <Modal
      open
      title={t('terms.acts.add')}
      okText={t('shared:act.save')}
      confirmLoading={add.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ cover: 'FREE', starts: 'ACCEPTANCE', months: 12 }}
        onFinish={(values) =>
          add.mutate(
            {
              cover: values.cover,
              partGroup: values.partGroup ?? '',
              part: values.part ?? '',
              starts: values.starts,
              startsOn: values.starts === 'DAY' ? values.startsOn?.format('YYYY-MM-DD') : null,
              months: values.months ?? null,
              note: values.note ?? '',
            },
            { onSuccess: onClose },
          )
        }
      >
        <Form.Item name="cover" label={t('terms.cover')}>
          <Select options={COVERS.map((one) => ({ value: one, label: t(`terms.covers.${one}`) }))} />
        </Form.Item>
        <Flex gap="0 16px" wrap>
          <Form.Item
            style={{ flex: '1 1 180px' }}
            name="partGroup"
            label={t('terms.partGroup')}
            tooltip={t('terms.partGroupHint')}
          >
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item style={{ flex: '1 1 180px' }} name="part" label={t('terms.part')} tooltip={t('terms.partHint')}>
            <Input maxLength={200} />
          </Form.Item>
        </Flex>
        <Flex gap="0 16px" wrap>
          <Form.Item style={{ flex: '1 1 150px' }} name="starts" label={t('terms.startsWith')}>
            <Select options={STARTS.map((one) => ({ value: one, label: t(`terms.starts.${one}`) }))} />
          </Form.Item>
          {starts === 'DAY' && (
            <Form.Item
              style={{ flex: '1 1 150px' }}
              name="startsOn"
              label={t('deed.on')}
              rules={[{ required: true, message: t('shared:fields.required') }]}
            >
              <DatePicker style={{ width: '100%' }} />
            </Form.Item>
          )}
          <Form.Item style={{ flex: '1 1 120px' }} name="months" label={t('terms.months')} tooltip={t('terms.lifeHint')}>
            <InputNumber min={1} max={600} precision={0} style={{ width: '100%' }} placeholder={t('terms.forLife')} />
          </Form.Item>
        </Flex>
        <Form.Item name="note" label={t('note')}>
          <Input maxLength={500} />
        </Form.Item>
        {add.isError && <Alert type="error" showIcon role="alert" title={problemText(add.error)} />}
      </Form>
    </Modal>
  )
}

function MainDialog({ device, onClose }: DialogProps) {
  const { t } = useTranslation(['assets', 'shared'])
  const [form] = Form.useForm<{ starts: Start; months: number }>()
  const save = useTermChange(`/devices/${device.id}/terms/main`, 'PUT')
  return (
    <Modal
      open
      title={t('terms.acts.main')}
      okText={t('shared:act.save')}
      confirmLoading={save.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ starts: device.warranty.starts, months: device.warranty.months }}
        onFinish={(values) => save.mutate(values, { onSuccess: onClose })}
      >
        <Form.Item name="starts" label={t('terms.startsWith')}>
          <Select
            options={(['ACCEPTANCE', 'DELIVERY', 'SALE'] as const).map((one) => ({
              value: one,
              label: t(`terms.starts.${one}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="months" label={t('terms.months')} rules={[{ required: true, message: t('shared:fields.required') }]}>
          <InputNumber min={0} max={600} precision={0} style={{ width: 160 }} />
        </Form.Item>
        {save.isError && <Alert type="error" showIcon role="alert" title={problemText(save.error)} />}
      </Form>
    </Modal>
  )
}

function ExtendDialog({ device, terms, onClose }: DialogProps & { terms: Term[] }) {
  const { t } = useTranslation(['assets', 'shared'])
  const [form] = Form.useForm<{ termId: string; days: number; reason: string }>()
  const extend = useTermChange(`/devices/${device.id}/terms/extend`)
  const named = (term: Term) =>
    `${[term.partGroup, term.part].filter(Boolean).join(' ') || t('terms.whole')} · ${t(`terms.covers.${term.cover}`)}`
  const ending = terms.filter((term) => term.months !== null).map((term) => ({ value: term.id, label: named(term) }))
  return (
    <Modal
      open
      title={t('terms.acts.extend')}
      okText={t('shared:act.save')}
      confirmLoading={extend.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className="faint">{t('terms.extendHint')}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ termId: 'main' }}
        onFinish={({ termId, days, reason }) =>
          extend.mutate({ termId: termId === 'main' ? null : termId, days, reason }, { onSuccess: onClose })
        }
      >
        <Form.Item name="termId" label={t('terms.which')}>
          <Select options={[{ value: 'main', label: t('terms.main') }, ...ending]} />
        </Form.Item>
        <Form.Item name="days" label={t('terms.extendDays')} rules={[{ required: true, message: t('shared:fields.required') }]}>
          <InputNumber min={1} max={3660} precision={0} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('deed.reason')}
          rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
        >
          <Input maxLength={500} placeholder={t('terms.extendReason')} />
        </Form.Item>
        {extend.isError && <Alert type="error" showIcon role="alert" title={problemText(extend.error)} />}
      </Form>
    </Modal>
  )
}

/** Terms of a template for one device, or for all of a project. */
export function ApplyDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<{ templateId: string }>()
  const templates = useQuery(termQueries.templates())
  const apply = useTermChange(path)
  return (
    <Modal
      open
      title={t('terms.acts.apply')}
      okText={t('terms.applyNow')}
      confirmLoading={apply.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={(values) =>
          apply.mutate(values, {
            onSuccess: () => {
              message.success(t('saved'))
              onClose()
            },
          })
        }
      >
        <Form.Item
          name="templateId"
          label={t('templates.one')}
          rules={[{ required: true, message: t('shared:fields.required') }]}
        >
          <Select
            loading={templates.isPending}
            options={(templates.data ?? []).filter((one) => one.active).map((one) => ({ value: one.id, label: one.name }))}
          />
        </Form.Item>
        {(apply.isError || templates.isError) && (
          <Alert type="error" showIcon role="alert" title={problemText(apply.error ?? templates.error)} />
        )}
      </Form>
    </Modal>
  )
}
