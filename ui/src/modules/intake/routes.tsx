import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/cases/new',
    component: lazyRouteComponent(() => import('./NewCasePage'), 'NewCasePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/reports',
    component: lazyRouteComponent(() => import('./ReportListPage'), 'ReportListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/pass-on',
    component: lazyRouteComponent(() => import('./PassOnPage'), 'PassOnPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/mass-notices',
    component: lazyRouteComponent(() => import('./MassNoticePage'), 'MassNoticePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/self-service',
    component: lazyRouteComponent(() => import('./SelfServicePage'), 'SelfServicePage'),
  }),
]
