import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '@/shared/desk'
import type { Coverage, DeviceState, WarrantyState } from './api'

const WARRANTY_TONES = {
  COVERED: 'good',
  OVER: 'warn',
  NOT_ACCEPTED: 'neutral',
  NOT_BEGUN: 'info',
  NONE: 'neutral',
} satisfies Record<WarrantyState, Tone>

const STATE_TONES = { IN_USE: 'good', STOPPED: 'warn', TAKEN_OUT: 'neutral', SCRAPPED: 'neutral' } satisfies Record<
  DeviceState,
  Tone
>
export const DEVICE_STATES = Object.keys(STATE_TONES) as DeviceState[]

export function WarrantyTag({ state, soon = false }: { state: WarrantyState; soon?: boolean }) {
  const { t } = useTranslation('assets')
  return <StatusTag tone={soon ? 'warn' : WARRANTY_TONES[state]}>{t(soon ? 'warranty.soon' : `warranty.${state}`)}</StatusTag>
}

export function DeviceStateTag({ state }: { state: DeviceState }) {
  const { t } = useTranslation('assets')
  return <StatusTag tone={STATE_TONES[state]}>{t(`states.${state}`)}</StatusTag>
}

/** The sentence about a warranty: its code names the words, its facts fill them. */
export function useCoverageSentence() {
  const { t } = useTranslation('assets')
  return ({ code, facts }: Coverage) => t(`coverage.${code.replace('assets.', '')}`, { ...facts })
}
