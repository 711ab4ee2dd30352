import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/campaigns',
    component: lazyRouteComponent(() => import('./CampaignListPage'), 'CampaignListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/campaigns/$id',
    component: lazyRouteComponent(() => import('./CampaignPage'), 'CampaignPage'),
  }),
]
