import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/hazards',
    component: lazyRouteComponent(() => import('./HazardListPage'), 'HazardListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/near-misses',
    component: lazyRouteComponent(() => import('./NearMissListPage'), 'NearMissListPage'),
  }),
]
