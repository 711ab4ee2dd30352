import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '@/shared/desk'
import { type Cause, type ContractStatus, contractQueries } from './api'

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

export function ContractTag({ status, begun = true }: { status: ContractStatus; begun?: boolean }) {
  const { t } = useTranslation('contracts')
  return status === 'ACTIVE' && !begun ? (
    <StatusTag tone="info">{t('coming')}</StatusTag>
  ) : (
    <StatusTag tone={TONES[status]}>{t(`statuses.${status}`)}</StatusTag>
  )
}

/** How people call a level: as the house named it, else as the product does. */
export function useLevelWords() {
  const { t } = useTranslation('contracts')
  const named = useQuery({ ...contractQueries.levels(), staleTime: 300_000 }).data
  return (level: string) => named?.find(({ code }) => code === level)?.name || t(`levels.${level}`, { defaultValue: level })
}

const yuan = new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'CNY' })
export const money = (amount: string | number) => yuan.format(Number(amount))
