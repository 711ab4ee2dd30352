import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { YearDay } from './calendars'

const weekdayOf = (day: string) => (new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7

/** A year as a heat map: a column a week, a square a day, darker where more is worked. */
export function YearMap({ days, onPick }: { days: YearDay[]; onPick?: ((day: YearDay) => void) | undefined }) {
  const { t } = useTranslation('promises')
  const lead = days[0] ? weekdayOf(days[0].day) : 0
  const columns = Math.ceil((days.length + lead) / 7)
  const most = Math.max(1, ...days.map((day) => day.minutes))
  const say = (day: YearDay) =>
    [
      day.day,
      t(`calendar.weekdays.${weekdayOf(day.day)}`),
      day.kind && t(`dayKinds.${day.kind}`),
      day.name,
      day.hours || t('calendar.off'),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <div className="year-scroll">
      <div className="year-map" style={{ gridTemplateColumns: `28px repeat(${columns}, minmax(11px, 1fr))` }}>
        {Array.from({ length: 12 }, (_, month) => {
          const first = days.findIndex((day) => Number(day.day.slice(5, 7)) === month + 1)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the months of a year
            <span key={month} className="year-month" style={{ gridColumn: 2 + Math.floor((first + lead) / 7) }}>
              {t('calendar.month', { month: month + 1 })}
            </span>
          )
        })}
        {[0, 2, 4, 6].map((day) => (
          <span key={day} className="year-weekday" style={{ gridRow: day + 2 }}>
            {t(`calendar.weekdays.${day}`)}
          </span>
        ))}
        {days.map((day, i) => {
          const at = { gridColumn: 2 + Math.floor((i + lead) / 7), gridRow: 2 + ((i + lead) % 7) }
          const level = day.minutes === 0 ? 0 : Math.max(1, Math.ceil((day.minutes / most) * 3))
          const first = day.day.endsWith('-01')
          return onPick ? (
            <button
              key={day.day}
              type="button"
              className="year-day"
              style={at}
              data-level={level}
              data-kind={day.kind ?? undefined}
              data-first={first}
              title={say(day)}
              aria-label={say(day)}
              tabIndex={first ? 0 : -1}
              onClick={() => onPick(day)}
            />
          ) : (
            <i
              key={day.day}
              className="year-day"
              style={at}
              data-level={level}
              data-kind={day.kind ?? undefined}
              title={say(day)}
            />
          )
        })}
      </div>
      <p className="year-legend" aria-hidden>
        {(['rest', 'half', 'full', 'holiday', 'makeup', 'own'] as const).map((one) => (
          <Fragment key={one}>
            <i
              className="year-day"
              data-level={one === 'rest' || one === 'holiday' ? 0 : one === 'half' ? 2 : 3}
              data-kind={
                {
                  holiday: 'HOLIDAY',
                  makeup: 'MAKEUP_WORKDAY',
                  own: 'OWN_HOURS',
                  half: undefined,
                  full: undefined,
                  rest: undefined,
                }[one]
              }
            />
            {t(`calendar.legend.${one}`)}
          </Fragment>
        ))}
      </p>
    </div>
  )
}
