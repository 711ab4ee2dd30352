import { dayOf } from '@/shared/time'
import type { Absence, BoardCase, Booking, Engineer } from './api'
import { hoursOf, instantOf, overlap, type Span } from './day'
import { wayBetween } from './travel'

/** What stands against a plan: a clash is refused by the server, the others are only said. */
export type Objection =
  | { code: 'clash'; number: string; span: Span }
  | { code: 'hours'; from: string; to: string }
  | { code: 'skill'; needs: readonly string[] }
  | { code: 'certificate'; kinds: readonly string[] }
  | { code: 'away' }
  | { code: 'area' }
  | { code: 'language'; languages: readonly string[] }
  | { code: 'equipment'; equipment: readonly string[] }
  | { code: 'never' }
  | { code: 'told'; at: number }
  | { code: 'promise'; minutes: number }
  | { code: 'crew'; from: number }
  | { code: 'travel' | 'travelNext'; left: number; need: number }

export const spanOf = (booking: Booking): Span => ({ from: Date.parse(booking.startsAt), to: Date.parse(booking.endsAt) })

/** Whether its customer knows of the time at which it stands. */
export const isTold = (booking: Booking) => booking.toldAt !== null && Date.parse(booking.toldAt) === Date.parse(booking.startsAt)

/** Whether the engineer can do at least one of the things the case asks for. */
export const fits = (engineer: Engineer, needs: readonly string[]) =>
  needs.length === 0 || engineer.skills.some((held) => needs.includes(held.skill))

/** The certificates the law asks for and the engineer does not hold on that day. */
export const uncertified = (engineer: Engineer, kinds: readonly string[], day: string) =>
  kinds.filter(
    (kind) =>
      !engineer.certificates.some(
        (held) =>
          held.kind === kind && (!held.validFrom || held.validFrom <= day) && (!held.validUntil || held.validUntil >= day),
      ),
  )

/** Whether the site lies in what the engineer works in; without areas, and where nobody knows the region, it does. */
export const inArea = (engineer: Engineer, region: string | null) =>
  region === null || engineer.areas.length === 0 || engineer.areas.some((area) => region.startsWith(area.replace(/(00)+$/, '')))

/** The tools and parts that the case asks for and the engineer does not carry. */
export const lacking = (engineer: Engineer, equipment: BoardCase['equipment']) =>
  Object.entries(equipment)
    .filter(([code, pieces]) => (engineer.carries[code] ?? 0) < pieces)
    .map(([code]) => code)

export const absenceSpan = (absence: Absence): Span => ({ from: Date.parse(absence.startsAt), to: Date.parse(absence.endsAt) })

/** The promise that presses most: to arrive, then to restore. */
export function pressing(of: BoardCase) {
  for (const code of ['arrive', 'restore', 'answer'] as const) {
    const due = of[code]
    if (due && (due.state === 'RUNNING' || due.state === 'PAUSED')) return { code, ...due }
  }
  return undefined
}

/** Minutes by which a start misses the promised arrival; 0 when it does not, or when nothing is promised any more. */
export function lateBy(of: BoardCase, startsAt: number) {
  if (of.arrive?.state !== 'RUNNING') return 0
  return Math.max(0, Math.floor((startsAt - Date.parse(of.arrive.dueAt)) / 60_000))
}

/** The visits before and after on the same day, where the time between is too short for the way. */
function tooTight(
  of: BoardCase,
  engineer: Engineer,
  span: Span,
  bookings: readonly Booking[],
  except: string | undefined,
): Objection[] {
  const own = bookings.filter((one) => one.engineerId === engineer.id && one.id !== except)
  const before = own.filter((one) => spanOf(one).to <= span.from).sort((a, b) => spanOf(b).to - spanOf(a).to)[0]
  const after = own.filter((one) => spanOf(one).from >= span.to).sort((a, b) => spanOf(a).from - spanOf(b).from)[0]
  const tight = (code: 'travel' | 'travelNext', other: Booking | undefined, gap: number): Objection[] => {
    if (!other || gap > 8 * 3_600_000 || !of.place || !other.serviceCase.place) return []
    const need = wayBetween(other.serviceCase.place, of.place, engineer.travelsBy)
    const left = Math.floor(gap / 60_000)
    return left < need ? [{ code, left, need }] : []
  }
  return [
    ...tight('travel', before, before ? span.from - spanOf(before).to : 0),
    ...tight('travelNext', after, after ? spanOf(after).from - span.to : 0),
  ]
}

/** How a visit stands to the promised arrival. */
export function promiseOf(of: BoardCase, startsAt: number): 'late' | 'tight' | undefined {
  if (of.arrive?.state !== 'RUNNING') return undefined
  const slack = Date.parse(of.arrive.dueAt) - startsAt
  return slack < 0 ? 'late' : slack < 3_600_000 ? 'tight' : undefined
}

export function objections(
  of: BoardCase,
  engineer: Engineer,
  span: Span,
  day: string,
  bookings: readonly Booking[],
  except: string | undefined,
  absences: readonly Absence[],
): Objection[] {
  const found: Objection[] = []
  const clash = bookings.find((one) => one.engineerId === engineer.id && one.id !== except && overlap(spanOf(one), span))
  if (clash) found.push({ code: 'clash', number: clash.serviceCase.number, span: spanOf(clash) })
  if (absences.some((one) => one.userId === engineer.id && overlap(absenceSpan(one), span))) found.push({ code: 'away' })
  if (!clash) found.push(...tooTight(of, engineer, span, bookings, except))
  const mate =
    of.people > 1 &&
    bookings.find(
      (one) => one.serviceCase.id === of.id && one.id !== except && one.engineerId !== engineer.id && dayOf(one.startsAt) === day,
    )
  if (mate && spanOf(mate).from !== span.from) found.push({ code: 'crew', from: spanOf(mate).from })
  if (of.never.includes(engineer.id)) found.push({ code: 'never' })
  const own = except === undefined ? undefined : bookings.find((one) => one.id === except)
  if (own && isTold(own) && spanOf(own).from !== span.from) found.push({ code: 'told', at: spanOf(own).from })
  const late = lateBy(of, span.from)
  if (late > 0) found.push({ code: 'promise', minutes: late })
  if (!fits(engineer, of.needs)) found.push({ code: 'skill', needs: of.needs })
  if (!inArea(engineer, of.regionCode)) found.push({ code: 'area' })
  const languages = of.languages.filter((one) => !engineer.languages.includes(one))
  if (languages.length > 0) found.push({ code: 'language', languages })
  const equipment = lacking(engineer, of.equipment)
  if (equipment.length > 0) found.push({ code: 'equipment', equipment })
  const kinds = uncertified(engineer, of.certificates, day)
  if (kinds.length > 0) found.push({ code: 'certificate', kinds })
  const midnight = instantOf(day, '00:00', engineer.zone)
  const hours = (at: number) => (at - midnight) / 3_600_000
  if (hours(span.from) < hoursOf(engineer.dayStarts) || hours(span.to) > hoursOf(engineer.dayEnds))
    found.push({ code: 'hours', from: engineer.dayStarts.slice(0, 5), to: engineer.dayEnds.slice(0, 5) })
  return found
}
