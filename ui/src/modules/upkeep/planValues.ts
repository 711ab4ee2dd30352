import dayjs, { type Dayjs } from 'dayjs'
import { dayOf } from '@/shared/time'
import type { Plan, PlanBody, Rhythm } from './api'

export const DAY = 'YYYY-MM-DD'

export type Values = {
  name: string
  scope: 'CONTRACT' | 'SITE' | 'PRODUCT' | 'DEVICE'
  customerId?: string
  contractId?: string
  siteId?: string
  productId?: string
  deviceId?: string
  by: 'CALENDAR' | 'METER'
  meterName?: string
  meterEvery?: number
  meterFirst?: number | null
  skills?: string[]
  ownerId?: string | null
  form?: string
  unit: Rhythm['unit']
  every: number
  on: 'START' | 'DAY' | 'NTH'
  day?: number
  which?: number
  weekday?: Rhythm['weekdays'][number]
  weekdays?: Rhythm['weekdays']
  seasons?: string[]
  firstDays?: number | null
  fromCompletion: boolean
  workdays: boolean
  closed?: Rhythm['weekdays']
  spans?: { days: [Dayjs, Dayjs] }[]
  instead: PlanBody['exclusions']['instead']
  startsOn: Dayjs
  endsOn?: Dayjs | null
  leadDays: number
  earlyDays: number
  lateDays: number
  minutes: number
  active: boolean
}

export function rhythmOf(values: Values): Rhythm {
  const monthly = values.unit === 'MONTHS' || values.unit === 'YEARS'
  return {
    unit: values.unit,
    every: values.unit === 'SEASONS' ? 1 : (values.every ?? 1),
    weekdays: values.unit === 'WEEKS' ? (values.weekdays ?? []) : [],
    day: monthly && values.on === 'DAY' ? (values.day ?? 1) : null,
    which: monthly && values.on === 'NTH' ? (values.which ?? 1) : null,
    weekday: monthly && values.on === 'NTH' ? (values.weekday ?? 'MONDAY') : null,
    seasons: values.unit === 'SEASONS' ? (values.seasons ?? []) : [],
    firstDays: values.firstDays ?? null,
  }
}

export const exclusionsOf = (values: Values): PlanBody['exclusions'] => ({
  workdays: values.workdays ?? false,
  weekdays: values.closed ?? [],
  spans: (values.spans ?? [])
    .filter((span) => span?.days)
    .map(({ days: [from, to] }) => ({ from: from.format(DAY), to: to.format(DAY) })),
  instead: values.instead ?? 'NEXT',
})

export function initial(plan: Plan | undefined): Partial<Values> {
  if (!plan)
    return {
      scope: 'CONTRACT',
      by: 'CALENDAR',
      unit: 'MONTHS',
      every: 3,
      on: 'START',
      fromCompletion: false,
      workdays: true,
      instead: 'NEXT',
      startsOn: dayjs(dayOf(Date.now())),
      leadDays: 14,
      earlyDays: 7,
      lateDays: 7,
      minutes: 60,
      active: true,
    }
  const { rhythm, exclusions } = plan
  return {
    ...plan,
    by: plan.meter ? 'METER' : 'CALENDAR',
    meterName: plan.meter?.name,
    meterEvery: plan.meter ? Number(plan.meter.every) : undefined,
    meterFirst: plan.meter?.first == null ? null : Number(plan.meter.first),
    scope: plan.deviceId ? 'DEVICE' : plan.productId && !plan.contractId ? 'PRODUCT' : plan.contractId ? 'CONTRACT' : 'SITE',
    form: plan.form ?? undefined,
    unit: rhythm.unit,
    every: rhythm.every,
    on: rhythm.which ? 'NTH' : rhythm.day ? 'DAY' : 'START',
    day: rhythm.day ?? undefined,
    which: rhythm.which ?? undefined,
    weekday: rhythm.weekday ?? undefined,
    weekdays: rhythm.weekdays,
    seasons: rhythm.seasons,
    firstDays: rhythm.firstDays,
    workdays: exclusions.workdays,
    closed: exclusions.weekdays,
    spans: exclusions.spans.map(({ from, to }) => ({ days: [dayjs(from), dayjs(to)] })),
    instead: exclusions.instead,
    startsOn: dayjs(plan.startsOn),
    endsOn: plan.endsOn ? dayjs(plan.endsOn) : null,
  } as Partial<Values>
}
