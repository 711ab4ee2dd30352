import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { KnownDevice } from '@/shared/cases/parties'
import { fits } from '@/shared/documents/files'
import { api, got, http, type Schema, search } from '@/shared/http'

export type Report = Schema<'ReportStore.Open'>
export type NewCase = Schema<'IntakeController.NewCase'>

export const intakeQueries = {
  drafts: () =>
    queryOptions({
      queryKey: ['intake', 'drafts'],
      queryFn: ({ signal }) => http<Schema<'Drafts.Row'>[]>('/intake/drafts', { signal }),
    }),
  draft: (id: string) =>
    queryOptions({
      queryKey: ['intake', 'draft', id],
      queryFn: ({ signal }) => http<Schema<'Drafts.Whole'>>(`/intake/drafts/${id}`, { signal }),
      staleTime: 0,
    }),
  phrases: () =>
    queryOptions({
      queryKey: ['intake', 'phrases'],
      queryFn: ({ signal }) => http<Schema<'PhoneDeskController.Phrase'>[]>('/intake/phrases', { signal }),
      staleTime: 300_000,
    }),
  articles: (q: string) =>
    queryOptions({
      queryKey: ['articles', 'suggest', q],
      queryFn: ({ signal }) =>
        http<Schema<'ArticleQueries.Suggestion'>[]>(`/articles/suggest${search({ q: q.slice(0, 100) })}`, { signal }),
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    }),
  solved: (asked: { words: string; symptom: string | undefined; device: string | undefined }) =>
    queryOptions({
      queryKey: ['intake', 'solved', asked],
      queryFn: ({ signal }) => http<Schema<'SolvedCases.Answer'>[]>(`/intake/solved${search(asked)}`, { signal }),
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    }),
  reports: (after: string | undefined) =>
    queryOptions({
      queryKey: ['intake', 'reports', after ?? ''],
      queryFn: ({ signal }) => http<Schema<'ReportStore.OpenPage'>>(`/intake/reports${search({ after })}`, { signal }),
      refetchInterval: 60_000,
    }),
  report: (id: string) =>
    queryOptions({
      queryKey: ['intake', 'report', id],
      queryFn: ({ signal }) => got(api.GET('/api/intake/reports/{id}', { params: { path: { id } }, signal })),
    }),
}

/** Kept by the server at once, so that a reload does not lose it. */
export async function holdPhoto(file: File, path = '/intake/photos') {
  fits(file)
  const form = new FormData()
  form.append('file', file)
  return http<Schema<'DocumentDesk.HeldUpload'>>(path, { method: 'POST', form })
}

const numbered = async (number: string) => {
  const found = await http<KnownDevice[]>(`/intake/devices${search({ words: number })}`)
  return found.find((device) => device.number === number)
}

/** The device of a label, as far as it is known. */
export const deviceOfLabel = async (qrToken: string) =>
  numbered((await got(api.GET('/api/public/devices/{qrToken}', { params: { path: { qrToken } } }))).number)

export const deviceById = async (id: string) =>
  numbered((await got(api.GET('/api/devices/{id}', { params: { path: { id } } }))).number)

export type Heard = Schema<'PassOnController.Heard'>
export type Passed = Schema<'PassOnController.PassedRow'>
export type PassedState = Passed['state']

export const passedOn = (after: string | undefined) => {
  const [afterAt, afterId] = after?.split('~') ?? []
  return queryOptions({
    queryKey: ['intake', 'passed-on', after ?? ''],
    queryFn: ({ signal }) =>
      http<Schema<'PassOnController.PassedPage'>>(`/intake/passed-on${search({ afterAt, afterId })}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
}

export function usePassOn() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (json: Heard) => http<Schema<'PassOnController.Taken'>>('/intake/passed-on', { method: 'POST', json }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['intake', 'passed-on'] }),
  })
}
