import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button, Card } from '@/shared/lite'
import { Time } from '@/shared/Time'
import type { Received } from './api'
import { ShareButton } from './ShareButton'

/** It arrived: the number, what was promised, and the way to follow it. */
export function Reported({ received, onAgain }: { received: Received; onAgain: () => void }) {
  const { t } = useTranslation('portal')
  const { number, trackingToken, promises } = received
  return (
    <main className="lite-page">
      <div className="portal-done">
        <svg viewBox="0 0 48 48" aria-hidden="true">
          <circle cx="24" cy="24" r="22" />
          <path d="m14 24.5 7 7 13-14" />
        </svg>
        <h1>{t('reported.title')}</h1>
        <p>{t('reported.number')}</p>
        <strong className="tabular">{number}</strong>
      </div>
      {promises.length > 0 && (
        <Card title={t('reported.promised')}>
          <ul className="portal-promised">
            {promises.map(({ code, dueAt }) => (
              <li key={code}>
                <span>{t(`promises.before.${code}`, { defaultValue: t('promises.before.other') })}</span>
                <strong>
                  <Time at={dueAt} />
                </strong>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Link to={`/t/${trackingToken}` as never} className="portal-link-button">
        {t('reported.follow')}
      </Link>
      <ShareButton path={`/portal/t/${trackingToken}`} title={t('reported.shareTitle', { number })} />
      <p className="portal-aside">{t('reported.keep')}</p>
      <Button kind="quiet" onClick={onAgain}>
        {t('reported.again')}
      </Button>
    </main>
  )
}
