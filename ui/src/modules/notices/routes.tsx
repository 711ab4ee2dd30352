import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/notices',
    component: lazyRouteComponent(() => import('./NoticeListPage'), 'NoticeListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/notices/preference',
    component: lazyRouteComponent(() => import('./PreferencePage'), 'PreferencePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/open/$kind/$id',
    component: lazyRouteComponent(() => import('./OpenPage'), 'OpenPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/messages',
    component: lazyRouteComponent(() => import('./MessageListPage'), 'MessageListPage'),
  }),
]
