import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DemoBanner } from '@/shared/DemoBanner'
import { http, type Schema } from '@/shared/http'
import { Preferences, Sheet } from '@/shared/lite'
import { Mark } from '@/shared/Mark'
import { ChatLink } from './ChatLink'
import './portal.css'

const companyQuery = queryOptions({
  queryKey: ['company'],
  queryFn: ({ signal }) => http<Schema<'CompanyController.CompanyView'>>('/public/company', { signal }),
  staleTime: 10 * 60_000,
})

/** The customers' side: open to anyone with a link or a label to scan, so nothing here asks who is signed in. */
export function PortalFrame() {
  const { t, i18n } = useTranslation('portal')
  const company = useQuery(companyQuery).data
  const english = i18n.language === 'en' && company?.nameInEnglish
  const [choosing, setChoosing] = useState(false)
  return (
    <div className="lite portal">
      <DemoBanner />
      <header className="portal-head">
        <div>
          <Link to="/" className="portal-brand">
            {company?.logo ? <img src={`/api/public/company/logo?v=${company.logo}`} alt="" /> : <Mark size={26} />}
            <span>{company && (english || company.name || t('shared:product'))}</span>
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
      <ChatLink />
      <Sheet open={choosing} title={t('preferences')} onClose={() => setChoosing(false)}>
        <Preferences />
      </Sheet>
    </div>
  )
}
