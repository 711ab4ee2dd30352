import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

/** The QR code on a printed report leads to the first, the link of a customer who signs later to the second. */
export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/verify/$number/$hash',
    component: lazyRouteComponent(() => import('./phone/VerifyPage'), 'VerifyPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/sign/$token',
    component: lazyRouteComponent(() => import('./phone/SignLinkPage'), 'SignLinkPage'),
  }),
]
