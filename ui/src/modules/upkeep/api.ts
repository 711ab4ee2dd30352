import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import type { Tone } from '@/shared/desk'
import { http, type Schema, search } from '@/shared/http'

export type Plan = Schema<'UpkeepQueries.PlanView'>
export type PlanBody = Schema<'UpkeepController.PlanBody'>
export type Rhythm = Schema<'UpkeepController.RhythmBody'>
export type Exclusions = Schema<'UpkeepController.ExclusionsBody'>
export type Due = Schema<'UpkeepQueries.DueRow'> & { acts: Schema<'UpkeepQueries.DueView'>['acts'] }
export type State = Due['state']
export type DueFilter = {
  month?: string
  day?: string
  branch?: string
  state?: State
  plan?: string
  overdue?: string
  after?: string
}
export type PlanFilter = { words?: string; branch?: string; after?: string; edit?: string }

export const TONES = { PLANNED: 'info', MADE: 'warn', DONE: 'good', SKIPPED: 'neutral' } satisfies Record<State, Tone>
export const STATES = Object.keys(TONES) as State[]
export const UNITS = ['DAYS', 'WEEKS', 'MONTHS', 'YEARS', 'TIMES_A_YEAR', 'SEASONS'] as const satisfies Rhythm['unit'][]
export const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const

type Span = { from: string; to: string }

export const upkeepQueries = {
  dues: (span: Span, { month: _, day: __, ...filter }: DueFilter) =>
    queryOptions({
      queryKey: ['upkeep', 'dues', span, filter],
      queryFn: async ({ signal }) => {
        const page = await http<Schema<'UpkeepQueries.DuePage'>>(`/upkeep/dues${search({ ...span, ...filter })}`, { signal })
        return { next: page.next, rows: page.rows.map(({ due, acts }): Due => ({ ...due, acts })) }
      },
      placeholderData: keepPreviousData,
    }),
  days: (span: Span, filter: Pick<DueFilter, 'branch' | 'plan'>) =>
    queryOptions({
      queryKey: ['upkeep', 'days', span, filter],
      queryFn: ({ signal }) =>
        http<Schema<'UpkeepQueries.DayCount'>[]>(`/upkeep/days${search({ ...span, ...filter })}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  plans: ({ edit: _, ...filter }: PlanFilter) =>
    queryOptions({
      queryKey: ['upkeep', 'plans', filter],
      queryFn: ({ signal }) => http<Schema<'UpkeepQueries.PlanPage'>>(`/upkeep/plans${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  plan: (id: string) =>
    queryOptions({
      queryKey: ['upkeep', 'plan', id],
      queryFn: ({ signal }) => http<Plan>(`/upkeep/plans/${id}`, { signal }),
    }),
  preview: (ask: Schema<'UpkeepController.PreviewBody'>) =>
    queryOptions({
      queryKey: ['upkeep', 'preview', ask],
      queryFn: ({ signal }) => http<Schema<'Plan.Day'>[]>('/upkeep/preview', { method: 'POST', json: ask, signal }),
      placeholderData: keepPreviousData,
      retry: false,
    }),
}

export function useDueAct() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ due, act, json }: { due: Due; act: 'move' | 'skip' | 'make'; json: object }) =>
      http<{ caseId: string } | undefined>(`/upkeep/dues/${due.id}/${act}`, {
        method: 'POST',
        json: { ...json, version: due.version },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['upkeep'] }),
  })
}

/** By a counter or by the calendar. */
export function dueWords({ meter, rhythm }: Pick<Plan, 'meter' | 'rhythm'>, t: TFunction<['upkeep', 'shared']>): string {
  if (!meter) return rhythmWords(rhythm, t)
  const { name, every, first } = meter
  return first === null
    ? t('upkeep:said.meter', { name, every: Number(every) })
    : t('upkeep:said.meterFirst', { name, every: Number(every), first: Number(first) })
}

/** "每3个月第一个周一": how often, as people say it. */
export function rhythmWords(rhythm: Rhythm, t: TFunction<['upkeep', 'shared']>): string {
  const { unit, every } = rhythm
  const weekday = (day: string) => t(`upkeep:weekdays.${day}` as 'upkeep:weekdays.MONDAY')
  if (unit === 'SEASONS') return t('upkeep:said.SEASONS', { days: rhythm.seasons.join(t('upkeep:said.and')) })
  if (unit === 'TIMES_A_YEAR') return t('upkeep:said.TIMES_A_YEAR', { count: every })
  const often = every === 1 ? t(`upkeep:said.one.${unit}`) : t(`upkeep:said.several.${unit}`, { count: every })
  if (unit === 'WEEKS' && rhythm.weekdays.length)
    return t('upkeep:said.on', { often, on: rhythm.weekdays.map(weekday).join(t('upkeep:said.and')) })
  if (unit === 'MONTHS' || unit === 'YEARS') {
    if (rhythm.which && rhythm.weekday)
      return t('upkeep:said.on', {
        often,
        on: t('upkeep:said.nth', {
          which: t(`upkeep:said.which.${rhythm.which}` as 'upkeep:said.which.1'),
          day: weekday(rhythm.weekday),
        }),
      })
    if (rhythm.day)
      return t('upkeep:said.on', {
        often,
        on: rhythm.day === 31 ? t('upkeep:said.lastDay') : t('upkeep:said.day', { day: rhythm.day }),
      })
  }
  return often
}
