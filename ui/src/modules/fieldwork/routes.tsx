import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/contradictions',
    component: lazyRouteComponent(() => import('./ContradictionsPage'), 'ContradictionsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/service-reports',
    component: lazyRouteComponent(() => import('./ReportListPage'), 'ReportListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/report-layout',
    component: lazyRouteComponent(() => import('./LayoutPage'), 'LayoutPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/unsigned',
    component: lazyRouteComponent(() => import('./UnsignedPage'), 'UnsignedPage'),
  }),
]
