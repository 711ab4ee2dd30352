import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

/** The QR code on a printed report leads here. */
export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/verify/$number/$hash',
    component: lazyRouteComponent(() => import('./phone/VerifyPage'), 'VerifyPage'),
  }),
]
