import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, DatePicker, Flex, Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { SubjectLink } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { type Half, type LeaveBody, type PersonWeek, rosterQueries, useTakeLeave } from './rosterApi'

export type FormProps = { person: PersonWeek; day: string; onDone: () => void }

const KINDS: LeaveBody['kind'][] = ['ANNUAL', 'SICK', 'PERSONAL', 'COMPENSATORY', 'TRAINING', 'OTHER']
type LeaveValues = { kind: LeaveBody['kind']; from: Dayjs; fromHalf: Half; to: Dayjs; toHalf: Half; note?: string }

/** Enters a leave; what it collides with is shown before. */
export function LeaveForm({ person: { person }, day, onDone }: FormProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const { message } = App.useApp()
  const take = useTakeLeave()
  const [form] = Form.useForm<LeaveValues>()
  const values = Form.useWatch([], form)
  const absence =
    values?.from && values.to
      ? {
          fromDay: values.from.format('YYYY-MM-DD'),
          fromHalf: values.fromHalf,
          toDay: values.to.format('YYYY-MM-DD'),
          toHalf: values.toHalf,
        }
      : undefined
  const sane =
    absence &&
    `${absence.fromDay}${absence.fromHalf === 'MORNING' ? 0 : 1}` <= `${absence.toDay}${absence.toHalf === 'MORNING' ? 0 : 1}`
  const collisions = useQuery({
    ...rosterQueries.engagements(person.id, absence ?? { fromDay: day, fromHalf: 'MORNING', toDay: day, toHalf: 'AFTERNOON' }),
    enabled: sane === true,
  })
  const halves = (['MORNING', 'AFTERNOON'] as const).map((half) => ({ value: half, label: t(`leave.halves.${half}`) }))
  return (
    <Form<LeaveValues>
      form={form}
      layout="vertical"
      disabled={take.isPending}
      initialValues={{ kind: 'ANNUAL', from: dayjs(day), fromHalf: 'MORNING', to: dayjs(day), toHalf: 'AFTERNOON' }}
      onFinish={({ kind, note }) =>
        absence &&
        take.mutate(
          { userId: person.id, kind, note: note ?? '', ...absence },
          {
            onSuccess: () => {
              message.success(t('leave.saved'))
              onDone()
            },
          },
        )
      }
    >
      <Form.Item name="kind" label={t('leave.kind')}>
        <Select options={KINDS.map((kind) => ({ value: kind, label: t(`leave.kinds.${kind}`) }))} />
      </Form.Item>
      <Flex gap="small" wrap>
        <Form.Item label={t('leave.from')} style={{ flex: 1 }}>
          <Flex gap={4}>
            <Form.Item name="from" noStyle>
              <DatePicker allowClear={false} aria-label={t('leave.from')} />
            </Form.Item>
            <Form.Item name="fromHalf" noStyle>
              <Select options={halves} aria-label={t('leave.fromHalf')} style={{ width: 84 }} />
            </Form.Item>
          </Flex>
        </Form.Item>
        <Form.Item label={t('leave.to')} style={{ flex: 1 }}>
          <Flex gap={4}>
            <Form.Item name="to" noStyle>
              <DatePicker allowClear={false} aria-label={t('leave.to')} />
            </Form.Item>
            <Form.Item name="toHalf" noStyle>
              <Select options={halves} aria-label={t('leave.toHalf')} style={{ width: 84 }} />
            </Form.Item>
          </Flex>
        </Form.Item>
      </Flex>
      <Form.Item name="note" label={t('leave.note')}>
        <Input maxLength={500} />
      </Form.Item>
      {sane && collisions.data && collisions.data.length > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBlockEnd: 16 }}
          title={t('leave.collides', { count: collisions.data.length })}
          description={
            <ul className="week-collisions">
              {collisions.data.map((one) => (
                <li key={`${one.number} ${one.startsAt}`}>
                  <span className="tabular">{formatTime(one.startsAt, 'short')}</span>{' '}
                  {one.caseId ? (
                    <SubjectLink kind="case" id={one.caseId}>
                      {one.number} {one.subject}
                    </SubjectLink>
                  ) : (
                    `${t('roster.duty')} · ${one.subject}`
                  )}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {take.error && <Alert type="error" showIcon role="alert" title={problemText(take.error)} style={{ marginBlockEnd: 16 }} />}
      <Button type="primary" htmlType="submit" loading={take.isPending}>
        {t('leave.save')}
      </Button>
    </Form>
  )
}
