import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/mails',
    component: lazyRouteComponent(() => import('./MailListPage'), 'MailListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/mailboxes',
    component: lazyRouteComponent(() => import('./MailboxListPage'), 'MailboxListPage'),
  }),
]
