import { useTranslation } from 'react-i18next'
import './demo-banner.css'
import { useAbout } from './session'

/** On every page of every face while this is the demo company. */
export function DemoBanner() {
  const { t } = useTranslation('shared')
  const about = useAbout()
  if (!about?.demo) return null
  return (
    <div className="demo-banner" role="status">
      {t('demo')}
    </div>
  )
}
