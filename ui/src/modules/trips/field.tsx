import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

/** Trips on the engineer's phone. */
export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/trips',
    component: lazyRouteComponent(() => import('./phone/MyTripsPage'), 'MyTripsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/trips/$id',
    component: lazyRouteComponent(() => import('./phone/MyTripPage'), 'MyTripPage'),
  }),
]
