import { useQuery } from '@tanstack/react-query'
import { Alert, App, DatePicker, Flex, Form, Input, InputNumber, Modal, Radio, Select, TimePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { currentZone, dayOf, formatTime } from '@/shared/time'
import { dispatchQueries } from './api'
import { instantOf } from './day'
import { type Invitation, useNo, useYes } from './tenderApi'
import { useRefusalReasons } from './useRefusalReasons'

export type Answering = { invitation: Invitation; kind: 'yes' | 'no' }

const LENGTHS = [60, 90, 120, 180, 240, 480]

/** A partner's yes with a time, or its no with a reason. */
export function AnswerDialog({ answering, onClose }: { answering: Answering | undefined; onClose: () => void }) {
  return answering?.kind === 'no' ? (
    <NoDialog key={answering.invitation.id} invitation={answering.invitation} onClose={onClose} />
  ) : answering ? (
    <YesDialog key={answering.invitation.id} invitation={answering.invitation} onClose={onClose} />
  ) : null
}

type Yes = { day: Dayjs; time: Dayjs; minutes: number; engineerId?: string; price?: number | null; note?: string }

function YesDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t } = useTranslation('dispatch')
  const { message } = App.useApp()
  const [form] = Form.useForm<Yes>()
  const yes = useYes(invitation.id)
  const engineers = useQuery(dispatchQueries.engineers()).data?.filter((one) => one.active) ?? []
  const start = invitation.startsAt ?? new Date(Math.ceil((Date.now() + 3_600_000) / 1_800_000) * 1_800_000).toISOString()

  const submit = (given: Yes) => {
    const at = instantOf(given.day.format('YYYY-MM-DD'), given.time.format('HH:mm'), currentZone())
    yes.mutate(
      {
        startsAt: new Date(at).toISOString(),
        minutes: given.minutes,
        price: given.price ?? null,
        engineerId: given.engineerId ?? null,
        note: given.note ?? '',
      },
      {
        onSuccess: (answered) => {
          message.success(t(answered.state === 'WON' ? 'invitation.won' : 'invitation.answered'))
          onClose()
        },
      },
    )
  }

  return (
    <Modal
      open
      title={t('invitation.accept')}
      okText={t(invitation.mode === 'FIRST' ? 'invitation.acceptNow' : 'invitation.send')}
      okButtonProps={{ loading: yes.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className="two-lines">
        <strong>{invitation.subject}</strong>
        <small>{invitation.region}</small>
      </p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        initialValues={{
          day: dayjs(dayOf(start)),
          time: dayjs(`2000-01-01 ${formatTime(start, 'time')}`),
          minutes: invitation.minutes ?? 120,
          engineerId: invitation.engineerId ?? undefined,
          price: invitation.price ?? undefined,
          note: invitation.note,
        }}
      >
        <Flex gap="0 12px" wrap>
          <Form.Item
            style={{ flex: '1 1 150px' }}
            name="day"
            label={t('invitation.day')}
            rules={[{ required: true, message: t('plan.dayMissing') }]}
          >
            <DatePicker style={{ width: '100%' }} allowClear={false} />
          </Form.Item>
          <Form.Item
            style={{ flex: '1 1 110px' }}
            name="time"
            label={t('plan.from')}
            rules={[{ required: true, message: t('plan.fromMissing') }]}
          >
            <TimePicker style={{ width: '100%' }} format="HH:mm" minuteStep={15} allowClear={false} needConfirm={false} />
          </Form.Item>
          <Form.Item style={{ flex: '1 1 110px' }} name="minutes" label={t('plan.length')}>
            <Select options={LENGTHS.map((value) => ({ value, label: t('plan.hours', { count: value / 60 }) }))} />
          </Form.Item>
        </Flex>
        <Flex gap="0 12px" wrap>
          <Form.Item
            style={{ flex: '1 1 180px' }}
            name="engineerId"
            label={t('invitation.engineer')}
            tooltip={t('invitation.engineerHint')}
          >
            <Select
              allowClear
              placeholder={t('invitation.later')}
              options={engineers.map((one) => ({ value: one.id, label: one.name }))}
              showSearch={{ optionFilterProp: 'label' }}
            />
          </Form.Item>
          <Form.Item style={{ flex: '1 1 140px' }} name="price" label={t('invitation.price')}>
            <InputNumber min={0} precision={2} prefix="¥" style={{ width: '100%' }} />
          </Form.Item>
        </Flex>
        <Form.Item name="note" label={t('invitation.note')} style={{ marginBlockEnd: 12 }}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        {yes.isError && <Alert type="error" showIcon role="alert" title={problemText(yes.error)} />}
      </Form>
    </Modal>
  )
}

type No = { reason: string; words?: string }

function NoDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t } = useTranslation('dispatch')
  const { message } = App.useApp()
  const [form] = Form.useForm<No>()
  const no = useNo(invitation.id)
  const { options } = useRefusalReasons()

  return (
    <Modal
      open
      title={t('invitation.decline')}
      okText={t('invitation.decline')}
      okButtonProps={{ danger: true, loading: no.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className="two-lines">
        <strong>{invitation.subject}</strong>
        <small>{invitation.region}</small>
      </p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(given) =>
          no.mutate(
            { reason: given.reason, words: given.words ?? '' },
            {
              onSuccess: () => {
                message.success(t('invitation.saidNo'))
                onClose()
              },
            },
          )
        }
      >
        <Form.Item
          name="reason"
          label={t('invitation.reason')}
          rules={[{ required: true, message: t('invitation.reasonMissing') }]}
        >
          <Radio.Group className="refusals" options={options} />
        </Form.Item>
        <Form.Item name="words" label={t('invitation.more')} style={{ marginBlockEnd: 12 }}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        {no.isError && <Alert type="error" showIcon role="alert" title={problemText(no.error)} />}
      </Form>
    </Modal>
  )
}
