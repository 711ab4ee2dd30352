import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '@/shared/desk'
import type { CustomerKind, Tier } from './api'

const TIER_TONES = { STANDARD: 'neutral', SILVER: 'info', GOLD: 'warn', KEY: 'primary' } satisfies Record<Tier, Tone>
const KIND_ORDER = { COMPANY: 0, PERSON: 1 } satisfies Record<CustomerKind, number>

export const TIERS = Object.keys(TIER_TONES) as Tier[]
export const KINDS = Object.keys(KIND_ORDER) as CustomerKind[]

export function TierTag({ tier }: { tier: Tier }) {
  const { t } = useTranslation('customers')
  return <StatusTag tone={TIER_TONES[tier]}>{t(`tiers.${tier}`)}</StatusTag>
}
