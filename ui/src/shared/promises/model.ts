import type { Schema } from '../http'

/** A promise as the server shows it. */
export type PromiseView = Schema<'PromiseView'>
/** Why a promise is due when it is due. */
export type Explanation = Schema<'Explanation'>
export type Stretch = Schema<'Explanation.Stretch'>

/** The last round of each promise: what counts now. Earlier rounds are history. */
export function newestRounds(promises: readonly PromiseView[]): PromiseView[] {
  const newest = new Map<string, PromiseView>()
  for (const promise of promises) {
    const known = newest.get(promise.code)
    if (!known || known.round < promise.round) newest.set(promise.code, promise)
  }
  return [...newest.values()].sort((a, b) => a.dueAt.localeCompare(b.dueAt))
}

export const isOpen = ({ state }: Pick<PromiseView, 'state'>) => state === 'RUNNING' || state === 'PAUSED'

/** From three quarters of the time on it asks for attention, as its owner's first warning does. */
export const warnAt = ({ startedAt, dueAt }: Pick<PromiseView, 'startedAt' | 'dueAt'>) => {
  const start = new Date(startedAt).getTime()
  return start + (new Date(dueAt).getTime() - start) * 0.75
}
