import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { http, type Schema, search } from '@/shared/http'

export type Channel = Schema<'ChannelController.ChannelView'>
export type ChannelBody = Schema<'ChannelController.ChannelBody'>
export type Added = Schema<'ChannelController.Added'>
export type Delivery = Schema<'ChannelController.DeliveryView'>
export type Kind = Channel['kind']
export type News = Channel['news'][number]
export type DeliveryFilter = { channel?: string; after?: string; open?: string }

export const KINDS: Kind[] = ['WECOM', 'DINGTALK', 'FEISHU', 'SMS', 'INCOMING']
/** What a group can be told; the others are sent on demand. */
export const NEWS: News[] = ['CASE_OPENED', 'CASE_ASSIGNED', 'PROMISE_WARNED', 'PROMISE_BROKEN', 'CHAT_WAITING']

type Next = Schema<'ChannelController.Next'> | null
export const cursorOf = (next: Next | undefined) => (next ? `${next.at}~${next.id}` : null)

export const channelQueries = {
  all: () => queryOptions({ queryKey: ['channels', 'all'], queryFn: ({ signal }) => http<Channel[]>('/channels', { signal }) }),
  deliveries: ({ channel, after }: DeliveryFilter, simulated = false) => {
    const [afterAt, afterId] = after?.split('~') ?? []
    return queryOptions({
      queryKey: ['channels', 'deliveries', channel, after, simulated],
      queryFn: ({ signal }) =>
        http<Schema<'ChannelController.DeliveryPage'>>(
          `/channels/deliveries${search({ channel, simulated, afterAt, afterId })}`,
          { signal },
        ),
      placeholderData: keepPreviousData,
      refetchInterval: simulated ? 5_000 : 30_000,
    })
  },
}

export function useChannelAct<Answer>() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, method = 'POST', body = {} }: { path: string; method?: 'POST' | 'PUT'; body?: unknown }) =>
      http<Answer>(path, { method, json: body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['channels'] }),
  })
}
