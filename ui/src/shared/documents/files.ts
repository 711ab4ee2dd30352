import { queryOptions } from '@tanstack/react-query'
import { http, type Schema, search } from '@/shared/http'
import { Problem } from '@/shared/problem'

export type DocumentView = Schema<'DocumentController.DocumentView'>
export type Owner = { kind: string; id: string }

/** As the server's: a larger file is not even sent. */
const LARGEST_MB = 20
/** Pictures every browser draws; others are taken away as files. */
const SHOWN = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif'])

export const ACCEPTED = 'image/*,audio/*,video/*,.pdf,.txt,.csv,.doc,.docx,.xls,.xlsx,.ppt,.pptx'
export const isShown = (document: Pick<DocumentView, 'mediaType'>) => SHOWN.has(document.mediaType)
export const linkOf = (id: string) => `/api/documents/${id}`

export const documentQueries = {
  /** `topic` is the live topic of the owner, so that a change of it refreshes its documents too. */
  of: (owner: Owner, topic: string) =>
    queryOptions({
      queryKey: [topic, 'documents', owner.kind, owner.id],
      queryFn: ({ signal }) =>
        http<Schema<'DocumentController.DocumentList'>>(`/documents${search({ ownerKind: owner.kind, ownerId: owner.id })}`, {
          signal,
        }),
    }),
}

/** With an id made here, so that a file sent twice is kept once. */
export async function attach(owner: Owner, id: string, file: File, visibleToCustomer: boolean, place?: string) {
  fits(file)
  const form = new FormData()
  form.append('file', file)
  const section = place ?? (file.type.startsWith('image/') ? 'photo' : 'attachment')
  return http<DocumentView>(`/documents${search({ ownerKind: owner.kind, ownerId: owner.id, section, visibleToCustomer, id })}`, {
    method: 'POST',
    form,
  })
}

/** Refuses in the server's words what the server would refuse after twenty megabytes. */
export function fits(file: File) {
  if (file.size === 0) throw new Problem({ status: 422, code: 'documents.empty', facts: { name: file.name } })
  if (file.size > LARGEST_MB << 20) {
    throw new Problem({ status: 422, code: 'documents.too-large', facts: { name: file.name, limit: LARGEST_MB } })
  }
}

export function sizeOf(bytes: number) {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1 << 20) return `${Math.round(bytes / 1024)} kB`
  return `${(bytes / (1 << 20)).toFixed(1)} MB`
}

/** The files of a paste or a drop; none when it was words. */
export const filesOf = (data: DataTransfer | null) => [...(data?.files ?? [])]
