import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formatTime } from '@/shared/time'
import { dayAfter, mondayOf, noonOf } from './day'
import { type Pattern, rosterQueries } from './rosterApi'
import { outer } from './week'
import './roster.css'

type Shape = Pick<Pattern, 'mark' | 'cycle' | 'weekly' | 'keepsHolidays'>
type Holiday = { day: string; free: boolean; name: string }

/** The hours of a day; as the server has them (Shifts). */
export function hoursOn({ cycle, weekly, keepsHolidays }: Shape, from: string, day: string, holidays: readonly Holiday[]) {
  const holiday = keepsHolidays ? holidays.find((one) => one.day === day) : undefined
  if (holiday) return holiday.free ? '' : (cycle[0] ?? '')
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
  return cycle[weekly ? (days + weekdayOf(from)) % 7 : days % cycle.length] ?? ''
}

const weekdayOf = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** What a pattern means on the calendar: the weeks from a day on. */
export function PatternPreview({ pattern, from, weeks }: { pattern: Shape; from: string; weeks: number }) {
  const { t } = useTranslation('dispatch')
  const monday = mondayOf(from)
  const days = Array.from({ length: weeks * 7 }, (_, index) => dayAfter(monday, index))
  const people = useQuery(rosterQueries.people(undefined, monday, days.at(-1) as string))
  const holidays = people.data?.holidays ?? []
  return (
    <table className="preview" aria-label={t('shifts.preview')}>
      <thead>
        <tr>
          {days.slice(0, 7).map((day) => (
            <th key={day} scope="col">
              {formatTime(noonOf(day), 'weekday')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: weeks }, (_, week) => (
          <tr key={days[week * 7]}>
            {days.slice(week * 7, week * 7 + 7).map((day) => {
              const holiday = holidays.find((one) => one.day === day)
              const hours = day < from ? undefined : hoursOn(pattern, from, day, holidays)
              return (
                <td key={day} data-off={!hours} title={hours}>
                  <small className="tabular" data-free={holiday?.free}>
                    {day.slice(5)}
                  </small>
                  {hours === undefined ? '' : hours === '' ? t('shifts.off') : outer(hours)}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
