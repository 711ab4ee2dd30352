import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { tenderQueries } from './tenderApi'

/** Why partners say no, in the reader's language. */
export function useRefusalReasons() {
  const { i18n } = useTranslation()
  const reasons = useQuery(tenderQueries.reasons()).data ?? []
  const name = (names: Record<string, string>) => names[i18n.language] ?? names['zh-CN'] ?? ''
  return {
    options: reasons.map((one) => ({ value: one.code, label: name(one.name) })),
    reasonOf: (code: string | null | undefined) => {
      const found = reasons.find((one) => one.code === code)
      return found ? name(found.name) : (code ?? '')
    },
  }
}
