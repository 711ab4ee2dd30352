import type { PromiseState } from '../Countdown'

/** A promise as the server shows it (`PromiseView`). */
export type PromiseView = {
  id: string
  code: string
  round: number
  state: PromiseState
  startedAt: string
  dueAt: string
  goalMinutes: number
  pausedAt: string | null
  pauseReason: string | null
  remainingMinutes: number | null
  breachedAt: string | null
  endedAt: string | null
  overrunMinutes: number | null
  customerVisible: boolean
  worksAlways: boolean
}

/** The last round of each promise: what counts now. Earlier rounds are history. */
export function newestRounds(promises: readonly PromiseView[]): PromiseView[] {
  const newest = new Map<string, PromiseView>()
  for (const promise of promises) {
    const known = newest.get(promise.code)
    if (!known || known.round < promise.round) newest.set(promise.code, promise)
  }
  return [...newest.values()].sort((a, b) => a.dueAt.localeCompare(b.dueAt))
}

export const isOpen = ({ state }: Pick<PromiseView, 'state'>) => state === 'RUNNING' || state === 'PAUSED'

/** From three quarters of the time on it asks for attention, as its owner's first warning does. */
export const warnAt = ({ startedAt, dueAt }: Pick<PromiseView, 'startedAt' | 'dueAt'>) => {
  const start = new Date(startedAt).getTime()
  return start + (new Date(dueAt).getTime() - start) * 0.75
}

export type Reason = 'WORKING_HOURS' | 'MAKEUP_WORKDAY' | 'SPECIAL_HOURS' | 'BREAK' | 'CLOSED' | 'REST_DAY' | 'HOLIDAY' | 'PAUSED'

export type Stretch = { from: string; to: string; reason: Reason; name: string; counts: boolean; minutes: number }

/** Why a promise is due when it is due (`Explanation`). */
export type Explanation = {
  id: string
  code: string
  rule: string
  ruleVersion: number
  calendar: string
  calendarName: string
  zone: string
  startedAt: string
  dueAt: string
  goalMinutes: number
  usedMinutes: number
  endedAt: string | null
  spans: Stretch[]
  cut: boolean
  log: { kind: string; at: string; reason: string }[]
}
