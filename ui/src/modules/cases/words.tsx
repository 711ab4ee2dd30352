import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '@/shared/desk'
import { i18n } from '@/shared/i18n'
import type { CaseStatus, Entitlement, Warranty } from './api'

export const STATUS_TONES = {
  NEW: 'info',
  ACTIVE: 'primary',
  WAITING: 'warn',
  RESOLVED: 'good',
  CLOSED: 'neutral',
  CANCELLED: 'neutral',
} satisfies Record<CaseStatus, Tone>

export const ENTITLEMENT_TONES = {
  UNDECIDED: 'neutral',
  FREE: 'good',
  CHARGEABLE: 'warn',
  GOODWILL: 'info',
} satisfies Record<Entitlement, Tone>

export const STATUSES = Object.keys(STATUS_TONES) as CaseStatus[]
export const ENTITLEMENTS = Object.keys(ENTITLEMENT_TONES) as Entitlement[]
export const SEVERITIES = [1, 2, 3, 4] as const

/** A name of the catalogue in the language of the page; Chinese where it has none. */
export const named = (names: Record<string, string> | undefined) => names?.[i18n.language] ?? names?.['zh-CN'] ?? ''

export function CaseStatusTag({ status }: { status: CaseStatus }) {
  const { t } = useTranslation('cases')
  return <StatusTag tone={STATUS_TONES[status]}>{t(`statuses.${status}`)}</StatusTag>
}

/** How bad the fault is: a number people say aloud, with a colour that is never the only sign. */
export function SeverityMark({ severity, long = false }: { severity: number; long?: boolean }) {
  const { t } = useTranslation('cases')
  return (
    <span className="severity" data-severity={severity} title={t(`severities.${severity}`)}>
      <b>{severity}</b>
      {long && <span>{t(`severities.${severity}`)}</span>}
    </span>
  )
}

const WARRANTY_TONES = {
  COVERED: 'good',
  OVER: 'warn',
  NONE: 'warn',
  NOT_BEGUN: 'neutral',
  NOT_ACCEPTED: 'neutral',
} satisfies Record<Warranty, Tone>

/** Until when a device is covered. The server gives the first day without cover; people say the last one with it. */
export function WarrantyTag({ warranty, warrantyUntil }: { warranty: Warranty; warrantyUntil: string | null }) {
  const { t } = useTranslation('cases')
  return <StatusTag tone={WARRANTY_TONES[warranty]}>{t(`warranty.${warranty}`, { until: lastDay(warrantyUntil) })}</StatusTag>
}

function lastDay(until: string | null) {
  if (!until) return ''
  const day = new Date(`${until}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - 1)
  return day.toISOString().slice(0, 10)
}
