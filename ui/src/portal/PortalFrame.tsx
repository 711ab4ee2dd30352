import { Link, Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DemoBanner } from '@/shared/DemoBanner'
import { Preferences, Sheet } from '@/shared/lite'
import { Mark } from '@/shared/Mark'
import './portal.css'

/** The customers' side: open to anyone with a link or a label to scan, so nothing here asks who is signed in. */
export function PortalFrame() {
  const { t } = useTranslation('portal')
  const [choosing, setChoosing] = useState(false)
  return (
    <div className="lite portal">
      <DemoBanner />
      <header className="portal-head">
        <div>
          <Link to="/" className="portal-brand">
            <Mark size={26} />
            <span>{t('shared:product')}</span>
          </Link>
          <nav>
            <Link to="/my" className="portal-account">
              {t('my.short')}
            </Link>
            <button type="button" className="lite-top-act" aria-label={t('preferences')} onClick={() => setChoosing(true)}>
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <circle cx="12" cy="12" r="9" />
                <path d="M3 12h18M12 3c2.6 2.7 4 5.7 4 9s-1.4 6.3-4 9c-2.6-2.7-4-5.7-4-9s1.4-6.3 4-9z" />
              </svg>
            </button>
          </nav>
        </div>
      </header>
      <Outlet />
      <Sheet open={choosing} title={t('preferences')} onClose={() => setChoosing(false)}>
        <Preferences />
      </Sheet>
    </div>
  )
}
