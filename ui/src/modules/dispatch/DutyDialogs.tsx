import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { dayOf, formatTime } from '@/shared/time'
import type { Gap } from './RosterMonth'
import { type Duty, type Roster, rosterQueries, useAskSwap, useChangeDuty, usePutDuty } from './rosterApi'

/** People of the branch, for choosing one. */
export function usePeople(branch: string | undefined, day: string) {
  const people = useQuery(rosterQueries.people(branch, day, day))
  return (people.data?.people ?? []).map(({ person }) => ({ value: person.id, label: person.name }))
}

type DutyDialogProps = { duty: Duty; roster: Roster | undefined; mayEdit: boolean; onClose: () => void }

export function DutyDialog({ duty, roster, mayEdit, onClose }: DutyDialogProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const me = useSession().user.id
  const people = usePeople(duty.branchId, dayOf(duty.startsAt))
  const change = useChangeDuty()
  const ask = useAskSwap()
  const failure = change.error ?? ask.error
  const ahead = Date.parse(duty.startsAt) > Date.now()
  const others = (roster?.duties ?? []).filter((one) => one.userId !== me && Date.parse(one.startsAt) > Date.now())
  return (
    <Modal
      open
      footer={null}
      onCancel={onClose}
      title={`${duty.rotationName} · ${formatTime(duty.startsAt, 'short')} – ${formatTime(duty.endsAt, 'short')}`}
      width={480}
    >
      <p>
        <strong>{duty.userName}</strong> {duty.userPhone && <a href={`tel:${duty.userPhone}`}>{duty.userPhone}</a>}
      </p>
      {duty.absent && <Alert type="error" showIcon title={t('roster.absent')} style={{ marginBlockEnd: 16 }} />}
      {failure && <Alert type="error" showIcon role="alert" title={problemText(failure)} style={{ marginBlockEnd: 16 }} />}
      {mayEdit && (
        <Form<{ userId: string }>
          layout="vertical"
          initialValues={{ userId: duty.userId }}
          onFinish={({ userId }) =>
            change.mutate(
              { id: duty.id, userId, startsAt: duty.startsAt, endsAt: duty.endsAt, version: duty.version },
              { onSuccess: onClose },
            )
          }
        >
          <Form.Item name="userId" label={t('roster.who')}>
            <Select options={people} showSearch={{ optionFilterProp: 'label' }} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {t('shared:act.save')}
          </Button>
        </Form>
      )}
      {duty.userId === me && ahead && (
        <Form<{ other: string; note?: string }>
          layout="vertical"
          style={{ marginBlockStart: 16 }}
          onFinish={({ other, note }) => {
            const theirs = others.find((one) => one.id === other)
            if (theirs)
              ask.mutate(
                { dutyId: duty.id, otherDutyId: theirs.id, askedOf: theirs.userId, note: note ?? '' },
                { onSuccess: onClose },
              )
          }}
        >
          <Form.Item name="other" label={t('swap.for')} rules={[{ required: true, message: t('swap.forMissing') }]}>
            <Select
              options={others.map((one) => ({ value: one.id, label: `${one.userName} · ${formatTime(one.startsAt, 'short')}` }))}
            />
          </Form.Item>
          <Form.Item name="note" label={t('leave.note')}>
            <Input maxLength={300} />
          </Form.Item>
          <Button htmlType="submit" loading={ask.isPending}>
            {t('swap.ask')}
          </Button>
        </Form>
      )}
    </Modal>
  )
}

type GapDialogProps = { gap: Gap; branch: string | undefined; today: string; onClose: () => void }

export function GapDialog({ gap, branch, today, onClose }: GapDialogProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const people = usePeople(branch, today)
  const put = usePutDuty()
  return (
    <Modal
      open
      footer={null}
      onCancel={onClose}
      title={`${formatTime(gap.startsAt, 'short')} – ${formatTime(gap.endsAt, 'short')}`}
    >
      <Form<{ userId: string }>
        layout="vertical"
        onFinish={({ userId }) => put.mutate({ ...gap, userId }, { onSuccess: onClose })}
      >
        <Form.Item name="userId" label={t('roster.who')} rules={[{ required: true, message: t('roster.whoMissing') }]}>
          <Select options={people} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        {put.error && <Alert type="error" showIcon role="alert" title={problemText(put.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" htmlType="submit" loading={put.isPending}>
          {t('shared:act.save')}
        </Button>
      </Form>
    </Modal>
  )
}
