import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/promises',
    component: lazyRouteComponent(() => import('./DueBoardPage'), 'DueBoardPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/promises/rules',
    component: lazyRouteComponent(() => import('./RuleListPage'), 'RuleListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/promises/pauses',
    component: lazyRouteComponent(() => import('./PauseListPage'), 'PauseListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/promises/calendars',
    component: lazyRouteComponent(() => import('./CalendarPage'), 'CalendarPage'),
  }),
]
