import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, got } from '@/shared/http'
import { Card, EmptyState, ErrorPanel, Skeleton, TopBar } from '@/shared/lite'
import { Problem } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { TickIcon } from './icons'
import './field.css'

/** Whether a service report on paper is what the customer signed. */
export function VerifyPage() {
  const { t } = useTranslation('fieldwork')
  const { number, hash } = useParams({ strict: false }) as { number: string; hash: string }
  const check = useQuery({
    queryKey: ['report-check', number, hash],
    queryFn: ({ signal }) =>
      got(api.GET('/api/public/report-checks/{number}/{hash}', { params: { path: { number, hash } }, signal })),
  })
  const unknown = check.error instanceof Problem && check.error.missing
  const found = check.data
  return (
    <>
      <TopBar title={t('verify.title')} />
      <main className="lite-page">
        {check.isPending ? (
          <Skeleton lines={6} />
        ) : unknown ? (
          <Card tone="bad">
            <EmptyState title={t('verify.false')} hint={t('verify.falseHint')} />
          </Card>
        ) : !found ? (
          <ErrorPanel error={check.error} onRetry={() => check.refetch()} />
        ) : (
          <>
            <Card tone="accent">
              <div className="field-done">
                <span className="field-done-mark">
                  <TickIcon />
                </span>
                <div>
                  <strong>{t('verify.genuine')}</strong>
                  <p>{t('verify.genuineHint')}</p>
                </div>
              </div>
            </Card>
            <Card>
              <dl className="field-facts">
                <dt>{t('verify.number')}</dt>
                <dd className="tabular">{found.number}</dd>
                <dt>{t('verify.case')}</dt>
                <dd className="tabular">{found.caseNumber}</dd>
                <dt>{t('verify.company')}</dt>
                <dd>{found.company}</dd>
                <dt>{t('verify.customer')}</dt>
                <dd>{found.customer}</dd>
                {found.device && (
                  <>
                    <dt>{t('verify.device')}</dt>
                    <dd>{found.device}</dd>
                  </>
                )}
                <dt>{t('verify.engineer')}</dt>
                <dd>{found.engineer}</dd>
                <dt>{t('verify.outcome')}</dt>
                <dd>{t(`outcomes.${found.outcome}`)}</dd>
                <dt>{t('verify.signer')}</dt>
                <dd>{found.signer}</dd>
                <dt>{t('verify.signedAt')}</dt>
                <dd className="tabular">{formatTime(found.signedAt)}</dd>
              </dl>
            </Card>
          </>
        )}
      </main>
    </>
  )
}
