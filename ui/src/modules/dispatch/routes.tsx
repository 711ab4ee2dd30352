import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/dispatch',
    component: lazyRouteComponent(() => import('./BoardPage'), 'BoardPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/tenders',
    component: lazyRouteComponent(() => import('./TenderListPage'), 'TenderListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/invitations',
    component: lazyRouteComponent(() => import('./InvitationsPage'), 'InvitationsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/engineers',
    component: lazyRouteComponent(() => import('./EngineersPage'), 'EngineersPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/dispatch-lists',
    component: lazyRouteComponent(() => import('./ListsPage'), 'ListsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/shifts',
    component: lazyRouteComponent(() => import('./ShiftsPage'), 'ShiftsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/on-call',
    component: lazyRouteComponent(() => import('./OnCallPage'), 'OnCallPage'),
  }),
]
