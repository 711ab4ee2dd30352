import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, got, type Schema } from '@/shared/http'

export type Calendar = Schema<'CalendarQueries.CalendarView'>
export type YearDay = Schema<'CalendarQueries.DayView'>
export type Day = Schema<'CalendarDesk.Day'>
export type Change = Schema<'CalendarDesk.Change'>
export type Effect = Schema<'CalendarDesk.Effect'>
export type NewCalendar = Schema<'CalendarDesk.NewCalendar'>
export type DayKind = Day['kind']

export const DAY_KINDS = ['HOLIDAY', 'MAKEUP_WORKDAY', 'HALF_DAY', 'OWN_HOURS'] as const satisfies DayKind[]
export const ZONES = [
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Asia/Hong_Kong',
  'Asia/Taipei',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Asia/Dubai',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'UTC',
]

export const calendarQueries = {
  all: ['promises', 'calendars'] as const,
  list: () =>
    queryOptions({
      queryKey: [...calendarQueries.all, 'list'],
      queryFn: ({ signal }) => got(api.GET('/api/promises/calendars', { signal })),
    }),
  year: (code: string, year: number) =>
    queryOptions({
      queryKey: [...calendarQueries.all, 'year', code, year],
      queryFn: ({ signal }) =>
        got(api.GET('/api/promises/calendars/{code}/years/{year}', { params: { path: { code, year } }, signal })),
    }),
}

const useChanging = <Asked, Answer>(mutationFn: (asked: Asked) => Promise<Answer>) => {
  const queries = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queries.invalidateQueries({ queryKey: ['promises'] }) })
}

export const useCreateCalendar = () =>
  useChanging((calendar: NewCalendar) => got(api.POST('/api/promises/calendars', { body: calendar })))
export const useChangeCalendar = (code: string) =>
  useChanging((change: Change) => got(api.PUT('/api/promises/calendars/{code}', { params: { path: { code } }, body: change })))
/** What the change would move; nothing is changed, so nothing has to be asked again. */
export const usePreview = (code: string) =>
  useMutation({
    mutationFn: (change: Change) =>
      got(api.POST('/api/promises/calendars/{code}/preview', { params: { path: { code } }, body: change })),
  })
export const useNotice = () =>
  useMutation({
    mutationFn: (notice: { year: number; text: string }) => got(api.POST('/api/promises/calendars/notice', { body: notice })),
  })

/** The change that leaves a calendar as it is. */
export const unchanged = ({ version, name, zone, week }: Calendar): Change => ({ version, name, zone, week, put: [], drop: [] })
