import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/customers',
    component: lazyRouteComponent(() => import('./CustomerListPage'), 'CustomerListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/customers/$id',
    component: lazyRouteComponent(() => import('./CustomerPage'), 'CustomerPage'),
  }),
]
