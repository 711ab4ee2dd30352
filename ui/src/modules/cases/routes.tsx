import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/cases',
    component: lazyRouteComponent(() => import('./CaseListPage'), 'CaseListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/cases/$id',
    component: lazyRouteComponent(() => import('./CasePage'), 'CasePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/catalogue',
    component: lazyRouteComponent(() => import('./CataloguePage'), 'CataloguePage'),
  }),
]
