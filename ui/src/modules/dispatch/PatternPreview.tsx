import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { dayAfter, mondayOf } from './day'
import { type Pattern, rosterQueries } from './rosterApi'
import { WeeksTable } from './WeeksTable'
import { outer } from './week'

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
    <WeeksTable
      label={t('shifts.preview')}
      days={days}
      cell={(day) => {
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
      }}
    />
  )
}
