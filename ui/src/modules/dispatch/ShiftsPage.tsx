import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle, useKeys } from '@/shared/desk'
import { useMay, useSession } from '@/shared/session'
import { dayOf, formatTime, useNow } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { DayDialog } from './DayDialog'
import { dayAfter, isDay, isWeekend, mondayOf, noonOf } from './day'
import { PatternsDrawer } from './PatternsDrawer'
import { type PeopleWeek, type PersonWeek, rosterQueries } from './rosterApi'
import { type Chosen, outer, touching } from './week'
import './roster.css'

/** Who works when and who is away: people as rows, the days of a week as columns. */
export function ShiftsPage() {
  const { t } = useTranslation(['dispatch', 'shared'])
  const [state, change] = useListState<{ day?: string; branch?: string; patterns?: string }>()
  const { branches } = useSession()
  const today = dayOf(useNow('minute'))
  const from = mondayOf(isDay(state.day) ? state.day : today)
  const days = Array.from({ length: 7 }, (_, index) => dayAfter(from, index))
  const week = useQuery(rosterQueries.people(state.branch, from, dayAfter(from, 6)))
  const mayPlan = useMay('dispatch.edit-roster')
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
            <Button onClick={() => change({ patterns: 'all' })}>{t('shifts.patterns')}</Button>
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
                        {formatTime(noonOf(day), 'weekday')} <span className="tabular">{day.slice(5)}</span>
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
      <PatternsDrawer open={state.patterns} mayEdit={mayPlan} onShow={(patterns) => change({ patterns })} />
      {chosen && week.data && <DayDialog week={week.data} chosen={chosen} onClose={() => setChosen(undefined)} />}
    </>
  )
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
