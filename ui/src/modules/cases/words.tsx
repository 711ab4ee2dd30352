import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '@/shared/desk'
import { i18n } from '@/shared/i18n'
import type { CaseStatus, Entitlement } from './api'

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
