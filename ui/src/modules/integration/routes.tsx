import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/api-keys',
    component: lazyRouteComponent(() => import('./ApiKeyListPage'), 'ApiKeyListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/webhooks',
    component: lazyRouteComponent(() => import('./WebhookListPage'), 'WebhookListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/api-docs',
    component: lazyRouteComponent(() => import('./ApiDocsPage'), 'ApiDocsPage'),
  }),
]
