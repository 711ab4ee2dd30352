import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type AnyRoute, createRootRoute, createRouter, type RouteComponent, RouterProvider } from '@tanstack/react-router'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { startWords } from '../i18n'
import { createQueries } from '../queries'
import { ensureChineseFont } from '../theme/chineseFont'
import { parseSearch, stringifySearch } from '../useListState'
import { LiteFailure, LiteMissing } from './LiteFailure'
import { Skeleton } from './Skeleton'
import { Toasts } from './Toast'

export type FaceRoutes = (parent: AnyRoute) => AnyRoute[]

type Face = {
  basepath: '/field' | '/portal'
  /** What surrounds every page; it renders an Outlet. */
  frame: RouteComponent
  routes: FaceRoutes[]
  /** Modules whose words the first page needs. */
  words: string[]
  /** Those of most of its readers come with the program: one way to the server less. */
  atHand?: Parameters<typeof startWords>[1]
  onSignedOut?: () => void
  /** For a face that works without a net: brings back what it knew before the first page. */
  remember?: (queries: QueryClient) => Promise<unknown>
  /** What the first page will ask for: asked while its words are still on the way. */
  ahead?: (queries: QueryClient) => void
}

/** Starts one of the light faces: words, data cache, routes, failures. */
export async function startFace({ basepath, frame, routes, words, atHand, onSignedOut, remember, ahead }: Face) {
  const queries = createQueries(onSignedOut, remember !== undefined)
  const root = createRootRoute({ component: frame, notFoundComponent: LiteMissing })
  const router = createRouter({
    routeTree: root.addChildren(routes.flatMap((pages) => pages(root))),
    basepath,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    defaultPendingComponent: () => <Skeleton lines={6} />,
    defaultErrorComponent: LiteFailure,
    defaultNotFoundComponent: LiteMissing,
    scrollRestoration: true,
  })
  const known = Promise.resolve(remember?.(queries)).then(() => ahead?.(queries))
  await Promise.all([ensureChineseFont(), startWords(words, atHand), known])
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Suspense fallback={<Skeleton lines={6} />}>
          <RouterProvider router={router} />
        </Suspense>
        <Toasts />
      </QueryClientProvider>
    </StrictMode>,
  )
}
