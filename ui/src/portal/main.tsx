import '@/shared/theme/tokens.css'
import '@/shared/lite/lite.css'
import { type FaceRoutes, startFace } from '@/shared/lite/face'
import { PortalFrame } from './PortalFrame'

// A module's pages for customers: `routes` in modules/<module>/portal.tsx. Most of them need no sign-in.
const MODULES = import.meta.glob<FaceRoutes>('../modules/*/portal.tsx', { eager: true, import: 'routes' })

await startFace({ basepath: '/portal', frame: PortalFrame, routes: Object.values(MODULES), words: [] })
