import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

export type ListState = Record<string, string | string[] | undefined>

type Change<State> = (change: Partial<State>, options?: { keepPage?: boolean }) => void

/**
 * The filters of a list, kept in the address so that a link, a reload and "back" show the same rows.
 * Changing a filter drops the cursor (`after`): another question starts on its first page. What is no filter
 * (an opened row, say) is changed with `keepPage`.
 */
export function useListState<State extends ListState>(): readonly [State, Change<State>] {
  const state = useSearch({ strict: false }) as State
  const navigate = useNavigate()
  const change = useCallback<Change<State>>(
    (next, { keepPage = false } = {}) => {
      const stays = keepPage || 'after' in next
      navigate({ to: '.', search: ((before: ListState) => merge(before, next, stays)) as never, replace: !stays })
    },
    [navigate],
  )
  return [state, change]
}

export function merge(before: ListState, next: ListState, keepPage = false): ListState {
  const { after: _, ...filters } = before
  const merged = { ...(keepPage ? before : filters), ...next }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined && value.length !== 0))
}

/** Plain query strings: every value is text, a repeated name is a list. `?words=007` stays 007. */
export function parseSearch(text: string): ListState {
  const state: ListState = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const before = state[name]
    state[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  return state
}

export function stringifySearch(state: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(state)) {
    if (Array.isArray(value)) for (const one of value) query.append(name, String(one))
    else if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  }
  const text = query.toString()
  return text ? `?${text}` : ''
}
