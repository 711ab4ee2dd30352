import { hashKey, type QueryClient } from '@tanstack/react-query'
import type { Session } from '@/shared/session'
import { allKept, forget, forgetAll, keep } from './shelf'

/** What the engineer's pages are made of: kept on the phone as it was last heard, so that they open without a net. */
const TOPICS = new Set(['session', 'fieldwork', 'about'])
const FORTNIGHT = 14 * 24 * 60 * 60_000

/** Brings back what was known and keeps what is learnt from now on. */
export async function keepAnswers(queries: QueryClient) {
  for (const { hash, key, data, at } of await allKept()) {
    if (Date.now() - at > FORTNIGHT) await forget(hash)
    else queries.setQueryData(key, data, { updatedAt: at })
  }
  // Good enough to be shown, never good enough not to be asked for again.
  await queries.invalidateQueries({ refetchType: 'none' })
  const known = userOf(queries)
  return queries.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return
    const { queryKey, state } = event.query
    if (!TOPICS.has(String(queryKey[0])) || state.data === undefined) return
    const now = userOf(queries)
    if (known && now && now !== known) return
    void keep({ hash: hashKey(queryKey), key: queryKey, data: state.data, at: state.dataUpdatedAt })
  })
}

const userOf = (queries: QueryClient) => (queries.getQueryData(['session']) as Session | null | undefined)?.user.id

const PAPERS = 'aftercare-papers'

/** Nothing about customers stays behind on the phone; what has not been sent yet does. */
export async function forgetAnswers() {
  await forgetAll()
  if ('caches' in window) await caches.delete(PAPERS)
}
