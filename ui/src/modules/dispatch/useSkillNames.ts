import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { dispatchQueries } from './api'

/** The name of a skill in the user's language; the company writes them, so they are data. */
export function useSkillNames() {
  const { i18n } = useTranslation()
  const skills = useQuery(dispatchQueries.skills())
  const all = skills.data
  return useCallback(
    (code: string) => {
      const name = all?.find((skill) => skill.code === code)?.name
      return name?.[i18n.language] ?? name?.['zh-CN'] ?? code
    },
    [all, i18n.language],
  )
}

/** The name of a kind of certificate. */
export function useCertificateNames() {
  const { i18n } = useTranslation()
  const all = useQuery(dispatchQueries.certificateKinds()).data
  return useCallback(
    (code: string) => {
      const name = all?.find((kind) => kind.code === code)?.name
      return name?.[i18n.language] ?? name?.['zh-CN'] ?? code
    },
    [all, i18n.language],
  )
}

/** The name of a tool or part. */
export function useEquipmentNames() {
  const { i18n } = useTranslation()
  const all = useQuery(dispatchQueries.equipment()).data
  return useCallback(
    (code: string) => {
      const name = all?.find((one) => one.code === code)?.name
      return name?.[i18n.language] ?? name?.['zh-CN'] ?? code
    },
    [all, i18n.language],
  )
}

/** The languages that customers of this part of the world may speak. */
export const LANGUAGES = ['zh', 'en', 'yue', 'wuu', 'nan', 'ja', 'ko', 'ug', 'bo', 'mn'] as const

/** The name of a language in the user's own. */
export function useLanguageNames() {
  const { i18n } = useTranslation()
  return useCallback(
    (tag: string) => new Intl.DisplayNames([i18n.language], { type: 'language' }).of(tag) ?? tag,
    [i18n.language],
  )
}
