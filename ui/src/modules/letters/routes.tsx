import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/letters',
    component: lazyRouteComponent(() => import('./LetterListPage'), 'LetterListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/letters/$id',
    component: lazyRouteComponent(() => import('./LetterPage'), 'LetterPage'),
  }),
]
