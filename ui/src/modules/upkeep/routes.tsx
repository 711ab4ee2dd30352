import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/upkeep',
    component: lazyRouteComponent(() => import('./UpkeepBoardPage'), 'UpkeepBoardPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/upkeep/plans',
    component: lazyRouteComponent(() => import('./PlanListPage'), 'PlanListPage'),
  }),
]
