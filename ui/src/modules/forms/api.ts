import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormDefinition } from '@/shared/forms/form'
import { api, got, http, type Schema, search } from '@/shared/http'
import type { ListState } from '@/shared/useListState'

export type FormRow = Schema<'FormQueries.FormRow'>
export type FormUse = FormRow['use']
export type FormState = FormRow['state']
export type Fault = Schema<'FormCheck.Fault'>
export type FormDesign = Omit<Schema<'FormQueries.FormDesign'>, 'draft' | 'latest'> & {
  draft: (Omit<Schema<'FormQueries.FormDraft'>, 'form'> & { form: FormDefinition }) | null
  latest: FormDefinition | null
}
export type MeasuredQuestion = Schema<'FormQueries.MeasuredQuestion'>
export type TrendPoint = Schema<'FormQueries.TrendPoint'>

export type FormFilter = ListState & { words?: string; use?: FormUse; state?: FormState; after?: string }

export const USES: FormUse[] = ['INSPECTION', 'HANDOVER', 'SAFETY', 'SURVEY']
export const STATES: FormState[] = ['PUBLISHED', 'DRAFT', 'RETIRED']

export const formQueries = {
  list: (filter: FormFilter) =>
    queryOptions({
      queryKey: ['forms', 'list', filter],
      queryFn: ({ signal }) => got(api.GET('/api/forms', { params: { query: filter }, signal })),
      placeholderData: keepPreviousData,
    }),
  design: (code: string) =>
    queryOptions({
      queryKey: ['forms', 'design', code],
      queryFn: ({ signal }) => http<FormDesign>(`/forms/${code}/design`, { signal }),
      // What is being edited stays: only a save or a reload brings another draft.
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
    }),
  version: (code: string, version: number) =>
    queryOptions({
      queryKey: ['forms', 'version', code, version],
      queryFn: ({ signal }) => http<FormDefinition>(`/forms/${code}/versions/${version}`, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  categories: () =>
    queryOptions({
      queryKey: ['assets', 'categories'],
      queryFn: ({ signal }) => got(api.GET('/api/products/categories', { signal })),
      staleTime: 300_000,
    }),
  measured: (kind: string, id: string) =>
    queryOptions({
      queryKey: ['forms', 'measured', kind, id],
      queryFn: ({ signal }) => got(api.GET('/api/forms/measured', { params: { query: { kind, id } }, signal })),
    }),
  trend: (query: { kind: string; id: string; form: string; question: string; from: string }) =>
    queryOptions({
      queryKey: ['forms', 'trend', query],
      queryFn: ({ signal }) => got(api.GET('/api/forms/trend', { params: { query }, signal })),
    }),
}

export const fileOf = (code: string, version: number) => `/api/forms/${code}/versions/${version}/file`

/** Whatever is done to a form answers with its design as it is then. */
function useDesignAct<Body>(code: string, send: (body: Body) => Promise<FormDesign>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: (design) => {
      queries.setQueryData(formQueries.design(code).queryKey, design)
      return queries.invalidateQueries({ queryKey: ['forms', 'list'] })
    },
  })
}

export const useSaveDraft = (code: string) =>
  useDesignAct(code, (body: { form: FormDefinition; version: number }) =>
    http<FormDesign>(`/forms/${code}/draft`, { method: 'PUT', json: body }),
  )

export const usePublish = (code: string) =>
  useDesignAct(code, (body: { version: number; note: string }) =>
    http<FormDesign>(`/forms/${code}/publish`, { method: 'POST', json: body }),
  )

export const useRetire = (code: string) =>
  useDesignAct(code, (act: 'retire' | 'reinstate') => http<FormDesign>(`/forms/${code}/${act}`, { method: 'POST' }))

export function useDiscard(code: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => http(`/forms/${code}/draft`, { method: 'DELETE' }),
    onSuccess: () => {
      const { queryKey } = formQueries.design(code)
      const published = queries.getQueryData(queryKey)?.latest
      return Promise.all([
        queries.invalidateQueries({ queryKey: ['forms', 'list'] }),
        published && queries.invalidateQueries({ queryKey }),
      ])
    },
  })
}

export function useBegin() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (form: FormDefinition) => http<FormDesign>('/forms', { method: 'POST', json: { form, version: 0 } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['forms', 'list'] }),
  })
}

export function useImportForm() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData()
      form.set('file', file)
      return http<{ code: string }>('/forms/files', { method: 'POST', form })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['forms'] }),
  })
}

export const findDevices = async (words: string, signal: AbortSignal) => {
  const page = await http<{ rows: { id: string; number: string; name: string; serial: string; model: string }[] }>(
    `/devices${search({ words })}`,
    { signal },
  )
  return page.rows.map(({ id, number, name, serial, model }) => ({
    value: id,
    label: [name || model, number].join(' · '),
    hint: [model, serial].join(' · '),
  }))
}

export const nameOfDevice = async (id: string, signal: AbortSignal) => {
  const page = await http<{ number: string; name: string }>(`/devices/${id}`, { signal })
  return [page.name, page.number].filter(Boolean).join(' · ')
}

export const findProducts = async (words: string, signal: AbortSignal) => {
  const page = await http<{ rows: { id: string; maker: string; model: string; name: string }[] }>(
    `/products${search({ words })}`,
    { signal },
  )
  return page.rows.map(({ id, maker, model, name }) => ({ value: id, label: model, hint: [maker, name].join(' · ') }))
}

export const nameOfProduct = async (id: string, signal: AbortSignal) =>
  (await http<{ model: string }>(`/products/${id}`, { signal })).model
