import { useTranslation } from 'react-i18next'
import type { Tone } from '@/shared/lite'
import type { Code, VisitStatus } from './api'

export const STATUS_TONE = {
  PLANNED: 'warn',
  ACCEPTED: 'primary',
  ON_THE_WAY: 'info',
  ARRIVED: 'info',
  STOPPED: 'bad',
  WORKING: 'info',
  PAUSED: 'warn',
  FINISHED: 'warn',
  SIGNED: 'good',
  HANDED_OVER: 'neutral',
  REFUSED: 'neutral',
  CANCELLED: 'neutral',
} satisfies Record<VisitStatus, Tone>

export const SEVERITY_TONE: Record<number, Tone> = { 1: 'bad', 2: 'warn', 3: 'info', 4: 'neutral' }

/** The name of a code in the user's language. */
export function useCodeNames() {
  const { i18n } = useTranslation()
  return (code: Code) => code.name[i18n.language] ?? code.name['zh-CN'] ?? code.code
}

/** Opens the map app of the phone with the way to go; by address where no place is known. */
export function routeTo(to: { lng: number | null; lat: number | null; name: string; address: string | null }) {
  const name = encodeURIComponent(to.name)
  return to.lng !== null && to.lat !== null
    ? `https://uri.amap.com/navigation?to=${to.lng},${to.lat},${name}&mode=car&coordinate=wgs84&callnative=1`
    : `https://uri.amap.com/search?keyword=${encodeURIComponent(to.address ?? to.name)}&callnative=1`
}
