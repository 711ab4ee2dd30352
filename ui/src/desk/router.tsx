import type { QueryClient } from '@tanstack/react-query'
import {
  type AnyRoute,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router'
import { safeNext, sessionQueries } from '@/shared/session'
import { parseSearch, stringifySearch } from '@/shared/useListState'
import { DeskFailure, DeskMissing } from './DeskFailure'
import { DeskShell } from './DeskShell'
import { PageLoading } from './PageLoading'

type Context = { queries: QueryClient }

/** A module's pages, hung below the signed-in shell. */
type ModuleRoutes = (parent: AnyRoute) => AnyRoute[]

const MODULES = import.meta.glob<ModuleRoutes>('../modules/*/routes.tsx', { eager: true, import: 'routes' })

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: DeskMissing })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('@/modules/identity/SignInPage'), 'SignInPage'),
})

const changePassword = createRoute({
  getParentRoute: () => root,
  path: '/password',
  beforeLoad: ({ context, location }) => signedIn(context.queries, location.href),
  component: lazyRouteComponent(() => import('@/modules/identity/ChangePasswordPage'), 'ChangePasswordPage'),
})

const desk = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  beforeLoad: async ({ context, location }) => {
    const session = await signedIn(context.queries, location.href)
    if (session.user.mustChangePassword) throw redirect({ to: '/password' })
  },
  component: DeskShell,
})

async function signedIn(queries: QueryClient, address: string) {
  const session = await queries.ensureQueryData(sessionQueries.current())
  if (!session) throw redirect({ to: '/sign-in', search: { next: safeNext(address) } as never })
  return session
}

/** An unknown address still stands between navigation and search. */
const missing = createRoute({ getParentRoute: () => desk, path: '$', component: DeskMissing })

const pages = [...Object.values(MODULES).flatMap((routes) => routes(desk)), missing]

export const createDeskRouter = (queries: QueryClient, history?: RouterHistory) =>
  createRouter({
    ...(history && { history }),
    routeTree: root.addChildren([signIn, changePassword, desk.addChildren(pages)]),
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 300,
    defaultPendingComponent: PageLoading,
    defaultErrorComponent: DeskFailure,
    defaultNotFoundComponent: DeskMissing,
    scrollRestoration: true,
  })
