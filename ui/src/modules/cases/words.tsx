import type { Tone } from '@/shared/desk'
import type { Entitlement } from './api'

export { CaseStatusTag, named, STATUSES, WarrantyTag } from '@/shared/cases/words'

export const ENTITLEMENT_TONES = {
  UNDECIDED: 'neutral',
  FREE: 'good',
  CHARGEABLE: 'warn',
  GOODWILL: 'info',
} satisfies Record<Entitlement, Tone>

export const ENTITLEMENTS = Object.keys(ENTITLEMENT_TONES) as Entitlement[]
export const SEVERITIES = [1, 2, 3, 4] as const
/** Of an impact or an urgency, the greatest first. */
export const WEIGHTS = [1, 2, 3] as const
