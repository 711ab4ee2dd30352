import { DownloadOutlined, LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, DatePicker, Dropdown, Flex, Form, Input, Modal, Select, TimePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle, useKeys } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { OnCallNow } from '@/shared/roster/OnCallNow'
import { useMay, useSession } from '@/shared/session'
import { currentZone, dayOf, formatTime, useNow } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { dispatchQueries } from './api'
import { dayAfter, instantOf } from './day'
import {
  type Duty,
  type Roster,
  type Rotation,
  rosterQueries,
  type Swap,
  useAddRotation,
  useAnswerSwap,
  useAskSwap,
  useChangeDuty,
  usePlanRoster,
  usePutDuty,
} from './rosterApi'
import { mondayOf } from './ShiftsPage'
import { useSkillNames } from './useSkillNames'
import './roster.css'

type Gap = Roster['gaps'][number]
type Opened = { duty: Duty } | { gap: Gap } | 'rotation' | undefined

/** Who answers after hours: a month, its gaps in red. */
export function OnCallPage() {
  const { t } = useTranslation(['dispatch', 'shared'])
  const [state, change] = useListState<{ month?: string; branch?: string }>()
  const { branches } = useSession()
  const mayEdit = useMay('dispatch.edit-roster')
  const today = dayOf(useNow('minute'))
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(state.month ?? '') ? (state.month as string) : today.slice(0, 7)
  const branch = state.branch ?? branches[0]?.id
  const from = mondayOf(`${month}-01`)
  const last = dayjs(`${month}-01`).endOf('month').format('YYYY-MM-DD')
  const days = daysOf(from, last)
  const roster = useQuery(rosterQueries.onCall(branch, from, days.at(-1) ?? last))
  const [opened, setOpened] = useState<Opened>()
  const go = (by: number) => change({ month: dayjs(`${month}-01`).add(by, 'month').format('YYYY-MM') })
  useKeys({ ArrowLeft: () => go(-1), ArrowRight: () => go(1), t: () => change({ month: undefined }) })
  const close = () => setOpened(undefined)

  return (
    <>
      <PageTitle
        title={t('roster.title')}
        hint={formatTime(`${month}-15T00:00:00Z`, 'month')}
        extra={
          <>
            {branches.length > 1 && (
              <Select
                value={branch ?? null}
                onChange={(next) => change({ branch: next })}
                options={branches.map(({ id, name }) => ({ value: id, label: name }))}
                style={{ minWidth: 128 }}
                aria-label={t('board.branch')}
              />
            )}
            <Button icon={<LeftOutlined />} aria-label={t('roster.before')} onClick={() => go(-1)} />
            <Button onClick={() => change({ month: undefined })}>{t('roster.thisMonth')}</Button>
            <Button icon={<RightOutlined />} aria-label={t('roster.after')} onClick={() => go(1)} />
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  {
                    key: 'all',
                    label: <a href={`/api/dispatch/on-call/calendar.ics?branch=${branch ?? ''}`}>{t('roster.icsAll')}</a>,
                  },
                  { key: 'mine', label: <a href="/api/dispatch/on-call/calendar.ics?mine=true">{t('roster.icsMine')}</a> },
                ],
              }}
            >
              <Button icon={<DownloadOutlined />} aria-label={t('roster.ics')} />
            </Dropdown>
            {mayEdit && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpened('rotation')}>
                {t('roster.addRotation')}
              </Button>
            )}
          </>
        }
      />
      <OnCallNow branch={branch} />
      <Four
        query={roster}
        isEmpty={({ rotations }) => rotations.length === 0}
        first={t(mayEdit ? 'roster.none' : 'roster.noneToRead')}
      >
        {(data) => (
          <>
            <Swaps swaps={data.swaps} />
            {data.gaps.length > 0 && (
              <Alert type="error" showIcon style={{ marginBlockEnd: 12 }} title={t('roster.gaps', { count: data.gaps.length })} />
            )}
            {data.rotations.map((rotation) => (
              <Month
                key={rotation.id}
                roster={data}
                rotation={rotation}
                days={days}
                month={month}
                today={today}
                mayEdit={mayEdit}
                onOpen={setOpened}
              />
            ))}
          </>
        )}
      </Four>
      {opened === 'rotation' && branch && <RotationDialog branch={branch} today={today} onClose={close} />}
      {typeof opened === 'object' && 'duty' in opened && (
        <DutyDialog key={opened.duty.id} duty={opened.duty} roster={roster.data} mayEdit={mayEdit} onClose={close} />
      )}
      {typeof opened === 'object' && 'gap' in opened && (
        <GapDialog gap={opened.gap} branch={branch} today={today} onClose={close} />
      )}
    </>
  )
}

