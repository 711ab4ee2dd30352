import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormDefinition } from '@/shared/forms/form'
import { api, got, http, type Schema } from '@/shared/http'
import { i18n } from '@/shared/i18n'
import { useProof } from './useProof'

export type Track = Schema<'TrackView'>
export type TrackStep = Schema<'TrackSteps.Step'>
export type TrackFile = Schema<'TrackView.FileRow'>
export type TrackMessage = Schema<'TrackView.MessageRow'>
export type TrackPromise = Schema<'TrackView.PromiseRow'>
/** The time that is kept for the customer just now. */
export type Held = Schema<'CustomerBooking.Held'>
export type MyCase = Schema<'MyQueries.MyCase'>
export type MyDevice = Schema<'MyQueries.MyDevice'>
export type MyVisit = Schema<'MyQueries.MyVisit'>

/** What a label shows before anybody has said who they are. */
export type LabelledDevice = Schema<'PublicIntakeController.DeviceView'>
export type ReportBody = Schema<'PublicReport'>
export type Received = Schema<'IntakeDesk.Received'>
/** Without a line, a customer is told so at once instead of waiting before a turning wheel. */
const always = { networkMode: 'always' } as const

export const portalQueries = {
  device: (qrToken: string) =>
    queryOptions({
      ...always,
      queryKey: ['label', qrToken],
      queryFn: ({ signal }) => got(api.GET('/api/public/devices/{qrToken}', { params: { path: { qrToken } }, signal })),
    }),
  track: (token: string) =>
    queryOptions({
      ...always,
      queryKey: ['track', token],
      queryFn: ({ signal }) => got(api.GET('/api/public/track/{token}', { params: { path: { token } }, signal })),
    }),
  /** When somebody can come. */
  windows: (token: string) =>
    queryOptions({
      ...always,
      queryKey: ['track-windows', token],
      queryFn: ({ signal }) => got(api.GET('/api/public/track/{token}/windows', { params: { path: { token } }, signal })),
      staleTime: 0,
      gcTime: 0,
      retry: false,
    }),
  ratingForm: (token: string) =>
    queryOptions({
      ...always,
      queryKey: ['rating-form', token],
      queryFn: async ({ signal }) =>
        (await got(
          api.GET('/api/public/track/{token}/form', { params: { path: { token } }, signal }),
        )) as unknown as FormDefinition,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  company: () =>
    queryOptions({
      ...always,
      queryKey: ['my', 'company'],
      queryFn: ({ signal }) => got(api.GET('/api/portal/company', { signal })),
    }),
  visits: () =>
    queryOptions({
      ...always,
      queryKey: ['my', 'visits'],
      queryFn: ({ signal }) => got(api.GET('/api/portal/visits', { signal })),
    }),
}

export const myCases = (open: boolean, after: { openedAt: string; id: string } | null) =>
  got(api.GET('/api/portal/cases', { params: { query: { open, ...(after && { afterAt: after.openedAt, afterId: after.id }) } } }))

export const myDevices = (words: string, after: string | null) =>
  got(
    api.GET('/api/portal/devices', {
      params: { query: { ...(words && { words }), ...(after !== null && { after }) } },
    }),
  )

export function useReport() {
  const { withProof, checking, phoneCode } = useProof()
  const report = useMutation({
    ...always,
    mutationFn: (body: Omit<ReportBody, 'proof'>) =>
      withProof((proof) => got(api.POST('/api/public/reports', { body: { ...body, proof } }))),
  })
  return { ...report, checking, phoneCode }
}

export const useLookup = () =>
  useMutation({
    ...always,
    mutationFn: (body: { number: string; phone: string }) => got(api.POST('/api/public/track', { body })),
  })

type Act =
  | { act: 'message'; body: { id: string; text: string; photos: string[] } }
  | { act: 'accept'; body: { id: string } }
  | { act: 'book'; body: { id: string } }
  | { act: 'call-off'; body: { id: string; reason: string } }
  | { act: 'planned-day'; body: { id: string; day: string } }
  | { act: 'reject'; body: { id: string; reason: string; photos: string[] } }
  | { act: 'rating'; body: { id: string; answers: Record<string, unknown> } }

/** Every act answers with the page as it is afterwards. */
export function useTrackAct(token: string) {
  const queries = useQueryClient()
  return useMutation({
    ...always,
    mutationFn: ({ act, body }: Act) =>
      http<Track>(`/public/track/${encodeURIComponent(token)}/${act}`, { method: 'POST', json: body }),
    onSuccess: (track) => queries.setQueryData(portalQueries.track(token).queryKey, track),
  })
}

export const useHold = (token: string) =>
  useMutation({
    ...always,
    mutationFn: (from: string) =>
      got(api.POST('/api/public/track/{token}/hold', { params: { path: { token } }, body: { from } })),
  })

/** Lets the kept time go, also while the page is being left. Whether it arrives matters little: it runs out by itself. */
export const releaseHold = (token: string) =>
  api.DELETE('/api/public/track/{token}/hold', { params: { path: { token } }, keepalive: true }).catch(() => {})

export const calendarUrl = (token: string) =>
  `/api/public/track/${encodeURIComponent(token)}/visit.ics?lang=${encodeURIComponent(i18n.language)}`

export const fileUrl = (token: string, id: string) => `/api/public/track/${encodeURIComponent(token)}/documents/${id}`
export const reportUrl = (token: string, number: string) =>
  `/api/public/track/${encodeURIComponent(token)}/reports/${encodeURIComponent(number)}`
export const thumbUrl = (token: string, id: string) => `${fileUrl(token, id)}/thumb`

/** Made here, so that a request sent twice counts once. Works without a secure address, where randomUUID is missing. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
