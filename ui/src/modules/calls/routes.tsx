import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/calls',
    component: lazyRouteComponent(() => import('./CallListPage'), 'CallListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/call-centres',
    component: lazyRouteComponent(() => import('./CallCentrePage'), 'CallCentrePage'),
  }),
]
