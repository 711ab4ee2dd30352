import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/contracts',
    component: lazyRouteComponent(() => import('./ContractListPage'), 'ContractListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/retention',
    component: lazyRouteComponent(() => import('./RetentionListPage'), 'RetentionListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/retention/$id',
    component: lazyRouteComponent(() => import('./RetentionPage'), 'RetentionPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/handovers',
    component: lazyRouteComponent(() => import('./HandoverListPage'), 'HandoverListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/handovers/$id',
    component: lazyRouteComponent(() => import('./HandoverPage'), 'HandoverPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/handovers/of-item/$item',
    component: lazyRouteComponent(() => import('./HandoverPage'), 'HandoverPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/contracts/levels',
    component: lazyRouteComponent(() => import('./LevelsPage'), 'LevelsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/contracts/$id',
    component: lazyRouteComponent(() => import('./ContractPage'), 'ContractPage'),
  }),
]
