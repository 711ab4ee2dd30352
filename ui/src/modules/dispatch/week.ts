import { currentZone } from '@/shared/time'
import { dayAfter, instantOf } from './day'
import type { PeopleWeek, PersonWeek } from './rosterApi'

export type Chosen = { person: PersonWeek; day: string }

/** The leaves, duties and hours that touch a day. */
export function touching(week: PeopleWeek, id: string, day: string) {
  const from = instantOf(day, '00:00', currentZone())
  const to = instantOf(dayAfter(day, 1), '00:00', currentZone())
  const on = (one: { userId: string; startsAt: string; endsAt: string }) =>
    one.userId === id && Date.parse(one.startsAt) < to && Date.parse(one.endsAt) > from
  const leaves = week.leaves.filter(on).map((leave) => ({
    leave,
    morning: Date.parse(leave.endsAt) - from <= 12 * 3_600_000,
    afternoon: Date.parse(leave.startsAt) - from >= 12 * 3_600_000,
  }))
  // A night belongs to the day on which it begins.
  const duties = week.duties.filter((one) => on(one) && Date.parse(one.startsAt) >= from)
  return { leaves, duties }
}

/** 08:30-12:00 13:00-17:30 → 08:30–17:30 */
export const outer = (hours: string) => `${hours.split('-')[0]}–${hours.split('-').at(-1)}`
