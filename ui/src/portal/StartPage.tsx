import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Card } from '@/shared/lite'
import { Time } from '@/shared/Time'
import { KnownOutages } from './KnownOutages'
import { LookupForm } from './LookupForm'
import { mine } from './mine'

/** Where a customer without a label begins. */
export function StartPage() {
  const { t } = useTranslation('portal')
  const own = mine()
  return (
    <main className="lite-page portal-wide">
      <div className="portal-hello">
        <h1>{t('start.title')}</h1>
        <p>{t('start.hint')}</p>
      </div>
      <KnownOutages />
      <div className="portal-columns">
        <div className="portal-column">
          <Link to="/report" className="portal-big">
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M14.7 6.3a4 4 0 0 0-5.2 5.1L4 16.9V20h3.1l5.5-5.5a4 4 0 0 0 5.1-5.2l-2.5 2.5-2.3-.7-.7-2.3z" />
            </svg>
            <span>
              <strong>{t('start.report')}</strong>
              <small>{t('start.reportHint')}</small>
            </span>
          </Link>
          <p className="portal-tip">
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 8h3v3H8zM13 8h3v3h-3zM8 13h3v3H8zM13 13h1v1h-1zM15 15h1v1h-1z" />
            </svg>
            {t('start.scan')}
          </p>
          {own.length > 0 && (
            <Card title={t('start.mine')}>
              <ul className="portal-list">
                {own.slice(0, 5).map(({ number, token, subject, at }) => (
                  <li key={number}>
                    <Link to={`/t/${token}` as never}>
                      <strong>{subject}</strong>
                      <small>
                        <span className="tabular">{number}</span>
                        <Time at={at} relative />
                      </small>
                    </Link>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
        <div className="portal-column">
          <Card title={t('lookup.title')}>
            <LookupForm />
          </Card>
          <p className="portal-aside">
            {t('start.help')} <Link to={'/help' as never}>{t('start.toHelp')}</Link>
          </p>
          <p className="portal-aside">
            {t('start.company')} <Link to="/my">{t('start.signIn')}</Link>
          </p>
        </div>
      </div>
    </main>
  )
}
