import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, got, type Schema } from '@/shared/http'

export const WINDOWS = ['NOW', 'TODAY', 'WEEK', 'PAUSED', 'BROKEN'] as const
export type Window = (typeof WINDOWS)[number]

export type BoardRow = Schema<'PromiseQueries.BoardRow'>
type Board = Schema<'PromiseQueries.Board'>

export type BoardFilter = {
  window?: string
  mine?: string
  branch?: string
  owner?: string
  code?: string
  customer?: string
  after?: string
}

/** What the board is narrowed down to, besides its window. Whoever looks at his own needs no other owner. */
const narrowed = ({ mine, branch, owner, code, customer }: BoardFilter) => ({
  mine: mine === 'yes',
  ...(branch && { branch }),
  ...(owner && mine !== 'yes' && { owner }),
  ...(code && { code }),
  ...(customer && { customer }),
})

export const isNarrowed = (filter: BoardFilter) => Object.values(narrowed(filter)).some(Boolean)

/** What the file of the board is asked for. */
export const boardFile = (filter: BoardFilter) => {
  const { mine, ...only } = narrowed(filter)
  return { window: windowOf(filter), ...only, ...(mine && { mine: 'true' }) }
}

export const windowOf = (filter: BoardFilter): Window => WINDOWS.find((one) => one === filter.window) ?? 'NOW'

/** The cursor as it stands in the address. */
export const cursorOf = (board: Board | undefined) => (board?.next ? `${board.next.at}~${board.next.id}` : null)

export const promiseQueries = {
  board: (filter: BoardFilter) => {
    const [afterAt, afterId] = filter.after?.split('~') ?? []
    const window = windowOf(filter)
    const only = narrowed(filter)
    return queryOptions({
      queryKey: ['promises', 'board', window, only, filter.after],
      queryFn: ({ signal }) =>
        got(api.GET('/api/promises/board', { params: { query: { window, ...only, afterAt, afterId } }, signal })),
      placeholderData: keepPreviousData,
      // What is due "now" changes without anybody doing anything.
      refetchInterval: 60_000,
    })
  },
  counts: (filter: BoardFilter) =>
    queryOptions({
      queryKey: ['promises', 'counts', narrowed(filter)],
      queryFn: ({ signal }) => got(api.GET('/api/promises/board/counts', { params: { query: narrowed(filter) }, signal })),
      placeholderData: keepPreviousData,
      refetchInterval: 60_000,
    }),
  choices: () =>
    queryOptions({
      queryKey: ['promises', 'choices'],
      queryFn: ({ signal }) => got(api.GET('/api/promises/board/choices', { signal })),
      staleTime: 60_000,
    }),
}
