import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { http, type Schema, search } from '@/shared/http'
import { caughtUp, merged } from './thread'

export type ChatRow = Schema<'ChatQueries.ChatRow'>
export type Board = Schema<'ChatQueries.Board'>
export type ChatView = Schema<'ChatController.ChatView'>
export type Site = Schema<'ChatSites.Site'>
export type SiteBody = Schema<'ChatSettingsController.SiteBody'>
export type CaseBody = Schema<'ChatController.CaseBody'>
export type HistoryFilter = { words?: string; branch?: string; after?: string; chat?: string }

type Next = Schema<'ChatQueries.Next'> | null
export const cursorOf = (next: Next | undefined) => (next ? `${next.at}~${next.id}` : null)

/** `chats` is the topic of live updates too. */
export const chatQueries = {
  board: () =>
    queryOptions({
      queryKey: ['chats', 'board'],
      queryFn: ({ signal }) => http<Board>('/chats/board', { signal }),
      refetchInterval: 20_000,
    }),
  counts: () =>
    queryOptions({
      queryKey: ['chats', 'counts'],
      queryFn: ({ signal }) => http<Schema<'ChatQueries.Counts'>>('/chats/counts', { signal }),
      refetchInterval: 60_000,
    }),
  over: ({ words, branch, after }: HistoryFilter) => {
    const [afterAt, afterId] = after?.split('~') ?? []
    return queryOptions({
      queryKey: ['chats', 'over', words, branch, after],
      queryFn: ({ signal }) =>
        http<Schema<'ChatQueries.ChatPage'>>(`/chats${search({ words, branch, afterAt, afterId })}`, { signal }),
      placeholderData: keepPreviousData,
    })
  },
  one: (id: string) =>
    queryOptions({
      queryKey: ['chats', 'one', id],
      queryFn: ({ signal, client, queryKey }) =>
        caughtUp(client.getQueryData<ChatView>(queryKey)?.messages ?? [], (since) =>
          http<ChatView>(`/chats/${id}${search({ since })}`, { signal }),
        ),
      staleTime: 0,
      // Whoever comes back to it sees it at once, and then what came meanwhile.
      gcTime: 30 * 60_000,
    }),
  known: (id: string) =>
    queryOptions({
      queryKey: ['chat-known', id],
      queryFn: ({ signal }) => http<Schema<'ChatController.Known'>[]>(`/chats/${id}/known`, { signal }),
      staleTime: 60_000,
    }),
  colleagues: (id: string) =>
    queryOptions({
      queryKey: ['chat-colleagues', id],
      queryFn: ({ signal }) => http<Schema<'ChatDesk.Colleague'>[]>(`/chats/${id}/colleagues`, { signal }),
    }),
  sites: () => queryOptions({ queryKey: ['chat-sites'], queryFn: ({ signal }) => http<Site[]>('/chat-sites', { signal }) }),
}

type Act = { act: string; body?: object; form?: FormData }

/** What one does with a conversation; the answer is the conversation as it is afterwards. */
export function useChatAct(id: string) {
  const queries = useQueryClient()
  const { queryKey } = chatQueries.one(id)
  return useMutation({
    mutationFn: ({ act, body = {}, form }: Act) =>
      http<ChatView | undefined>(`/chats/${id}/${act}`, form ? { method: 'POST', form } : { method: 'POST', json: body }),
    onSuccess: (view) => {
      if (view)
        queries.setQueryData<ChatView>(queryKey, (before) => ({
          ...view,
          messages: merged(before?.messages ?? [], view.messages),
        }))
      return queries.invalidateQueries({ queryKey: ['chats', 'board'] })
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['chats'] }),
  })
}
