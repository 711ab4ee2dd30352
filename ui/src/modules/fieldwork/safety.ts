import { wordsOf } from '@/shared/forms/form'
import { listed } from '@/shared/listed'
import type { Tone } from '@/shared/lite'
import type { Briefing } from './api'

export const RISK_TONE = { GRAVE: 'bad', HIGH: 'warn', MODERATE: 'info', LOW: 'neutral' } satisfies Record<
  Briefing['hazards'][number]['risk'],
  Tone
>

export const certificateWords = (missing: Briefing['certificates']) => listed(missing.map(({ name }) => wordsOf(name)))

/** What this one has not confirmed as it is now. */
export function openHazards({ hazards, confirmed }: Briefing, who: 'ENGINEER' | 'CONTACT') {
  const seen = confirmed.filter((one) => one.who === who)
  return hazards
    .filter(({ contactConfirms }) => who === 'ENGINEER' || contactConfirms)
    .filter(({ id, version }) => !seen.some((one) => one.hazards[id] === version))
}
