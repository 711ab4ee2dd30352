import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Tone } from '@/shared/desk'
import { http, type Schema, search } from '@/shared/http'

export type Campaign = Schema<'CampaignQueries.CampaignView'>
export type CampaignRow = Schema<'CampaignQueries.CampaignRow'>
export type CampaignBody = Schema<'CampaignController.CampaignBody'>
export type Target = Schema<'CampaignQueries.TargetRow'> & { id: string }
export type Asking = Schema<'CampaignQueries.AskingRow'> & { id: string }
export type Batch = Schema<'CampaignQueries.BatchView'>
export type Status = Campaign['status']
export type Result = Target['result']
export type Consent = Target['consent']
export type CampaignFilter = { words?: string; status?: Status; after?: string; edit?: string }
export type TargetFilter = { result?: Result; batch?: string; after?: string; tab?: string; more?: string; edit?: string }

export const STATUS_TONES = { DRAFT: 'neutral', RUNNING: 'info', STOPPED: 'warn', FINISHED: 'good' } satisfies Record<
  Status,
  Tone
>
export const RESULT_TONES = { OPEN: 'neutral', DONE: 'good', FAILED: 'bad', MISSED: 'warn' } satisfies Record<Result, Tone>
export const CONSENT_TONES = { OPEN: 'neutral', GIVEN: 'good', REFUSED: 'bad' } satisfies Record<Consent, Tone>
export const STATUSES = Object.keys(STATUS_TONES) as Status[]
export const RESULTS = Object.keys(RESULT_TONES) as Result[]

export const campaignQueries = {
  list: ({ edit: _, ...filter }: CampaignFilter) =>
    queryOptions({
      queryKey: ['campaigns', 'list', filter],
      queryFn: ({ signal }) => http<Schema<'CampaignQueries.CampaignPage'>>(`/campaigns${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['campaigns', 'one', id],
      queryFn: ({ signal }) => http<Campaign>(`/campaigns/${id}`, { signal }),
    }),
  targets: (id: string, { result, batch, after }: TargetFilter) =>
    queryOptions({
      queryKey: ['campaigns', 'targets', id, result, batch, after],
      queryFn: async ({ signal }) => {
        const path = `/campaigns/${id}/targets${search({ result, batch, after })}`
        const { rows, next } = await http<Schema<'CampaignQueries.TargetPage'>>(path, { signal })
        return { next, rows: rows.map((row): Target => ({ ...row, id: row.deviceId })) }
      },
      placeholderData: keepPreviousData,
    }),
  askings: (id: string, after: string | undefined) =>
    queryOptions({
      queryKey: ['campaigns', 'askings', id, after],
      queryFn: async ({ signal }) => {
        const { rows, next } = await http<Schema<'CampaignQueries.AskingPage'>>(`/campaigns/${id}/askings${search({ after })}`, {
          signal,
        })
        return { next, rows: rows.map((row): Asking => ({ ...row, id: row.customerId })) }
      },
      placeholderData: keepPreviousData,
    }),
  versions: (ask: Schema<'CampaignController.VersionsBody'>) =>
    queryOptions({
      queryKey: ['campaigns', 'versions', ask],
      queryFn: ({ signal }) =>
        http<Schema<'CampaignQueries.VersionCount'>[]>('/campaigns/versions', { method: 'POST', json: ask, signal }),
      placeholderData: keepPreviousData,
      retry: false,
    }),
}

/** Every deed of a campaign; what is shown is read anew. */
export function useCampaignDeed(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, json = {} }: { path: string; json?: object }) =>
      http<Campaign | undefined>(`/campaigns/${id}/${path}`, { method: 'POST', json }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['campaigns'] }),
  })
}
