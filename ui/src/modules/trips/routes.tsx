import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/trips',
    component: lazyRouteComponent(() => import('./TripListPage'), 'TripListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/trips/$id',
    component: lazyRouteComponent(() => import('./TripPage'), 'TripPage'),
  }),
]
