import { useSyncExternalStore } from 'react'
import { i18n } from './i18n'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

let zone = 'Asia/Shanghai'

/** The branch's zone: every time on screen is read in it, wherever the reader is. */
export function setZone(next: string | null | undefined) {
  if (next) zone = next
}

export const currentZone = () => zone

export type Instantish = string | number | Date

const FORMATS = {
  /** 2026-03-02 09:30 */
  full: { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  date: { year: 'numeric', month: '2-digit', day: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  /** 03-02 09:30, for dense lists */
  short: { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  month: { year: 'numeric', month: 'long' },
  weekday: { weekday: 'short' },
  /** 3月2日 周一, for people outside the office */
  day: { month: 'long', day: 'numeric', weekday: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

export type TimeStyle = keyof typeof FORMATS

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(style: TimeStyle) {
  // Numbers read the same in every language; words follow the user's.
  const worded = style === 'month' || style === 'weekday' || style === 'day'
  const locale = worded ? i18n.language || 'zh-CN' : 'sv-SE'
  const key = `${locale}|${zone}|${style}`
  let found = formatters.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { ...FORMATS[style], timeZone: zone })
    formatters.set(key, found)
  }
  return found
}

export function formatTime(at: Instantish | null | undefined, style: TimeStyle = 'full'): string {
  if (at === null || at === undefined) return ''
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return ''
  if (style === 'short') return `${monthDay(date)} ${formatter('time').format(date)}`
  return formatter(style).format(date)
}

const monthDay = (date: Date) => formatter('date').format(date).slice(5)

/** The calendar day an instant falls on in the branch's zone: 2026-03-02. */
export const dayOf = (at: Instantish) => formatter('date').format(new Date(at))

/** "3 minutes ago", "in 2 days", "just now". */
export function relativeTime(at: Instantish, now: Instantish = Date.now()): string {
  const passed = new Date(at).getTime() - new Date(now).getTime()
  const size = Math.abs(passed)
  if (size < 45 * SECOND) return i18n.t('shared:time.now')
  const words = new Intl.RelativeTimeFormat(i18n.language || 'zh-CN', { numeric: 'auto' })
  if (size < HOUR) return words.format(Math.round(passed / MINUTE), 'minute')
  if (size < DAY) return words.format(Math.round(passed / HOUR), 'hour')
  if (size < 30 * DAY) return words.format(Math.round(passed / DAY), 'day')
  if (size < 365 * DAY) return words.format(Math.round(passed / (30 * DAY)), 'month')
  return words.format(Math.round(passed / (365 * DAY)), 'year')
}

/** A length of time in at most two units: 2 天 3 小时, 45 分钟. */
export function duration(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / MINUTE)
  const days = Math.floor(minutes / (24 * 60))
  const hours = Math.floor(minutes / 60) % 24
  const rest = minutes % 60
  if (days > 0) return hours > 0 ? i18n.t('shared:time.daysHours', { days, hours }) : i18n.t('shared:time.days', { days })
  if (hours > 0)
    return rest > 0 ? i18n.t('shared:time.hoursMinutes', { hours, minutes: rest }) : i18n.t('shared:time.hours', { hours })
  return i18n.t('shared:time.minutes', { minutes: rest })
}

/** 59:03, for the last hour. */
export function minutesSeconds(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / SECOND)
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}

type Ticker = { subscribe: (listener: () => void) => () => void; now: () => number }

/** All clocks of a page share one timer per beat, and it stops with the last of them. */
function ticker(beat: number): Ticker {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  let now = Date.now()
  const tick = () => {
    now = Date.now()
    for (const listener of listeners) listener()
  }
  return {
    now: () => now,
    subscribe(listener) {
      if (listeners.size === 0) {
        now = Date.now()
        timer = setInterval(tick, beat)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearInterval(timer)
      }
    },
  }
}

const eachSecond = ticker(SECOND)
const eachMinute = ticker(MINUTE)

/** The current time, kept up to date as often as asked. */
export function useNow(beat: 'second' | 'minute' = 'minute'): number {
  const clock = beat === 'second' ? eachSecond : eachMinute
  return useSyncExternalStore(clock.subscribe, clock.now)
}