function daysOf(from: string, last: string) {
  const days: string[] = []
  for (let day = from; day <= last || days.length % 7 !== 0; day = dayAfter(day, 1)) days.push(day)
  return days
}

type MonthProps = {
  roster: Roster
  rotation: Rotation
  days: string[]
  month: string
  today: string
  mayEdit: boolean
  onOpen: (opened: Opened) => void
}

function Month({ roster, rotation, days, month, today, mayEdit, onOpen }: MonthProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const skill = useSkillNames()
  const { message } = App.useApp()
  const plan = usePlanRoster()
  const me = useSession().user.id
  const begins = (day: string) => {
    const from = instantOf(day, '00:00', currentZone())
    const to = instantOf(dayAfter(day, 1), '00:00', currentZone())
    return (one: { rotationId: string; startsAt: string }) =>
      one.rotationId === rotation.id && Date.parse(one.startsAt) >= from && Date.parse(one.startsAt) < to
  }
  const fill = () => {
    const first = days[0] as string
    plan.mutate(
      { id: rotation.id, from: first < today ? today : first, to: days.at(-1) as string, anew: false },
      { onSuccess: ({ planned }) => message.success(t('roster.planned', { count: planned })) },
    )
  }
  return (
    <section className="month" aria-label={rotation.name}>
      <header>
        <h2>{rotation.name}</h2>
        <small>
          {rotation.skills.length > 0 ? rotation.skills.map(skill).join(t('comma')) : t('roster.everything')} ·{' '}
          {t(`roster.turns.${rotation.turn}`)} · {rotation.members.map(({ name }) => name).join(' → ')}
        </small>
        {mayEdit && (days.at(-1) as string) >= today && (
          <Button size="small" loading={plan.isPending} onClick={fill}>
            {t('roster.fill')}
          </Button>
        )}
      </header>
      {plan.error && <Alert type="error" title={problemText(plan.error)} />}
      <div className="month-grid">
        {days.slice(0, 7).map((day) => (
          <span key={day} className="month-head">
            {formatTime(`${day}T12:00:00Z`, 'weekday')}
          </span>
        ))}
        {days.map((day) => {
          const holiday = roster.holidays.find((one) => one.day === day)
          return (
            <div key={day} className="month-day" data-other={!day.startsWith(month)} data-today={day === today}>
              <span className="month-date tabular">
                {Number(day.slice(8))}
                {holiday && <small>{holiday.name || t(holiday.free ? 'shifts.holiday' : 'shifts.makeUp')}</small>}
              </span>
              {roster.duties.filter(begins(day)).map((duty) => (
                <button
                  key={duty.id}
                  type="button"
                  className="month-duty"
                  data-absent={duty.absent}
                  data-mine={duty.userId === me}
                  title={`${duty.userName} ${formatTime(duty.startsAt, 'short')} – ${formatTime(duty.endsAt, 'short')}`}
                  onClick={() => onOpen({ duty })}
                >
                  <strong>{duty.userName}</strong>
                  <small className="tabular">
                    {formatTime(duty.startsAt, 'time')}
                    {duty.absent ? ` · ${t('board.away')}` : duty.origin === 'SWAP' ? ` · ${t('roster.swapped')}` : ''}
                  </small>
                </button>
              ))}
              {roster.gaps.filter(begins(day)).map((gap) => (
                <button
                  key={gap.startsAt}
                  type="button"
                  className="month-gap"
                  disabled={!mayEdit}
                  onClick={() => onOpen({ gap })}
                >
                  <strong>{t('roster.gap')}</strong>
                  <small className="tabular">{formatTime(gap.startsAt, 'time')}</small>
                </button>
              ))}
            </div>
          )
        })}
      </div>
    </section>
  )
}

