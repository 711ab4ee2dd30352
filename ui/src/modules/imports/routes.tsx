import { type AnyRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'

/** Where lists of one kind were imported before there was one place for all of them. */
const moved = (parent: AnyRoute, path: string, kind: string) =>
  createRoute({
    getParentRoute: () => parent,
    path,
    beforeLoad: () => {
      throw redirect({ to: '/imports/new', search: { kind } as never, replace: true })
    },
  })

export const routes = (parent: AnyRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/imports',
    component: lazyRouteComponent(() => import('./ImportListPage'), 'ImportListPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/imports/new',
    component: lazyRouteComponent(() => import('./NewImportPage'), 'NewImportPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/imports/$id',
    component: lazyRouteComponent(() => import('./ImportPage'), 'ImportPage'),
  }),
  moved(parent, '/devices/import', 'devices'),
  moved(parent, '/cases/import', 'cases'),
]
