import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

/** The engineer's pages on the phone. */
export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/',
    component: lazyRouteComponent(() => import('./phone/MyVisitsPage'), 'MyVisitsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/me',
    component: lazyRouteComponent(() => import('./phone/MePage'), 'MePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/queue',
    component: lazyRouteComponent(() => import('./phone/QueuePage'), 'QueuePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/visits/$id',
    component: lazyRouteComponent(() => import('./phone/VisitPage'), 'VisitPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/visits/$id/report',
    component: lazyRouteComponent(() => import('./phone/WorkReportPage'), 'WorkReportPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/visits/$id/checklists/$code',
    component: lazyRouteComponent(() => import('./phone/ChecklistPage'), 'ChecklistPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/visits/$id/briefing',
    component: lazyRouteComponent(() => import('./phone/BriefingPage'), 'BriefingPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/visits/$id/near-miss',
    component: lazyRouteComponent(() => import('./phone/NearMissPage'), 'NearMissPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/visits/$id/hand-over',
    component: lazyRouteComponent(() => import('./phone/HandOverPage'), 'HandOverPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/visits/$id/devices',
    component: lazyRouteComponent(() => import('./phone/RoundPage'), 'RoundPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/visits/$id/devices/$device/$code',
    component: lazyRouteComponent(() => import('./phone/ChecklistPage'), 'ChecklistPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/visits/$id/sign',
    component: lazyRouteComponent(() => import('./phone/SignPage'), 'SignPage'),
  }),
]
