import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Card, ErrorPanel, Skeleton } from '@/shared/lite'
import { Problem } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { portalQueries } from './api'
import { usePageTitle } from './usePageTitle'

/** What the code on a printed service report opens: whether this very text was signed. */
export function VerifyPage() {
  const { t } = useTranslation('portal')
  const { number, hash } = useParams({ strict: false }) as { number: string; hash: string }
  const check = useQuery(portalQueries.check(number, hash))
  usePageTitle(t('verify.title'))

  if (check.isPending) return <Skeleton lines={5} />
  if (check.isError) {
    const forged = check.error instanceof Problem && check.error.missing
    return (
      <main className="lite-page portal-narrow">
        {forged ? (
          <Card tone="bad" title={t('verify.no')}>
            <p className="portal-plain">{t('verify.noHint', { number })}</p>
          </Card>
        ) : (
          <ErrorPanel error={check.error} onRetry={() => check.refetch()} />
        )}
      </main>
    )
  }
  const report = check.data
  const rows = [
    ['report', report.number],
    ['case', report.caseNumber],
    ['company', report.company],
    ['customer', report.customer],
    ['device', report.device],
    ['engineer', report.engineer],
    ['signer', report.signer],
  ] as const
  return (
    <main className="lite-page portal-narrow">
      <div className="portal-done">
        <svg viewBox="0 0 48 48" aria-hidden="true">
          <circle cx="24" cy="24" r="22" />
          <path d="m14 24.5 7 7 13-14" />
        </svg>
        <h1>{t('verify.yes')}</h1>
        <p>{t('verify.yesHint')}</p>
      </div>
      <Card>
        <dl className="portal-facts-list">
          {rows.map(([key, value]) =>
            value ? (
              <div key={key}>
                <dt>{t(`verify.${key}`)}</dt>
                <dd>{value}</dd>
              </div>
            ) : null,
          )}
          <div>
            <dt>{t('verify.signedAt')}</dt>
            <dd>
              <Time at={report.signedAt} style="full" />
            </dd>
          </div>
        </dl>
      </Card>
    </main>
  )
}
