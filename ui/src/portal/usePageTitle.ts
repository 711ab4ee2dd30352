import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** The name of the tab. */
export function usePageTitle(title: string) {
  const { t } = useTranslation('shared')
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
}
