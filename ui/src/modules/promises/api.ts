import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, got, type Schema } from '@/shared/http'

export const WINDOWS = ['NOW', 'TODAY', 'WEEK', 'PAUSED', 'BROKEN'] as const
export type Window = (typeof WINDOWS)[number]

export type BoardRow = Schema<'PromiseQueries.BoardRow'>
type Board = Schema<'PromiseQueries.Board'>

export type BoardFilter = { window?: string; mine?: string; after?: string }

export const windowOf = (filter: BoardFilter): Window => WINDOWS.find((one) => one === filter.window) ?? 'NOW'

/** The cursor as it stands in the address. */
export const cursorOf = (board: Board | undefined) => (board?.next ? `${board.next.at}~${board.next.id}` : null)

export const promiseQueries = {
  board: (filter: BoardFilter) => {
    const [afterAt, afterId] = filter.after?.split('~') ?? []
    const window = windowOf(filter)
    const mine = filter.mine === 'yes'
    return queryOptions({
      queryKey: ['promises', 'board', window, mine, filter.after],
      queryFn: ({ signal }) =>
        got(api.GET('/api/promises/board', { params: { query: { window, mine, afterAt, afterId } }, signal })),
      placeholderData: keepPreviousData,
      // What is due "now" changes without anybody doing anything.
      refetchInterval: 60_000,
    })
  },
  counts: (mine: boolean) =>
    queryOptions({
      queryKey: ['promises', 'counts', mine],
      queryFn: ({ signal }) => got(api.GET('/api/promises/board/counts', { params: { query: { mine } }, signal })),
      placeholderData: keepPreviousData,
      refetchInterval: 60_000,
    }),
}
