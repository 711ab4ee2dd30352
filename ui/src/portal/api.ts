import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormDefinition } from '@/modules/forms/form'
import { api, got, http, type Schema } from '@/shared/http'

export type Track = Schema<'TrackView'>
export type TrackStep = Schema<'TrackSteps.Step'>
export type TrackFile = Schema<'TrackView.FileRow'>
export type TrackMessage = Schema<'TrackView.MessageRow'>
export type TrackPromise = Schema<'TrackView.PromiseRow'>
export type MyCase = Schema<'MyQueries.MyCase'>
export type MyDevice = Schema<'MyQueries.MyDevice'>
export type MyVisit = Schema<'MyQueries.MyVisit'>

/** What a label shows before anybody has said who they are. */
export type LabelledDevice = {
  number: string
  name: string
  maker: string
  model: string
  location: string
  customer: string
  warrantyLastDay: string | null
  underWarranty: boolean
  branchPhone: string
  open: { number: string; openedAt: string }[]
  symptoms: { code: string; name: string }[]
}

export type ReportBody = {
  id: string
  qrToken: string | null
  kind: string
  symptom: string | null
  description: string
  contactName: string
  contactPhone: string
  contactEmail: string
  company: string
  place: string
  photos: string[]
  language: string
}

export type Received = { number: string; trackingToken: string; promises: { code: string; dueAt: string }[] }

export type ReportCheck = Schema<'ReportController.ReportCheck'>

export const portalQueries = {
  device: (qrToken: string) =>
    queryOptions({
      queryKey: ['label', qrToken],
      queryFn: ({ signal }) => http<LabelledDevice>(`/public/devices/${encodeURIComponent(qrToken)}`, { signal }),
    }),
  track: (token: string) =>
    queryOptions({
      queryKey: ['track', token],
      queryFn: ({ signal }) => got(api.GET('/api/public/track/{token}', { params: { path: { token } }, signal })),
    }),
  ratingForm: (token: string) =>
    queryOptions({
      queryKey: ['rating-form', token],
      queryFn: async ({ signal }) =>
        (await got(
          api.GET('/api/public/track/{token}/form', { params: { path: { token } }, signal }),
        )) as unknown as FormDefinition,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  check: (number: string, hash: string) =>
    queryOptions({
      queryKey: ['report-check', number, hash],
      queryFn: ({ signal }) =>
        got(api.GET('/api/public/report-checks/{number}/{hash}', { params: { path: { number, hash } }, signal })),
    }),
  company: () =>
    queryOptions({ queryKey: ['my', 'company'], queryFn: ({ signal }) => got(api.GET('/api/portal/company', { signal })) }),
  visits: () =>
    queryOptions({ queryKey: ['my', 'visits'], queryFn: ({ signal }) => got(api.GET('/api/portal/visits', { signal })) }),
}

export const myCases = (open: boolean, after: { openedAt: string; id: string } | null) =>
  got(api.GET('/api/portal/cases', { params: { query: { open, ...(after && { afterAt: after.openedAt, afterId: after.id }) } } }))

export const myDevices = (words: string, after: string | null) =>
  got(
    api.GET('/api/portal/devices', {
      params: { query: { ...(words && { words }), ...(after !== null && { after }) } },
    }),
  )

export const useReport = () =>
  useMutation({ mutationFn: (body: ReportBody) => http<Received>('/public/reports', { method: 'POST', json: body }) })

export const useLookup = () =>
  useMutation({ mutationFn: (body: { number: string; phone: string }) => got(api.POST('/api/public/track', { body })) })

type Act =
  | { act: 'message'; body: { id: string; text: string; photos: string[] } }
  | { act: 'accept'; body: { id: string } }
  | { act: 'reject'; body: { id: string; reason: string; photos: string[] } }
  | { act: 'rating'; body: { id: string; answers: Record<string, unknown> } }

/** Every act answers with the page as it is afterwards. */
export function useTrackAct(token: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ act, body }: Act) =>
      http<Track>(`/public/track/${encodeURIComponent(token)}/${act}`, { method: 'POST', json: body }),
    onSuccess: (track) => queries.setQueryData(portalQueries.track(token).queryKey, track),
  })
}

export const fileUrl = (token: string, id: string) => `/api/public/track/${encodeURIComponent(token)}/documents/${id}`
export const thumbUrl = (token: string, id: string) => `${fileUrl(token, id)}/thumb`

/** Made here, so that a request sent twice counts once. Works without a secure address, where randomUUID is missing. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
