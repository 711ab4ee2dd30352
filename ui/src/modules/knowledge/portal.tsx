import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

/** Help for customers, without an account. */
export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/help',
    component: lazyRouteComponent(() => import('./HelpPage'), 'HelpPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/help/$slug',
    component: lazyRouteComponent(() => import('./HelpArticlePage'), 'HelpArticlePage'),
  }),
]
