import { Alert, App, Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { StatusTag } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { currentZone, formatTime } from '@/shared/time'
import { dayAfter, instantOf } from './day'
import { type Duty, type Roster, type Rotation, usePlanRoster } from './rosterApi'
import { useSkillNames } from './useSkillNames'
import './roster.css'

export type Gap = Roster['gaps'][number]
export type Opened = { duty: Duty } | { gap: Gap }

type MonthProps = {
  roster: Roster
  rotation: Rotation
  days: string[]
  month: string
  today: string
  mayEdit: boolean
  onOpen: (opened: Opened) => void
  onEdit: (rotation: Rotation) => void
}

/** One rotation over a month: who answers on which day, and where nobody does. */
export function RosterMonth({ roster, rotation, days, month, today, mayEdit, onOpen, onEdit }: MonthProps) {
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
        {!rotation.active && <StatusTag>{t('roster.ended')}</StatusTag>}
        {mayEdit && (
          <Flex gap="small">
            {rotation.active && (days.at(-1) as string) >= today && (
              <Button size="small" loading={plan.isPending} onClick={fill}>
                {t('roster.fill')}
              </Button>
            )}
            <Button size="small" onClick={() => onEdit(rotation)} aria-label={t('roster.editOf', { name: rotation.name })}>
              {t('shared:act.edit')}
            </Button>
          </Flex>
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
