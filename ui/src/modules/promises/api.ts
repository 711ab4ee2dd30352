import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { http, search } from '@/shared/http'
import type { PromiseView } from '@/shared/promises/model'

export const WINDOWS = ['NOW', 'TODAY', 'WEEK', 'PAUSED', 'BROKEN'] as const
export type Window = (typeof WINDOWS)[number]

export type BoardRow = {
  promise: PromiseView
  subject: { kind: string; id: string }
  label: string
  branchId: string
  branchName: string
  ownerId: string | null
  ownerName: string | null
}

type Board = { rows: BoardRow[]; next: { at: string; id: string } | null }
export type Counts = { now: number; today: number; week: number; paused: number; broken: number }

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
      queryFn: ({ signal }) => http<Board>(`/promises/board${search({ window, mine, afterAt, afterId })}`, { signal }),
      placeholderData: keepPreviousData,
      // What is due "now" changes without anybody doing anything.
      refetchInterval: 60_000,
    })
  },
  counts: (mine: boolean) =>
    queryOptions({
      queryKey: ['promises', 'counts', mine],
      queryFn: ({ signal }) => http<Counts>(`/promises/board/counts${search({ mine })}`, { signal }),
      placeholderData: keepPreviousData,
      refetchInterval: 60_000,
    }),
}
