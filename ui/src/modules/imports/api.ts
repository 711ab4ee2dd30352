import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, got, http, type Schema, search } from '@/shared/http'
import { i18n } from '@/shared/i18n'

export type Import = Schema<'ImportController.ImportView'>
export type ImportFile = Schema<'ImportController.FileView'>
export type Kind = Schema<'ImportController.KindView'>
export type Field = Kind['fields'][number]
export type State = Import['state']
export type Settings = ImportFile['settings']
export type Previewed = Schema<'ImportDesk.Previewed'>
export type Problem = Schema<'ImportProblems.Line'>
export type ListFilter = { kind?: string; after?: string }

const language = () => ({ language: i18n.language })
const one = (id: string) => ({ params: { path: { id }, query: language() } })

export const importQueries = {
  kinds: () =>
    queryOptions({
      queryKey: ['imports', 'kinds', i18n.language],
      queryFn: ({ signal }) => got(api.GET('/api/imports/kinds', { params: { query: language() }, signal })),
      staleTime: 300_000,
    }),
  list: (filter: ListFilter) =>
    queryOptions({
      queryKey: ['imports', 'list', filter, i18n.language],
      queryFn: ({ signal }) => got(api.GET('/api/imports', { params: { query: { ...filter, ...language() } }, signal })),
      placeholderData: keepPreviousData,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['imports', 'one', id, i18n.language],
      queryFn: ({ signal }) => got(api.GET('/api/imports/{id}', { ...one(id), signal })),
      // The server tells of every step; this is for when it cannot be heard.
      refetchInterval: ({ state }) => (state.data?.atWork ? 2000 : false),
    }),
  file: (id: string) =>
    queryOptions({
      queryKey: ['import-files', id, i18n.language],
      queryFn: ({ signal }) => got(api.GET('/api/imports/{id}/file', { ...one(id), signal })),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  preview: (id: string, settings: Settings) =>
    queryOptions({
      queryKey: ['import-files', id, 'preview', settings, i18n.language],
      queryFn: ({ signal }) => got(api.POST('/api/imports/{id}/preview', { ...one(id), body: settings, signal })),
      placeholderData: keepPreviousData,
      retry: false,
    }),
  problems: (id: string, errors: boolean, after: { row: number; line: number }, checked: string) =>
    queryOptions({
      queryKey: ['import-files', id, 'problems', errors, after, checked, i18n.language],
      queryFn: ({ signal }) =>
        got(
          api.GET('/api/imports/{id}/problems', { params: { path: { id }, query: { errors, ...after, ...language() } }, signal }),
        ),
      placeholderData: keepPreviousData,
    }),
}

export const importApi = {
  receive: (kind: string, file: File) => {
    const form = new FormData()
    form.append('file', file)
    return http<Import>(`/imports${search({ kind, ...language() })}`, { method: 'POST', form })
  },
  check: (id: string, settings: Settings) => got(api.POST('/api/imports/{id}/check', { ...one(id), body: settings })),
  write: (id: string, goodRowsOnly: boolean) => got(api.POST('/api/imports/{id}/write', { ...one(id), body: { goodRowsOnly } })),
  stop: (id: string) => got(api.POST('/api/imports/{id}/stop', one(id))),
  undo: (id: string) => got(api.POST('/api/imports/{id}/undo', one(id))),
  giveUp: (id: string) => got(api.DELETE('/api/imports/{id}', { params: { path: { id } } })),
}

export const templateOf = (kind: string) => `/api/imports/template${search({ kind, ...language() })}`

export const problemFileOf = (id: string, format: string) =>
  `/api/imports/${id}/problems/file${search({ format, ...language() })}`
