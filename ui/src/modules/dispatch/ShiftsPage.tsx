import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, DatePicker, Flex, Form, Input, Modal, Segmented, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle, SubjectLink, useKeys } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { currentZone, dayOf, formatTime, useNow } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { dayAfter, instantOf, isDay } from './day'
import {
  type Half,
  type LeaveBody,
  type PeopleWeek,
  type PersonWeek,
  rosterQueries,
  useCancelLeave,
  useChangeDay,
  useFollow,
  useResetDay,
  useTakeLeave,
} from './rosterApi'
import './roster.css'

type Chosen = { person: PersonWeek; day: string }

export const mondayOf = (day: string) => dayAfter(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

/** Who works when and who is away: people as rows, the days of a week as columns. */
export function ShiftsPage() {
  const { t } = useTranslation(['dispatch', 'shared'])
  const [state, change] = useListState<{ day?: string; branch?: string }>()
  const { branches } = useSession()
  const today = dayOf(useNow('minute'))
  const from = mondayOf(isDay(state.day) ? state.day : today)
  const days = Array.from({ length: 7 }, (_, index) => dayAfter(from, index))
  const week = useQuery(rosterQueries.people(state.branch, from, dayAfter(from, 6)))
  const [chosen, setChosen] = useState<Chosen>()
  const go = (by: number) => change({ day: dayAfter(from, by) })
  useKeys({ ArrowLeft: () => go(-7), ArrowRight: () => go(7), t: () => change({ day: undefined }) })

  return (
    <>
      <PageTitle
        title={t('shifts.title')}
        hint={t('shifts.hint')}
        extra={
          <>
            {branches.length > 1 && (
              <Select
                value={state.branch ?? ''}
                onChange={(branch) => change({ branch: branch || undefined })}
                options={[
                  { value: '', label: t('board.allBranches') },
                  ...branches.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                style={{ minWidth: 128 }}
                aria-label={t('board.branch')}
              />
            )}
            <Button icon={<LeftOutlined />} aria-label={t('shifts.before')} onClick={() => go(-7)} />
            <Button onClick={() => change({ day: undefined })}>{t('shifts.thisWeek')}</Button>
            <Button icon={<RightOutlined />} aria-label={t('shifts.after')} onClick={() => go(7)} />
          </>
        }
      />
      <Four query={week} isEmpty={({ people }) => people.length === 0} first={t('shifts.none')}>
        {(data) => (
          <div className="week-scroll" aria-busy={week.isFetching}>
            <table className="week">
              <thead>
                <tr>
                  <th scope="col">{t('shifts.person')}</th>
                  {days.map((day) => {
                    const holiday = data.holidays.find((one) => one.day === day)
                    return (
                      <th key={day} scope="col" data-today={day === today} data-free={holiday ? holiday.free : isWeekend(day)}>
                        {formatTime(noon(day), 'weekday')} <span className="tabular">{day.slice(5)}</span>
                        {holiday && <small>{holiday.name || t(holiday.free ? 'shifts.holiday' : 'shifts.makeUp')}</small>}
                      </th>
                    )
                  })}
                </tr>
              </thead>
              <tbody>
                {data.people.map((person) => (
                  <tr key={person.person.id}>
                    <th scope="row">
                      {person.person.name}
                      <small>{person.person.partnerName ?? person.person.branchName ?? t('shifts.company')}</small>
                    </th>
                    {days.map((day) => (
                      <td key={day} data-today={day === today}>
                        <button
                          type="button"
                          className="week-cell"
                          disabled={!person.mayPlan}
                          aria-label={`${person.person.name} ${day}`}
                          onClick={() => setChosen({ person, day })}
                        >
                          <Cell week={data} person={person} day={day} />
                        </button>
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Four>
      {chosen && week.data && <DayDialog week={week.data} chosen={chosen} onClose={() => setChosen(undefined)} />}
    </>
  )
}

const noon = (day: string) => `${day}T12:00:00Z`
const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/** The leaves, duties and hours that touch a day. */
function touching(week: PeopleWeek, id: string, day: string) {
  const from = instantOf(day, '00:00', currentZone())
  const to = instantOf(dayAfter(day, 1), '00:00', currentZone())
  const on = (one: { userId: string; startsAt: string; endsAt: string }) =>
    one.userId === id && Date.parse(one.startsAt) < to && Date.parse(one.endsAt) > from
  const leaves = week.leaves.filter(on).map((leave) => ({
    leave,
    morning: Date.parse(leave.endsAt) - from <= 12 * 3_600_000,
    afternoon: Date.parse(leave.startsAt) - from >= 12 * 3_600_000,
  }))
  // A night belongs to the day on which it begins.
  const duties = week.duties.filter((one) => on(one) && Date.parse(one.startsAt) >= from)
  return { leaves, duties }
}

function Cell({ week, person, day }: { week: PeopleWeek; person: PersonWeek; day: string }) {
  const { t } = useTranslation('dispatch')
  const planned = person.days.find((one) => one.day === day)
  const { leaves, duties } = touching(week, person.person.id, day)
  const whole = leaves.some((one) => !one.morning && !one.afternoon)
  return (
    <>
      {planned && !whole && (
        <span
          className="week-shift"
          data-off={planned.hours === ''}
          data-changed={planned.changed}
          title={planned.note || undefined}
        >
          {planned.hours === '' ? t('shifts.off') : `${planned.mark ? `${planned.mark} ` : ''}${outer(planned.hours)}`}
        </span>
      )}
      {leaves.map(({ leave, morning, afternoon }) => (
        <span key={leave.id} className="week-leave">
          {leave.kind ? t(`leave.kinds.${leave.kind}`) : t('board.away')}
          {morning && ` · ${t('leave.halves.MORNING')}`}
          {afternoon && ` · ${t('leave.halves.AFTERNOON')}`}
        </span>
      ))}
      {duties.map((duty) => (
        <span key={duty.id} className="week-duty" title={duty.rotationName}>
          {t('roster.duty')} {formatTime(duty.startsAt, 'time')}
        </span>
      ))}
    </>
  )
}

/** 08:30-12:00 13:00-17:30 → 08:30–17:30 */
const outer = (hours: string) => `${hours.split('-')[0]}–${hours.split('-').at(-1)}`

type Doing = 'leave' | 'day' | 'follow'

/** Everything that can be done with one day of one person. */
function DayDialog({ week, chosen: { person, day }, onClose }: { week: PeopleWeek; chosen: Chosen; onClose: () => void }) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const [doing, setDoing] = useState<Doing>('leave')
  const { leaves } = touching(week, person.person.id, day)
  const cancel = useCancelLeave()
  const plan = week.plans.find(
    (one) => one.userId === person.person.id && one.fromDay <= day && (!one.untilDay || one.untilDay >= day),
  )
  return (
    <Modal
      open
      title={`${person.person.name} · ${formatTime(noon(day), 'day')}`}
      footer={null}
      onCancel={onClose}
      width={520}
      destroyOnHidden
    >
      {plan && <p className="week-plan">{t('shifts.follows', { pattern: plan.patternName, from: plan.fromDay })}</p>}
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

type FormProps = { person: PersonWeek; day: string; onDone: () => void }

const KINDS: LeaveBody['kind'][] = ['ANNUAL', 'SICK', 'PERSONAL', 'COMPENSATORY', 'TRAINING', 'OTHER']
type LeaveValues = { kind: LeaveBody['kind']; from: Dayjs; fromHalf: Half; to: Dayjs; toHalf: Half; note?: string }

function LeaveForm({ person: { person }, day, onDone }: FormProps) {
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

function FollowForm({ person, day, onDone }: FormProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const patterns = useQuery(rosterQueries.patterns())
  const follow = useFollow()
  return (
    <Form<{ patternId: string; from: Dayjs; until?: Dayjs; replacing: boolean }>
      layout="vertical"
      disabled={follow.isPending}
      initialValues={{ from: dayjs(day), replacing: false }}
      onFinish={({ patternId, from, until, replacing }) =>
        follow.mutate(
          {
            userIds: [person.person.id],
            patternId,
            fromDay: from.format('YYYY-MM-DD'),
            untilDay: until?.format('YYYY-MM-DD') ?? null,
            replacing,
          },
          { onSuccess: onDone },
        )
      }
    >
      <Form.Item name="patternId" label={t('shifts.pattern')} rules={[{ required: true, message: t('shifts.patternMissing') }]}>
        <Select
          loading={patterns.isPending}
          options={(patterns.data ?? [])
            .filter((one) => one.active)
            .map((one) => ({ value: one.id, label: `${one.name}（${outer(one.cycle.find((hours) => hours) ?? '')}）` }))}
        />
      </Form.Item>
      <Flex gap="small" wrap>
        <Form.Item name="from" label={t('leave.from')} style={{ flex: 1 }}>
          <DatePicker allowClear={false} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="until" label={t('shifts.until')} style={{ flex: 1 }}>
          <DatePicker placeholder={t('shifts.forEver')} style={{ width: '100%' }} />
        </Form.Item>
      </Flex>
      <Form.Item name="replacing" valuePropName="checked">
        <Checkbox>{t('shifts.replacing')}</Checkbox>
      </Form.Item>
      {follow.error && (
        <Alert type="error" showIcon role="alert" title={problemText(follow.error)} style={{ marginBlockEnd: 16 }} />
      )}
      <Button type="primary" htmlType="submit" loading={follow.isPending}>
        {t('shared:act.save')}
      </Button>
    </Form>
  )
}
