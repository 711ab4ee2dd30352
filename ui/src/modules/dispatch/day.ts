import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)
dayjs.extend(timezone)

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
/** Plans are made in quarters of an hour. */
export const STEP = 15 * MINUTE

/** The instant a wall clock of the zone shows `2026-03-02` and `09:30`. */
export const instantOf = (day: string, time: string, zone: string) => dayjs.tz(`${day} ${time}`, zone).valueOf()

export const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && dayjs(text, 'YYYY-MM-DD').isValid()

/** The day some days later; a calendar step, so that changes of summer time do not matter. */
export const dayAfter = (day: string, days: number) => dayjs.utc(day).add(days, 'day').format('YYYY-MM-DD')

export type Span = { from: number; to: number }

export const overlap = (a: Span, b: Span) => a.from < b.to && b.from < a.to

/** Where a time lies within a view, 0 to 1; outside it is at the edge. */
export const share = (view: Span, at: number) => Math.min(1, Math.max(0, (at - view.from) / (view.to - view.from)))

/** The nearest quarter of an hour, counted from the view's start. */
export const snap = (view: Span, at: number) => view.from + Math.round((at - view.from) / STEP) * STEP

/** `08:30:00` in hours: 8.5 */
export function hoursOf(time: string) {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours + minutes / 60
}

/**
 * The hours a day board shows: everybody's working hours with one before and after, and whatever is booked outside them. Of several
 * days it shows all hours.
 */
export function viewOf(
  day: string,
  zone: string,
  engineers: readonly { dayStarts: string; dayEnds: string }[],
  spans: readonly Span[],
  whole: boolean,
  days = 1,
): Span {
  const midnight = instantOf(day, '00:00', zone)
  const next = instantOf(dayAfter(day, days), '00:00', zone)
  if (whole || days > 1) return { from: midnight, to: next }
  const starts = engineers.map((one) => hoursOf(one.dayStarts))
  const ends = engineers.map((one) => hoursOf(one.dayEnds))
  let from = midnight + (Math.floor(Math.min(8.5, ...starts)) - 1) * HOUR
  let to = midnight + (Math.ceil(Math.max(17.5, ...ends)) + 1) * HOUR
  for (const span of spans) {
    if (!overlap(span, { from: midnight, to: next })) continue
    from = Math.min(from, midnight + Math.floor((Math.max(span.from, midnight) - midnight) / HOUR) * HOUR)
    to = Math.max(to, midnight + Math.ceil((Math.min(span.to, next) - midnight) / HOUR) * HOUR)
  }
  return { from: Math.max(from, midnight), to: Math.min(to, next) }
}

/** The Monday of the week a day lies in. */
export const mondayOf = (day: string) => dayAfter(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

export const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/** The middle of a day in UTC: where only the day matters, every zone of ours shows the same. */
export const noonOf = (day: string) => `${day}T12:00:00Z`
