import { type AnyRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'

/** Where a customer can be. `/t/…` and `/d/…` stand on labels and in messages and stay as they are. */
export function routes(parent: AnyRoute): AnyRoute[] {
  const at = <Path extends string>(path: Path) => ({ getParentRoute: () => parent, path })
  return [
    createRoute({ ...at('/'), component: lazyRouteComponent(() => import('./StartPage'), 'StartPage') }),
    createRoute({ ...at('/report'), component: lazyRouteComponent(() => import('./ReportPage'), 'ReportPage') }),
    createRoute({ ...at('/d/$qrToken'), component: lazyRouteComponent(() => import('./DevicePage'), 'DevicePage') }),
    createRoute({ ...at('/t/$token'), component: lazyRouteComponent(() => import('./TrackPage'), 'TrackPage') }),
    createRoute({
      ...at('/track/$token'),
      beforeLoad: ({ params }) => {
        throw redirect({ to: '/t/$token', params, replace: true } as never)
      },
    }),
    createRoute({ ...at('/consent/$token'), component: lazyRouteComponent(() => import('./ConsentPage'), 'ConsentPage') }),
    createRoute({ ...at('/sign-in'), component: lazyRouteComponent(() => import('./SignInPage'), 'SignInPage') }),
    createRoute({ ...at('/people'), component: lazyRouteComponent(() => import('./PeoplePage'), 'PeoplePage') }),
    createRoute({ ...at('/my'), component: lazyRouteComponent(() => import('./MyPage'), 'MyPage') }),
  ]
}
