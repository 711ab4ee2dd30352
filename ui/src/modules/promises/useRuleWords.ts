import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { i18n } from '@/shared/i18n'
import { listed } from '@/shared/listed'
import { duration } from '@/shared/time'
import { FACTS, type Fact, ruleQueries, type Step, type Time } from './rules'

const MINUTE = 60_000

/** Rules in the words of the trade. Values are data of other modules; one without words shows as it is written. */
export function useRuleWords() {
  const { t } = useTranslation('promises')
  const facts = useQuery(ruleQueries.facts()).data

  const value = (fact: string, written: string) => {
    if (fact === 'km') return t('rules.withinKm', { km: written })
    const known = facts?.[fact]?.find((one) => one.value === written)?.name
    const named = known && (known[i18n.language] ?? known['zh-CN'] ?? Object.values(known)[0])
    return named ?? t(`factValues.${fact}.${written}`, { defaultValue: fact === 'branch' ? t('rules.otherBranch') : written })
  }
  const clock = (at: string) => at.slice(0, 5)

  return {
    promise: (code: string) => t(`codes.${code}`, { defaultValue: code }),
    reason: (reason: string) => t(`reasons.${reason}`, { defaultValue: reason }),
    fact: (fact: string) => t(`facts.${fact}`, { defaultValue: fact }),
    value,
    values: (fact: Fact) => (facts?.[fact] ?? []).map((one) => ({ value: one.value, label: value(fact, one.value) })),
    /** The conditions in the order of their weight. */
    match: (match: Record<string, string>) =>
      FACTS.flatMap((fact) => (match[fact] ? [{ fact, text: `${t(`facts.${fact}`)}：${value(fact, match[fact])}` }] : [])),
    time: (time: Time) => {
      switch (time.type) {
        case 'WORKING_TIME':
          return duration((time.minutes ?? 0) * MINUTE)
        case 'WORKING_DAYS':
          return t('rules.inDays', { days: time.days, at: time.at ? ` ${clock(time.at)}` : '' })
        case 'BEFORE_DATE':
          return time.days ? t('rules.daysBefore', { days: time.days }) : t('rules.onTheDay')
        case 'CUT_OFF':
          return (time.lines ?? [])
            .map((line) =>
              t(line.daysLater === 0 ? 'rules.cutSameDay' : 'rules.cutLater', {
                before: clock(line.before),
                days: line.daysLater,
                at: clock(line.at),
              }),
            )
            .join('；')
      }
    },
    moment: ({ percent, minutesAfterDue }: Pick<Step, 'percent' | 'minutesAfterDue'>) =>
      percent != null
        ? percent === 100
          ? t('rules.atDue')
          : t('rules.atPercent', { percent })
        : (minutesAfterDue ?? 0) === 0
          ? t('rules.atDue')
          : t((minutesAfterDue ?? 0) < 0 ? 'rules.beforeDue' : 'rules.afterDue', {
              time: duration(Math.abs(minutesAfterDue ?? 0) * MINUTE),
            }),
    whom: ({ tell, does }: Pick<Step, 'tell' | 'does'>) =>
      listed([...(tell ?? []).map((one) => t(`audiences.${one}`)), ...(does ?? []).map((one) => t(`deeds.${one}`))]),
  }
}
