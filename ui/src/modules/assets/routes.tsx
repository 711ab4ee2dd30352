import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/installed-base',
    component: lazyRouteComponent(() => import('./InstalledBasePage'), 'InstalledBasePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/devices',
    component: lazyRouteComponent(() => import('./DeviceListPage'), 'DeviceListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/devices/$id',
    component: lazyRouteComponent(() => import('./DevicePage'), 'DevicePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/projects',
    component: lazyRouteComponent(() => import('./ProjectListPage'), 'ProjectListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/projects/$id',
    component: lazyRouteComponent(() => import('./ProjectPage'), 'ProjectPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/warranty-templates',
    component: lazyRouteComponent(() => import('./TemplatesPage'), 'TemplatesPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/products',
    component: lazyRouteComponent(() => import('./ProductListPage'), 'ProductListPage'),
  }),
]
