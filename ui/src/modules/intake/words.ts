import { useTranslation } from 'react-i18next'
import { i18n } from '@/shared/i18n'

/** Why no case came of a report: the refusal's own sentence, where it says something to us. */
export function useFailureText() {
  const { t } = useTranslation(['intake', 'cases', 'documents'])
  return (code: string) => {
    if (i18n.exists(`intake:failures.${code}`)) return t(`failures.${code}`)
    const key = `${code.split('.')[0]}:problems.${code}`
    return i18n.exists(key) && !t(key).includes('{{') ? t(key) : t('failures.other', { code })
  }
}
