import { useTranslation } from 'react-i18next'
import { duration } from '@/shared/time'
import type { Offer, Other } from './planApi'

/** Rules that count minutes. */
const IN_MINUTES = ['DAY', 'WINDOW', 'NEXT_VISIT', 'SHIFT_END', 'LUNCH']

/** What speaks for an offer and why another engineer is none, in words. */
export function useReasonWords() {
  const { t } = useTranslation('dispatch')
  const promise = (minutes: number) =>
    minutes < 0
      ? t('advice.promiseLate', { time: duration(-minutes * 60_000) })
      : t('advice.promiseKept', { time: duration(minutes * 60_000) })
  return {
    promise,
    pros: (offer: Offer) =>
      [
        offer.travelMinutes > 0 ? t('advice.travel', { count: offer.travelMinutes }) : t('advice.onTheWay'),
        offer.promiseMinutes == null ? '' : promise(offer.promiseMinutes),
        offer.skillLevel == null ? '' : t(`advice.level.${offer.skillLevel as 1 | 2 | 3}`),
        offer.knowsSite ? t('advice.knowsSite') : '',
        offer.visits === 0 ? t('advice.freeDay') : t('advice.visits', { count: offer.visits }),
        offer.overtimeMinutes > 0 ? t('advice.overtime', { count: offer.overtimeMinutes }) : '',
      ].filter(Boolean),
    why: (other: Other) => {
      if (other.offer) return ''
      const rule = other.rule ?? 'AWAY'
      const by = other.by ?? 0
      if (rule === 'CERTIFICATE' && other.by == null) return t('advice.rules.NO_CERTIFICATE')
      return t(`advice.rules.${rule}`, { time: IN_MINUTES.includes(rule) ? duration(by * 60_000) : '', count: by })
    },
  }
}
