import '@/shared/theme/tokens.css'
import '@/shared/lite/lite.css'
import { fieldQueries } from '@/modules/fieldwork/api'
import { keepAnswers } from '@/modules/fieldwork/offline/keep'
import { type FaceRoutes, startFace } from '@/shared/lite/face'
import { sessionExpired, sessionQueries } from '@/shared/session'
import { FieldFrame } from './FieldFrame'

// A module's pages on the engineer's phone: `routes` in modules/<module>/field.tsx.
const MODULES = import.meta.glob<FaceRoutes>('../modules/*/field.tsx', { eager: true, import: 'routes' })

await startFace({
  basepath: '/field',
  frame: FieldFrame,
  routes: Object.values(MODULES),
  words: ['fieldwork', 'notices', 'dispatch'],
  onSignedOut: sessionExpired,
  remember: keepAnswers,
  ahead: (queries) => {
    void queries.prefetchQuery(sessionQueries.current())
    if (!/^\/field\/?$/.test(window.location.pathname)) return
    void queries.prefetchQuery(fieldQueries.mine())
    void import('@/modules/fieldwork/phone/MyVisitsPage')
  },
})

if (import.meta.env.PROD && 'serviceWorker' in navigator)
  void navigator.serviceWorker.register('/field-sw.js', { scope: '/field' })
