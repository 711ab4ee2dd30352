import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/chats',
    component: lazyRouteComponent(() => import('./ChatsPage'), 'ChatsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/chats/over',
    component: lazyRouteComponent(() => import('./ChatHistoryPage'), 'ChatHistoryPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/chat-sites',
    component: lazyRouteComponent(() => import('./SiteListPage'), 'SiteListPage'),
  }),
]
