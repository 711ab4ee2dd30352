import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

/** The visitor's window: a page of the portal, which other websites show inside theirs. */
export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/chat',
    component: lazyRouteComponent(() => import('./VisitorPage'), 'VisitorPage'),
  }),
]
