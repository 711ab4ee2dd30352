import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/archives',
    component: lazyRouteComponent(() => import('./ArchiveListPage'), 'ArchiveListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/archives/plan',
    component: lazyRouteComponent(() => import('./ArchivePlanPage'), 'ArchivePlanPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/archives/$id',
    component: lazyRouteComponent(() => import('./ArchivePage'), 'ArchivePage'),
  }),
]
