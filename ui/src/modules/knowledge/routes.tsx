import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/articles',
    component: lazyRouteComponent(() => import('./ArticleListPage'), 'ArticleListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/articles/new',
    component: lazyRouteComponent(() => import('./ArticleEditPage'), 'ArticleNewPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/articles/$id',
    component: lazyRouteComponent(() => import('./ArticlePage'), 'ArticlePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/articles/$id/edit',
    component: lazyRouteComponent(() => import('./ArticleEditPage'), 'ArticleEditPage'),
  }),
]
