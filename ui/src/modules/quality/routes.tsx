import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/overview',
    component: lazyRouteComponent(() => import('./OverviewPage'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/overview/cases',
    component: lazyRouteComponent(() => import('./BehindPage'), 'BehindPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/overview/promises',
    component: lazyRouteComponent(() => import('./PromiseReportPage'), 'PromiseReportPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/overview/promises/list',
    component: lazyRouteComponent(() => import('./PromiseListPage'), 'PromiseListPage'),
  }),
]