function Swaps({ swaps }: { swaps: readonly Swap[] }) {
  const { t } = useTranslation('dispatch')
  const me = useSession().user.id
  const answer = useAnswerSwap()
  const open = swaps.filter((swap) => swap.state === 'ASKED')
  if (open.length === 0) return null
  return (
    <>
      {open.map((swap) => (
        <Alert
          key={swap.id}
          type="info"
          showIcon
          style={{ marginBlockEnd: 12 }}
          title={t(swap.otherStartsAt ? 'swap.askedBoth' : 'swap.asked', {
            by: swap.askedByName,
            of: swap.askedOfName,
            time: formatTime(swap.startsAt, 'short'),
            other: formatTime(swap.otherStartsAt, 'short'),
          })}
          description={answer.error ? problemText(answer.error) : swap.note || undefined}
          action={
            swap.askedOf === me ? (
              <Flex gap="small">
                <Button size="small" type="primary" onClick={() => answer.mutate({ id: swap.id, act: 'agree' })}>
                  {t('swap.agree')}
                </Button>
                <Button size="small" onClick={() => answer.mutate({ id: swap.id, act: 'decline' })}>
                  {t('swap.decline')}
                </Button>
              </Flex>
            ) : swap.askedBy === me ? (
              <Button size="small" onClick={() => answer.mutate({ id: swap.id, act: 'withdraw' })}>
                {t('swap.withdraw')}
              </Button>
            ) : undefined
          }
        />
      ))}
    </>
  )
}

/** People of the branch, for choosing one. */
function usePeople(branch: string | undefined, day: string) {
  const people = useQuery(rosterQueries.people(branch, day, day))
  return (people.data?.people ?? []).map(({ person }) => ({ value: person.id, label: person.name }))
}

type DutyDialogProps = { duty: Duty; roster: Roster | undefined; mayEdit: boolean; onClose: () => void }

function DutyDialog({ duty, roster, mayEdit, onClose }: DutyDialogProps) {
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

function GapDialog({ gap, branch, today, onClose }: GapDialogProps) {
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

type RotationValues = {
  name: string
  skills?: string[]
  members: string[]
  turn: Rotation['turn']
  startsOn: Dayjs
  handOver: Dayjs
  fromTime?: Dayjs | null
  freeApart: boolean
}

function RotationDialog({ branch, today, onClose }: { branch: string; today: string; onClose: () => void }) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const people = usePeople(branch, today)
  const skills = useQuery(dispatchQueries.skills())
  const skill = useSkillNames()
  const add = useAddRotation()
  return (
    <Modal open footer={null} onCancel={onClose} title={t('roster.addRotation')} width={520}>
      <Form<RotationValues>
        layout="vertical"
        disabled={add.isPending}
        initialValues={{
          name: t('roster.usual'),
          turn: 'DAILY',
          startsOn: dayjs(today),
          handOver: dayjs('2000-01-01 08:30'),
          fromTime: dayjs('2000-01-01 17:30'),
          freeApart: true,
        }}
        onFinish={({ startsOn, handOver, fromTime, skills: held, ...values }) =>
          add.mutate(
            {
              ...values,
              branchId: branch,
              skills: held ?? [],
              startsOn: startsOn.format('YYYY-MM-DD'),
              handOver: handOver.format('HH:mm'),
              fromTime: fromTime?.format('HH:mm') ?? null,
              active: true,
              version: 0,
            },
            { onSuccess: onClose },
          )
        }
      >
        <Form.Item name="name" label={t('roster.name')} rules={[{ required: true, message: t('roster.nameMissing') }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="members"
          label={t('roster.members')}
          extra={t('roster.membersHint')}
          rules={[{ required: true, message: t('roster.whoMissing') }]}
        >
          <Select mode="multiple" options={people} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="skills" label={t('roster.skills')}>
          <Select
            mode="multiple"
            placeholder={t('roster.everything')}
            options={(skills.data ?? []).map(({ code }) => ({ value: code, label: skill(code) }))}
          />
        </Form.Item>
        <Flex gap="small" wrap>
          <Form.Item name="turn" label={t('roster.turn')} style={{ flex: 1 }}>
            <Select options={(['DAILY', 'WEEKLY'] as const).map((turn) => ({ value: turn, label: t(`roster.turns.${turn}`) }))} />
          </Form.Item>
          <Form.Item name="startsOn" label={t('roster.startsOn')} style={{ flex: 1 }}>
            <DatePicker allowClear={false} style={{ width: '100%' }} />
          </Form.Item>
        </Flex>
        <Flex gap="small" wrap>
          <Form.Item name="fromTime" label={t('roster.fromTime')} extra={t('roster.fromTimeHint')} style={{ flex: 1 }}>
            <TimePicker format="HH:mm" minuteStep={15} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="handOver" label={t('roster.handOver')} style={{ flex: 1 }}>
            <TimePicker format="HH:mm" minuteStep={15} allowClear={false} style={{ width: '100%' }} />
          </Form.Item>
        </Flex>
        <Form.Item name="freeApart" valuePropName="checked">
          <Checkbox>{t('roster.freeApart')}</Checkbox>
        </Form.Item>
        {add.error && <Alert type="error" showIcon role="alert" title={problemText(add.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {t('shared:act.save')}
        </Button>
      </Form>
    </Modal>
  )
}
