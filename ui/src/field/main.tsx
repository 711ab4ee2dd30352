import '@/shared/theme/tokens.css'
import '@/shared/lite/lite.css'
import { type FaceRoutes, startFace } from '@/shared/lite/face'
import { sessionExpired } from '@/shared/session'
import { FieldFrame } from './FieldFrame'

// A module's pages on the engineer's phone: `routes` in modules/<module>/field.tsx.
const MODULES = import.meta.glob<FaceRoutes>('../modules/*/field.tsx', { eager: true, import: 'routes' })

await startFace({ basepath: '/field', frame: FieldFrame, routes: Object.values(MODULES), words: [], onSignedOut: sessionExpired })
