import { useTranslation } from 'react-i18next'
import { duration, formatTime } from '@/shared/time'
import type { Booked } from './api'
import type { Objection } from './rules'
import { useSkillNames } from './useSkillNames'

/** What stands against a plan, in words. */
export function useObjectionWords() {
  const { t } = useTranslation('dispatch')
  const skill = useSkillNames()
  return (objection: Objection) => {
    switch (objection.code) {
      case 'clash':
        return t('objections.clash', {
          number: objection.number,
          from: formatTime(objection.span.from, 'time'),
          to: formatTime(objection.span.to, 'time'),
        })
      case 'hours':
        return t('objections.hours', { from: objection.from, to: objection.to })
      case 'skill':
        return t('objections.skill', { skills: objection.needs.map(skill).join(t('comma')) })
      case 'promise':
        return t('objections.promise', { time: duration(objection.minutes * 60_000) })
    }
  }
}

/** What the server said about a plan it accepted all the same. */
export function useWarningWords() {
  const { t } = useTranslation('dispatch')
  const skill = useSkillNames()
  return ({ code, facts }: Booked['warnings'][number]) => {
    const { skills, minutes, ...rest } = facts as { skills?: string[]; minutes?: number }
    return t(`warnings.${code}`, {
      ...rest,
      skills: skills?.map(skill).join(t('comma')),
      time: minutes === undefined ? '' : duration(minutes * 60_000),
    })
  }
}
