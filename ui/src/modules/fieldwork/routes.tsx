import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/contradictions',
    component: lazyRouteComponent(() => import('./ContradictionsPage'), 'ContradictionsPage'),
  }),
]
