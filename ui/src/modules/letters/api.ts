import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Tone } from '@/shared/desk'
import { http, type Schema, search } from '@/shared/http'

export type LetterRow = Schema<'LetterQueries.Row'>
export type Letter = Schema<'LetterQueries.View'>
export type Section = Letter['draft']['sections'][number]
export type Block = Section['blocks'][number]
export type Live = NonNullable<Block['live']>
export type Promised = Letter['draft']['promises'][number]
export type WatchLine = Letter['watched'][number]
export type Facts = Letter['facts']
export type Status = LetterRow['status']
export type Filter = { words?: string; branch?: string; status?: Status; after?: string; new?: string; project?: string }

export const TONES = { DRAFT: 'warn', ISSUED: 'info', ACCEPTED: 'good', GIVEN_UP: 'neutral' } satisfies Record<Status, Tone>
export const STATUSES = Object.keys(TONES) as Status[]
/** What a letter may promise, in the order of a repair, as the server knows it. */
export const CODES = ['answer', 'arrive', 'restore', 'fix-on-site', 'replacement'] as const
const LIVE_SET = { PROMISES: true, POINTS: true, CERTIFICATES: true, STOCK: true, RECORD: true } satisfies Record<Live, true>
export const LIVES = Object.keys(LIVE_SET) as Live[]

export const letterQueries = {
  list: ({ new: _, project: __, ...filter }: Filter) =>
    queryOptions({
      queryKey: ['letters', 'list', filter],
      queryFn: ({ signal }) => http<Schema<'LetterQueries.Page'>>(`/letters${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['letters', 'one', id],
      queryFn: ({ signal }) => http<Letter>(`/letters/${id}`, { signal }),
    }),
  given: (level: string | null) =>
    queryOptions({
      queryKey: ['letters', 'given', level],
      queryFn: ({ signal }) =>
        http<Schema<'LetterController.GivenView'>>(`/letters/given${search({ level: level ?? undefined })}`, { signal }),
    }),
  /** Rules change too, so what is asked again is answered anew. */
  watch: (ask: { level: string | null; contract: string | null; promises: Promised[] }) =>
    queryOptions({
      queryKey: ['letters', 'watch', ask],
      queryFn: ({ signal }) =>
        http<Schema<'LetterController.WatchView'>>('/letters/watch', { method: 'POST', json: ask, signal }),
      placeholderData: keepPreviousData,
      retry: false,
    }),
}

export function useLetterAct(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, json, method = 'POST' }: { path: string; json: object; method?: 'POST' | 'PUT' }) =>
      http<Letter>(`/letters/${id}${path}`, { method, json }),
    onSuccess: (letter) => {
      queries.setQueryData(letterQueries.one(id).queryKey, letter)
      return queries.invalidateQueries({ queryKey: ['letters'] })
    },
  })
}

/** Levels as people call them; those that came with the product are known to the user interface. */
export function useLevels() {
  const { t } = useTranslation('contracts')
  const levels = useQuery({
    queryKey: ['contracts', 'levels'],
    queryFn: ({ signal }) => http<{ code: string; name: string }[]>('/contracts/levels', { signal }),
    staleTime: 300_000,
  })
  const name = (code: string) =>
    levels.data?.find((level) => level.code === code)?.name || t(`levels.${code}`, { defaultValue: code })
  return { name, options: (levels.data ?? []).map(({ code }) => ({ value: code, label: name(code) })) }
}
