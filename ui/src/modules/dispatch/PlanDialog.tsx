import { Alert, Checkbox, DatePicker, Flex, Form, Input, Modal, Select, TimePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { dayOf, formatTime } from '@/shared/time'
import type { Absence, BoardCase, Booking, Engineer, Plan } from './api'
import { instantOf } from './day'
import { useObjectionWords } from './Objections'
import { fits, objections } from './rules'

type Values = { engineerId: string; day: Dayjs; from: Dayjs; length: number; note?: string; remote?: boolean }

/** What is planned: a case that waits, or a booking that moves. */
export type Planning = { serviceCase: BoardCase; booking?: Booking }

type PlanDialogProps = {
  planning: Planning | undefined
  day: string
  zone: string
  engineers: readonly Engineer[]
  bookings: readonly Booking[]
  absences: readonly Absence[]
  onClose: () => void
  /** Resolves when it is booked; what is refused stays here, with the reason. */
  onPlan: (planning: Planning, plan: Plan) => Promise<unknown>
}

const LENGTHS = [30, 60, 90, 120, 180, 240, 480]

/** Planning without dragging: for fingers, keys and other days. */
export function PlanDialog({ planning, onClose, ...rest }: PlanDialogProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const [form] = Form.useForm<Values>()
  const [busy, setBusy] = useState(false)
  return (
    <Modal
      open={planning !== undefined}
      title={t(planning?.booking ? 'plan.moveTitle' : 'plan.title')}
      okText={planning?.booking ? t('shared:act.save') : t('plan.confirm')}
      cancelText={t('shared:act.cancel')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
      width={520}
    >
      {planning && (
        <PlanForm key={planning.serviceCase.id} form={form} planning={planning} onClose={onClose} setBusy={setBusy} {...rest} />
      )}
    </Modal>
  )
}

type PlanFormProps = Omit<PlanDialogProps, 'planning'> & {
  planning: Planning
  form: ReturnType<typeof Form.useForm<Values>>[0]
  setBusy: (busy: boolean) => void
}

function PlanForm({ form, planning, day, zone, engineers, bookings, absences, onClose, onPlan, setBusy }: PlanFormProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const words = useObjectionWords()
  const [refused, setRefused] = useState<unknown>()
  const { serviceCase: c, booking } = planning
  const values = Form.useWatch([], form) as Partial<Values> | undefined
  const chosen = engineers.find((one) => one.id === values?.engineerId)
  const span = spanOf(values, zone)
  const found =
    chosen && span && values?.day
      ? objections(c, chosen, span, values.day.format('YYYY-MM-DD'), bookings, booking?.id, absences)
      : []

  const submit = async (given: Values) => {
    const at = spanOf(given, zone)
    if (!at) return
    setBusy(true)
    setRefused(undefined)
    try {
      await onPlan(planning, {
        engineerId: given.engineerId,
        startsAt: new Date(at.from).toISOString(),
        endsAt: new Date(at.to).toISOString(),
        note: given.note ?? '',
        ...(!booking && { remote: given.remote ?? false }),
      })
      onClose()
    } catch (error) {
      setRefused(error)
    } finally {
      setBusy(false)
    }
  }

  const initial: Partial<Values> = booking
    ? {
        engineerId: booking.engineerId,
        day: dayjs(dayOf(booking.startsAt)),
        from: dayjs(`2000-01-01 ${formatTime(booking.startsAt, 'time')}`),
        length: Math.round((Date.parse(booking.endsAt) - Date.parse(booking.startsAt)) / 60_000),
        note: booking.note,
      }
    : { day: dayjs(day), from: dayjs('2000-01-01 09:00'), length: 120 }
  const lengths = [...new Set([...LENGTHS, initial.length ?? 120])].sort((a, b) => a - b)
  const fixed = booking !== undefined && !booking.acts.includes('MOVE')

  return (
    <Form form={form} layout="vertical" initialValues={initial} onFinish={submit} requiredMark={false}>
      <p className="plan-case">
        <strong>{c.subject}</strong>
        <span>{[c.number, c.customer, c.site].filter(Boolean).join(' · ')}</span>
      </p>
      <Form.Item name="engineerId" label={t('plan.engineer')} rules={[{ required: true, message: t('plan.engineerMissing') }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          disabled={fixed}
          placeholder={t('plan.engineerChoose')}
          options={[
            { label: t('plan.suited'), options: optionsOf(engineers.filter((one) => one.active && fits(one, c.needs))) },
            { label: t('plan.others'), options: optionsOf(engineers.filter((one) => one.active && !fits(one, c.needs))) },
          ].filter((group) => group.options.length > 0)}
        />
      </Form.Item>
      <Flex gap="0 12px" wrap>
        <Form.Item
          style={{ flex: '1 1 150px' }}
          name="day"
          label={t('plan.day')}
          rules={[{ required: true, message: t('plan.dayMissing') }]}
        >
          <DatePicker style={{ width: '100%' }} allowClear={false} disabled={fixed} />
        </Form.Item>
        <Form.Item
          style={{ flex: '1 1 110px' }}
          name="from"
          label={t('plan.from')}
          rules={[{ required: true, message: t('plan.fromMissing') }]}
        >
          <TimePicker
            style={{ width: '100%' }}
            format="HH:mm"
            minuteStep={15}
            allowClear={false}
            needConfirm={false}
            disabled={fixed}
          />
        </Form.Item>
        <Form.Item style={{ flex: '1 1 110px' }} name="length" label={t('plan.length')} rules={[{ required: true }]}>
          <Select options={lengths.map((minutes) => ({ value: minutes, label: t('plan.hours', { count: minutes / 60 }) }))} />
        </Form.Item>
      </Flex>
      <Form.Item name="note" label={t('plan.note')} style={{ marginBlockEnd: 12 }}>
        <Input.TextArea rows={2} maxLength={1000} placeholder={t('plan.notePlaceholder')} />
      </Form.Item>
      {!booking && (
        <Form.Item name="remote" valuePropName="checked" extra={t('plan.remoteHint')} style={{ marginBlockEnd: 12 }}>
          <Checkbox>{t('plan.remote')}</Checkbox>
        </Form.Item>
      )}
      {refused !== undefined && <Alert type="error" showIcon role="alert" title={problemText(refused)} />}
      {refused === undefined && found.length > 0 && (
        <Alert
          type={found.some((one) => one.code === 'clash') ? 'error' : 'warning'}
          showIcon
          title={found.map(words).map((sentence) => <div key={sentence}>{sentence}</div>)}
        />
      )}
    </Form>
  )
}

const optionsOf = (engineers: readonly Engineer[]) =>
  engineers.map((one) => ({ value: one.id, label: one.partnerName ? `${one.name}（${one.partnerName}）` : one.name }))

function spanOf(values: Partial<Values> | undefined, zone: string) {
  if (!values?.day || !values.from || !values.length) return undefined
  const from = instantOf(values.day.format('YYYY-MM-DD'), values.from.format('HH:mm'), zone)
  return { from, to: from + values.length * 60_000 }
}
