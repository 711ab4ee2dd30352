import { useCallback, useSyncExternalStore } from 'react'

/** Where a value lies while its conversation is not on screen; by key. */
type Store<Value> = {
  get: (id: string) => Value
  set: (id: string, value: Value) => void
  subscribe: (changed: () => void) => () => void
}

function inMemory<Value>(read: (id: string) => Value, written: (id: string, value: Value) => void): Store<Value> {
  const values = new Map<string, Value>()
  const listeners = new Set<() => void>()
  const get = (id: string): Value => {
    if (!values.has(id)) values.set(id, read(id))
    return values.get(id) as Value
  }
  return {
    get,
    set: (id, value) => {
      values.set(id, value)
      written(id, value)
      for (const changed of listeners) changed()
    },
    subscribe: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}

/** Something that belongs to a conversation and outlives its being on screen. */
export function kept<Value>(empty: Value): Store<Value> {
  return inMemory(
    () => empty,
    () => {},
  )
}

const key = (id: string) => `aftercare.chat-draft.${id}`

/** Half-typed answers: they outlive a reload of the page too, where the browser lets us. */
export const drafts = inMemory<string>(
  (id) => {
    try {
      return sessionStorage.getItem(key(id)) ?? ''
    } catch {
      return ''
    }
  },
  (id, text) => {
    try {
      if (text) sessionStorage.setItem(key(id), text)
      else sessionStorage.removeItem(key(id))
    } catch {
      // It is in memory; that is enough for this page.
    }
  },
)

export function useKept<Value>(store: Store<Value>, id: string) {
  const value = useSyncExternalStore(store.subscribe, () => store.get(id))
  const set = useCallback((next: Value) => store.set(id, next), [store, id])
  return [value, set] as const
}

/** The conversation above (-1) or below (1) the open one, round and round; from elsewhere the first or the last. */
export function neighbour(ids: string[], open: string | undefined, step: 1 | -1): string | undefined {
  const at = open === undefined ? -1 : ids.indexOf(open)
  if (at < 0) return step > 0 ? ids[0] : ids.at(-1)
  return ids[(at + step + ids.length) % ids.length]
}
