import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/users',
    component: lazyRouteComponent(() => import('./UserListPage'), 'UserListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/sign-ins',
    component: lazyRouteComponent(() => import('./SignInListPage'), 'SignInListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/company',
    component: lazyRouteComponent(() => import('./CompanyPage'), 'CompanyPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/organisation',
    component: lazyRouteComponent(() => import('./OrganisationPage'), 'OrganisationPage'),
  }),
]
