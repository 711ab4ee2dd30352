import { Alert, Button, Flex, Form, Input, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { dayAfter, noonOf } from './day'
import { FollowForm } from './FollowForm'
import { type FormProps, LeaveForm } from './LeaveForm'
import { type PeopleWeek, useCancelLeave, useChangeDay, useEndPlan, useResetDay } from './rosterApi'
import { type Chosen, touching } from './week'

type Doing = 'leave' | 'day' | 'follow'

/** Everything that can be done with one day of one person. */
export function DayDialog({ week, chosen: { person, day }, onClose }: { week: PeopleWeek; chosen: Chosen; onClose: () => void }) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const [doing, setDoing] = useState<Doing>('leave')
  const { leaves } = touching(week, person.person.id, day)
  const cancel = useCancelLeave()
  const end = useEndPlan()
  const plan = week.plans.find(
    (one) => one.userId === person.person.id && one.fromDay <= day && (!one.untilDay || one.untilDay >= day),
  )
  return (
    <Modal
      open
      title={`${person.person.name} · ${formatTime(noonOf(day), 'day')}`}
      footer={null}
      onCancel={onClose}
      width={520}
      destroyOnHidden
    >
      {plan && (
        <p className="week-plan">
          {t(plan.untilDay ? 'shifts.followsUntil' : 'shifts.follows', {
            pattern: plan.patternName,
            from: plan.fromDay,
            until: plan.untilDay,
          })}
          <Button
            size="small"
            type="link"
            loading={end.isPending}
            onClick={() => end.mutate({ id: plan.id, lastDay: dayAfter(day, -1) }, { onSuccess: onClose })}
          >
            {t('shifts.end')}
          </Button>
        </p>
      )}
      {end.error && <Alert type="error" showIcon title={problemText(end.error)} style={{ marginBlockEnd: 12 }} />}
      {leaves.map(({ leave }) => (
        <Alert
          key={leave.id}
          type="warning"
          style={{ marginBlockEnd: 12 }}
          title={`${leave.kind ? t(`leave.kinds.${leave.kind}`) : t('board.away')} ${formatTime(leave.startsAt, 'short')} – ${formatTime(leave.endsAt, 'short')}`}
          description={leave.note || undefined}
          action={
            <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate(leave.id, { onSuccess: onClose })}>
              {t('leave.cancel')}
            </Button>
          }
        />
      ))}
      {cancel.error && <Alert type="error" title={problemText(cancel.error)} style={{ marginBlockEnd: 12 }} />}
      <Segmented<Doing>
        block
        value={doing}
        onChange={setDoing}
        options={(['leave', 'day', 'follow'] as const).map((one) => ({ value: one, label: t(`shifts.do.${one}`) }))}
        style={{ marginBlockEnd: 16 }}
      />
      {doing === 'leave' && <LeaveForm person={person} day={day} onDone={onClose} />}
      {doing === 'day' && <DayForm person={person} day={day} onDone={onClose} />}
      {doing === 'follow' && <FollowForm person={person} day={day} onDone={onClose} />}
    </Modal>
  )
}

function DayForm({ person, day, onDone }: FormProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const set = useChangeDay()
  const reset = useResetDay()
  const planned = person.days.find((one) => one.day === day)
  const failure = set.error ?? reset.error
  const target = { id: person.person.id, day }
  return (
    <Form<{ hours?: string; note?: string }>
      layout="vertical"
      disabled={set.isPending || reset.isPending}
      initialValues={{ hours: planned?.hours ?? '', note: planned?.note ?? '' }}
      onFinish={({ hours, note }) => set.mutate({ ...target, hours: hours ?? '', note: note ?? '' }, { onSuccess: onDone })}
    >
      <Form.Item name="hours" label={t('shifts.hours')} extra={t('shifts.hoursHint')}>
        <Input placeholder="08:30-12:00 13:00-17:30" maxLength={60} />
      </Form.Item>
      <Form.Item name="note" label={t('leave.note')}>
        <Input maxLength={200} />
      </Form.Item>
      {failure && <Alert type="error" showIcon role="alert" title={problemText(failure)} style={{ marginBlockEnd: 16 }} />}
      <Flex gap="small">
        <Button type="primary" htmlType="submit" loading={set.isPending}>
          {t('shared:act.save')}
        </Button>
        {planned?.changed && <Button onClick={() => reset.mutate(target, { onSuccess: onDone })}>{t('shifts.reset')}</Button>}
      </Flex>
    </Form>
  )
}
