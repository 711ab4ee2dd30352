import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { http, type Schema, search } from '@/shared/http'

export type Hook = Schema<'WebhookController.HookView'>
export type HookBody = Schema<'WebhookController.HookBody'>
export type MadeHook = Schema<'WebhookDesk.MadeHook'>
export type Delivery = Schema<'WebhookController.DeliveryRow'>
export type DeliveryState = Delivery['state']

/** Words of an event: `case.opened` stands under `case-opened`, a dot means something else there. */
export const eventKey = (code: string) => `events.${code.replace('.', '-')}` as const

export const hookQueries = {
  all: ['webhooks'] as const,
  list: () =>
    queryOptions({
      queryKey: [...hookQueries.all, 'list'],
      queryFn: ({ signal }) => http<Hook[]>('/webhooks', { signal }),
      refetchInterval: 30_000,
    }),
  events: () =>
    queryOptions({
      queryKey: [...hookQueries.all, 'events'],
      queryFn: ({ signal }) => http<string[]>('/webhooks/events', { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  deliveries: (hook: string, state: DeliveryState | undefined, after: string | undefined) => {
    const [afterAt, afterId] = after?.split('~') ?? []
    return queryOptions({
      queryKey: [...hookQueries.all, 'deliveries', hook, state, after],
      queryFn: ({ signal }) =>
        http<Schema<'WebhookController.DeliveryPage'>>(`/webhooks/${hook}/deliveries${search({ state, afterAt, afterId })}`, {
          signal,
        }),
      placeholderData: keepPreviousData,
      refetchInterval: 5_000,
    })
  },
}

type Act = { path: string; method?: 'POST' | 'PUT' | 'DELETE'; body?: HookBody }

export function useHookAct<Answer = void>() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, method = 'POST', body }: Act) => http<Answer>(path, { method, json: body ?? {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: hookQueries.all }),
  })
}
