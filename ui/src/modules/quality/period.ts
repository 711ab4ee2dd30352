import { dayOf } from '@/shared/time'

/** Days are written 2026-03-02 and counted by the branch's clock; the machine's own zone never enters. */
export type Days = { from: string; to: string }

/** What the address says of the period: a moving range by its name, or two fixed days. */
export type PeriodState = { range?: string; from?: string; to?: string; branch?: string }

export const RANGES = ['today', '7d', '30d', 'month', 'lastMonth', '90d', '365d'] as const
export type Range = (typeof RANGES)[number]
const USUAL: Range = '30d'

const DAY = 86_400_000
const utc = (day: string) => Date.parse(`${day}T00:00:00Z`)
const written = (at: number) => new Date(at).toISOString().slice(0, 10)

export const dayAfter = (day: string, days: number) => written(utc(day) + days * DAY)

/** Both days included. */
export const daysIn = ({ from, to }: Days) => Math.round((utc(to) - utc(from)) / DAY) + 1

export const isDay = (text: string | undefined): text is string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && !Number.isNaN(utc(text as string)) && written(utc(text as string)) === text

export function daysOf(range: Range, today: string): Days {
  switch (range) {
    case 'today':
      return { from: today, to: today }
    case 'month':
      return { from: `${today.slice(0, 8)}01`, to: today }
    case 'lastMonth': {
      const to = dayAfter(`${today.slice(0, 8)}01`, -1)
      return { from: `${to.slice(0, 8)}01`, to }
    }
    default:
      return { from: dayAfter(today, 1 - Number.parseInt(range, 10)), to: today }
  }
}

export type Period = Days & { range: Range | undefined; branch: string | undefined }

/** The period an address asks for; what it does not say, or says badly, is the last 30 days. */
export function periodOf(state: PeriodState, now: number): Period {
  const today = dayOf(now)
  const range = RANGES.find((one) => one === state.range)
  if (!range && isDay(state.from) && isDay(state.to)) {
    return { from: state.from, to: state.to, range: undefined, branch: state.branch }
  }
  return { ...daysOf(range ?? USUAL, today), range: range ?? USUAL, branch: state.branch }
}

/** What a link keeps of the period: a name stays a name, so that a kept link moves on with the days. */
export const kept = ({ range, from, to, branch }: Period): PeriodState => ({
  ...(range === undefined ? { from, to } : range === USUAL ? {} : { range }),
  ...(branch && { branch }),
})

/** The days of one point of a curve by weeks, as far as they lie in the period. */
export const weekFrom = (monday: string, { from, to }: Days): Days => {
  const sunday = dayAfter(monday, 6)
  return { from: monday < from ? from : monday, to: sunday > to ? to : sunday }
}

/** The days of a month (2026-03), as far as they lie in the period. */
export const monthIn = (month: string, { from, to }: Days): Days => {
  const first = `${month}-01`
  const last = dayAfter(written(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1)), -1)
  return { from: first < from ? from : first, to: last > to ? to : last }
}
