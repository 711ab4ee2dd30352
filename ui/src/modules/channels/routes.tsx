import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/channels',
    component: lazyRouteComponent(() => import('./ChannelListPage'), 'ChannelListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/channels/deliveries',
    component: lazyRouteComponent(() => import('./DeliveryListPage'), 'DeliveryListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/channels/simulator',
    component: lazyRouteComponent(() => import('./SimulatorPage'), 'SimulatorPage'),
  }),
]
