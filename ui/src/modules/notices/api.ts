import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, got, type Schema } from '@/shared/http'

export type Message = Schema<'NoticeQueries.MessageRow'>
export type MessageState = Message['state']
type Next = Schema<'NoticeQueries.Next'> | null

export type NoticeFilter = { unread?: string; after?: string }
export type MessageFilter = { words?: string; state?: MessageState; opened?: string; after?: string }

/** The cursor as it stands in the address. */
export const cursorOf = (next: Next | undefined) => (next ? `${next.at}~${next.id}` : null)

const after = (cursor: string | undefined) => {
  const [afterAt, afterId] = cursor?.split('~') ?? []
  return { afterAt, afterId }
}

export const noticeQueries = {
  list: (filter: NoticeFilter) =>
    queryOptions({
      queryKey: ['notices', 'list', filter],
      queryFn: ({ signal }) =>
        got(api.GET('/api/notices', { params: { query: { unread: filter.unread === 'yes', ...after(filter.after) } }, signal })),
      placeholderData: keepPreviousData,
    }),
  messages: ({ words, state, after: cursor }: MessageFilter) =>
    queryOptions({
      queryKey: ['messages', 'list', words, state, cursor],
      queryFn: ({ signal }) => got(api.GET('/api/messages', { params: { query: { words, state, ...after(cursor) } }, signal })),
      placeholderData: keepPreviousData,
    }),
  message: (id: string) =>
    queryOptions({
      queryKey: ['messages', 'one', id],
      queryFn: ({ signal }) => got(api.GET('/api/messages/{id}', { params: { path: { id } }, signal })),
    }),
}
