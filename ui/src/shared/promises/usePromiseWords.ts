import { useTranslation } from 'react-i18next'

/** Names of promises and of what pauses them. Both are data: one without a translation shows as it was written. */
export function usePromiseWords() {
  const { t } = useTranslation('promises')
  return {
    promise: (code: string) => t(`codes.${code}`, { defaultValue: code }),
    reason: (reason: string) => t(`reasons.${reason}`, { defaultValue: reason }),
  }
}
