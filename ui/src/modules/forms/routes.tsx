import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/forms',
    component: lazyRouteComponent(() => import('./FormListPage'), 'FormListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/forms/$code',
    component: lazyRouteComponent(() => import('./FormEditorPage'), 'FormEditorPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/trends',
    component: lazyRouteComponent(() => import('./TrendPage'), 'TrendPage'),
  }),
]
