import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '@/shared/desk'
import type { Schema } from '@/shared/http'
import { i18n } from '@/shared/i18n'
import type { FaultCode } from './parties'

export type CaseStatus = Schema<'CaseList.Row'>['status']
export type WarrantyState = Schema<'IntakeQueries.DeviceView'>['warranty']

const STATUS_TONES = {
  NEW: 'info',
  ACTIVE: 'primary',
  WAITING: 'warn',
  RESOLVED: 'good',
  CLOSED: 'neutral',
  CANCELLED: 'neutral',
} satisfies Record<CaseStatus, Tone>

export const STATUSES = Object.keys(STATUS_TONES) as CaseStatus[]

export function CaseStatusTag({ status }: { status: CaseStatus }) {
  const { t } = useTranslation('cases')
  return <StatusTag tone={STATUS_TONES[status]}>{t(`statuses.${status}`)}</StatusTag>
}

const WARRANTY_TONES = {
  COVERED: 'good',
  OVER: 'warn',
  NONE: 'warn',
  NOT_BEGUN: 'neutral',
  NOT_ACCEPTED: 'neutral',
} satisfies Record<WarrantyState, Tone>

/** Until when a device is covered. The server gives the first day without cover; people say the last one with it. */
export function WarrantyTag({ warranty, warrantyUntil }: { warranty: WarrantyState; warrantyUntil: string | null }) {
  const { t } = useTranslation('cases')
  return <StatusTag tone={WARRANTY_TONES[warranty]}>{t(`warranty.${warranty}`, { until: lastDay(warrantyUntil) })}</StatusTag>
}

function lastDay(until: string | null) {
  if (!until) return ''
  const day = new Date(`${until}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - 1)
  return day.toISOString().slice(0, 10)
}

/** A name of the catalogue in the language of the page; Chinese where it has none. */
export const named = (names: Record<string, string> | undefined) => names?.[i18n.language] ?? names?.['zh-CN'] ?? ''

export type CodeNode = { value: string; title: string; children: CodeNode[] }

/** The active codes of one dimension, to choose from. */
export function codeTree(codes: FaultCode[], dimension: FaultCode['dimension'], parent: string | null = null): CodeNode[] {
  return codes
    .filter((code) => code.dimension === dimension && (code.parent ?? null) === parent && code.active)
    .map((code) => ({ value: code.code, title: named(code.name), children: codeTree(codes, dimension, code.code) }))
}
