import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { Problem } from './problem'

/**
 * The one cache of server data in a face. What the server refused is not asked again; what could not be reached is.
 * `onSignedOut` is called when an answer says that nobody is signed in. A face that `worksOffline` asks whatever the browser thinks
 * of the net, and forgets nothing while its page is open.
 */
export function createQueries(onSignedOut?: () => void, worksOffline = false) {
  const watch = (error: unknown) => {
    if (!(error instanceof Problem)) return
    if (error.signedOut) onSignedOut?.()
    if (error.passwordDue && window.location.pathname !== '/password') window.location.assign('/password')
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        ...(worksOffline && { networkMode: 'always', gcTime: Number.POSITIVE_INFINITY }),
        staleTime: 15_000,
        retry: (count, error) => count < 2 && error instanceof Problem && (error.status === 0 || error.status >= 502),
        retryDelay: (attempt) => 600 * 2 ** attempt,
      },
      mutations: { retry: false, ...(worksOffline && { networkMode: 'always' }) },
    },
  })
}
