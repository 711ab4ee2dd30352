import { queryOptions } from '@tanstack/react-query'
import { api, got, http, type Schema } from '@/shared/http'

export type CaseImport = Schema<'CaseImportDesk.ImportView'>
export type ImportCheck = Schema<'CaseImportController.CheckView'>
export type ImportNote = ImportCheck['notes'][number]
export type Sample = ImportCheck['samples'][number]
export type CaseField = ImportNote['field']
type Body = Schema<'CaseImportController.SettingsBody'>

/** How the file is to be read, apart from its columns. */
export type Settings = Pick<Body, 'source' | 'zone' | 'form' | 'branch' | 'statuses'> & { kinds: Record<string, string> }
/** What each column holds, by its index. */
export type Mapping = Partial<Record<number, CaseField>>

/** `joined`: several columns may hold it together. */
export const FIELDS = {
  REFERENCE: { required: true, joined: false },
  OPENED_AT: { required: true, joined: false },
  SUBJECT: { required: true, joined: true },
  DESCRIPTION: { required: false, joined: true },
  STATUS: { required: false, joined: false },
  RESOLVED_AT: { required: false, joined: false },
  CLOSED_AT: { required: false, joined: false },
  RESOLUTION: { required: false, joined: true },
  KIND: { required: false, joined: false },
  SEVERITY: { required: false, joined: false },
  CUSTOMER: { required: false, joined: false },
  CONTACT_NAME: { required: false, joined: false },
  CONTACT_PHONE: { required: false, joined: false },
  CONTACT_EMAIL: { required: false, joined: false },
  DEVICE: { required: false, joined: false },
  PLACE: { required: false, joined: true },
  DUE_AT: { required: false, joined: false },
} satisfies Record<CaseField, { required: boolean; joined: boolean }>

export const unmapped = (mapping: Mapping) =>
  (Object.keys(FIELDS) as CaseField[]).filter((field) => FIELDS[field].required && !Object.values(mapping).includes(field))

export const startOf = (file: CaseImport, branch: { id: string; zone: string } | undefined): Settings => ({
  source: file.fileName.replace(/\.[^.]*$/, '').slice(0, 60),
  zone: branch?.zone ?? 'Asia/Shanghai',
  form: file.forms[0] ?? 'YMD',
  branch: branch?.id ?? '',
  statuses: file.statuses,
  kinds: {},
})

export const asSettings = (settings: Settings, mapping: Mapping): Body => ({
  ...settings,
  source: settings.source.trim(),
  columns: Object.entries(mapping).flatMap(([index, field]) => (field ? [{ index: Number(index), field }] : [])),
  goodRowsOnly: false,
})

const one = (id: string) => ({ params: { path: { id } } })

export const importApi = {
  receive: (file: File) => {
    const form = new FormData()
    form.append('file', file)
    return http<CaseImport>('/case-imports', { method: 'POST', form })
  },
  one: (id: string) =>
    queryOptions({
      queryKey: ['case-imports', id],
      queryFn: ({ signal }) => got(api.GET('/api/case-imports/{id}', { ...one(id), signal })),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  check: (id: string, body: Body) => got(api.POST('/api/case-imports/{id}/check', { ...one(id), body })),
  confirm: (id: string, body: Body) => got(api.POST('/api/case-imports/{id}/confirm', { ...one(id), body })),
  progress: (id: string) =>
    queryOptions({
      queryKey: ['case-imports', id, 'progress'],
      queryFn: ({ signal }) => got(api.GET('/api/case-imports/{id}/progress', { ...one(id), signal })),
    }),
  giveUp: (id: string) => got(api.DELETE('/api/case-imports/{id}', one(id))),
}
