import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '@/shared/desk'
import type { Cause, ContractStatus } from './api'

const TONES = { DRAFT: 'info', ACTIVE: 'good', ENDED: 'neutral', TERMINATED: 'warn', CANCELLED: 'neutral' } satisfies Record<
  ContractStatus,
  Tone
>
export const STATUSES = Object.keys(TONES) as ContractStatus[]
export const STANDINGS = ['ENDING', 'USED_UP', 'RUNNING', 'COMING'] as const

/** What a contract can answer for that a warranty would not. */
const EXTRAS = { MISUSE: true, CUSTOMER_DAMAGE: true, THIRD_PARTY: true, FORCE_MAJEURE: true } satisfies Record<
  Exclude<Cause, 'UNKNOWN' | 'DEFECT'>,
  true
>
export const EXTRA_CAUSES = Object.keys(EXTRAS) as Cause[]
export const LEVELS = ['7x24x4', '5x8xnbd', '5x8', 'basic']

export function ContractTag({ status, begun = true }: { status: ContractStatus; begun?: boolean }) {
  const { t } = useTranslation('contracts')
  return status === 'ACTIVE' && !begun ? (
    <StatusTag tone="info">{t('coming')}</StatusTag>
  ) : (
    <StatusTag tone={TONES[status]}>{t(`statuses.${status}`)}</StatusTag>
  )
}

export function useLevelWords() {
  const { t } = useTranslation('contracts')
  return (level: string) => t(`levels.${level}`, { defaultValue: level })
}

const yuan = new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'CNY' })
export const money = (amount: string | number) => yuan.format(Number(amount))
