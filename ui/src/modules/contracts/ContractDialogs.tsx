import { useNavigate } from '@tanstack/react-router'
import { Alert, App, DatePicker, Form, Input, InputNumber, Modal } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { type Contract, useContractAct } from './api'

export type Asking = 'renew' | 'use' | 'give-back' | 'let-go' | 'terminate' | 'cancel'

/** The same again for the time after, in one step. */
export function Renewal({ contract, onClose }: { contract: Contract; onClose: () => void }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [form] = Form.useForm<{ term: [Dayjs, Dayjs]; price: number; visits: number }>()
  const act = useContractAct(contract.id)
  const required = { required: true, message: t('shared:fields.required') }
  const start = dayjs(contract.endsOn).add(1, 'day')
  const days = dayjs(contract.endsOn).diff(contract.startsOn, 'day') + 1
  const end = days >= 364 ? start.add(Math.round(days / 365), 'year').subtract(1, 'day') : start.add(days - 1, 'day')
  return (
    <Modal
      open
      title={t('renew.title')}
      okText={t('renew.act')}
      onCancel={onClose}
      confirmLoading={act.isPending}
      onOk={form.submit}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ term: [start, end], price: Number(contract.terms.price), visits: contract.terms.visits }}
        onFinish={({ term, price, visits }) =>
          act.mutate(
            {
              path: 'renew',
              body: {
                startsOn: term[0].format('YYYY-MM-DD'),
                endsOn: term[1].format('YYYY-MM-DD'),
                price,
                visits,
                version: contract.version,
              },
            },
            {
              onSuccess: (next) => {
                message.success(t('renew.done', { number: next.number }))
                onClose()
                navigate({ to: '/contracts/$id', params: { id: next.id } })
              },
            },
          )
        }
      >
        <p style={{ marginBlockStart: 0 }}>{t('renew.hint')}</p>
        <Form.Item name="term" label={t('form.term')} rules={[required]}>
          <DatePicker.RangePicker style={{ width: '100%' }} allowClear={false} />
        </Form.Item>
        <Form.Item name="price" label={t('columns.price')} rules={[required]}>
          <InputNumber min={0} max={999_999_999} precision={2} suffix={t('form.yuan')} style={{ width: 200 }} />
        </Form.Item>
        <Form.Item name="visits" label={t('form.visits')} rules={[required]}>
          <InputNumber min={0} max={1000} precision={0} suffix={t('form.times')} style={{ width: 200 }} />
        </Form.Item>
        {act.isError && <Alert type="error" showIcon role="alert" title={problemText(act.error)} />}
      </Form>
    </Modal>
  )
}

/** An act that needs a reason, and some a day. */
export function Ask({ contract, path, onClose }: { contract: Contract; path: Exclude<Asking, 'renew'>; onClose: () => void }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<{ day?: Dayjs; text: string }>()
  const act = useContractAct(contract.id)
  const visit = path === 'use' || path === 'give-back'
  const required = { required: true, message: t('shared:fields.required') }
  const submit = ({ day, text = '' }: { day?: Dayjs; text?: string }) => {
    const on = day?.format('YYYY-MM-DD')
    const words = text.trim()
    const body = visit
      ? { on, note: words }
      : { reason: words, version: contract.version, ...(path === 'terminate' && { lastDay: on }) }
    act.mutate(
      { path: visit ? `visits/${path}` : path, body },
      {
        onSuccess: () => {
          message.success(t('saved'))
          onClose()
        },
      },
    )
  }
  return (
    <Modal
      open
      title={t(`ask.${path}.title`)}
      okText={t(`ask.${path}.ok`)}
      okButtonProps={{ danger: path === 'terminate' || path === 'cancel' }}
      onCancel={onClose}
      confirmLoading={act.isPending}
      onOk={form.submit}
    >
      <Form form={form} layout="vertical" initialValues={{ day: dayjs(contract.today) }} onFinish={submit}>
        <p style={{ marginBlockStart: 0 }}>{t(`ask.${path}.hint`)}</p>
        {(visit || path === 'terminate') && (
          <Form.Item name="day" label={t(path === 'terminate' ? 'lastDay' : 'visits.day')} rules={[required]}>
            <DatePicker style={{ width: 200 }} allowClear={false} />
          </Form.Item>
        )}
        <Form.Item
          name="text"
          label={t(path === 'use' ? 'visits.note' : 'reason')}
          rules={path === 'use' ? [] : [{ ...required, whitespace: true }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        {act.isError && <Alert type="error" showIcon role="alert" title={problemText(act.error)} />}
      </Form>
    </Modal>
  )
}
