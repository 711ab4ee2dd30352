import { useTranslation } from 'react-i18next'
import { duration, formatTime } from '@/shared/time'
import type { Booked } from './api'
import type { Objection } from './rules'
import { useCertificateNames, useEquipmentNames, useLanguageNames, useSkillNames } from './useSkillNames'

/** What stands against a plan, in words. */
export function useObjectionWords() {
  const { t } = useTranslation('dispatch')
  const skill = useSkillNames()
  const certificate = useCertificateNames()
  const language = useLanguageNames()
  const equipment = useEquipmentNames()
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
      case 'certificate':
        return t('objections.certificate', { certificates: objection.kinds.map(certificate).join(t('comma')) })
      case 'crew':
        return t('objections.crew', { from: formatTime(objection.from, 'time') })
      case 'language':
        return t('objections.language', { languages: objection.languages.map(language).join(t('comma')) })
      case 'equipment':
        return t('objections.equipment', { equipment: objection.equipment.map(equipment).join(t('comma')) })
      case 'away':
      case 'area':
      case 'never':
        return t(`objections.${objection.code}`)
      case 'told':
        return t('objections.told', { time: formatTime(objection.at, 'short') })
      case 'travel':
      case 'travelNext':
        return t(`objections.${objection.code}`, { left: objection.left, need: objection.need })
      case 'promise':
        return t('objections.promise', { time: duration(objection.minutes * 60_000) })
    }
  }
}

/** What the server said about a plan it accepted all the same. */
export function useWarningWords() {
  const { t } = useTranslation('dispatch')
  const skill = useSkillNames()
  const certificate = useCertificateNames()
  const language = useLanguageNames()
  const item = useEquipmentNames()
  return ({ code, facts }: Booked['warnings'][number]) => {
    const { skills, certificates, languages, equipment, minutes, ...rest } = facts as {
      skills?: string[]
      certificates?: string[]
      languages?: string[]
      equipment?: string[]
      minutes?: number
    }
    return t(`warnings.${code}`, {
      ...rest,
      skills: skills?.map(skill).join(t('comma')),
      certificates: certificates?.map(certificate).join(t('comma')),
      languages: languages?.map(language).join(t('comma')),
      equipment: equipment?.map(item).join(t('comma')),
      time: minutes === undefined ? '' : duration(minutes * 60_000),
    })
  }
}
