import '@/shared/theme/tokens.css'
import '@/shared/lite/lite.css'
import portal from '@/modules/portal/locales/zh-CN.json'
import { type FaceRoutes, startFace } from '@/shared/lite/face'
import shared from '@/shared/locales/zh-CN.json'
import { sessionQueries } from '@/shared/session'
import { PortalFrame } from './PortalFrame'
import { routes } from './routes'

// A module's own pages for customers: `routes` in modules/<module>/portal.tsx.
const MODULES = import.meta.glob<FaceRoutes>('../modules/*/portal.tsx', { eager: true, import: 'routes' })

await startFace({
  basepath: '/portal',
  frame: PortalFrame,
  routes: [routes, ...Object.values(MODULES)],
  words: ['portal'],
  atHand: { 'zh-CN': { portal, shared } },
  ahead: (queries) => {
    if (!/^\/portal\/my\/?$/.test(window.location.pathname)) return
    void queries.prefetchQuery(sessionQueries.current())
    void import('./MyPage')
  },
})
