import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sessionQueries } from '@/shared/session'
import type { Received } from './api'
import { KnownOutages, type Outage } from './KnownOutages'
import { Reported } from './Reported'
import { ReportForm } from './ReportForm'
import { usePageTitle } from './usePageTitle'

/** Reporting in words, without a label. */
export function ReportPage() {
  const { t } = useTranslation('portal')
  const [received, setReceived] = useState<Received>()
  const [outage, setOutage] = useState<Outage>()
  usePageTitle(t('report.title'))
  const session = useQuery(sessionQueries.current())
  const signedIn = session.data?.permissions.includes('portal.use') ?? false
  if (received) return <Reported received={received} onAgain={() => setReceived(undefined)} />
  return (
    <main className="lite-page">
      <div className="portal-hello">
        <h1>{t('report.title')}</h1>
        <p>{t('report.hint')}</p>
      </div>
      {!session.isLoading && <KnownOutages own={signedIn} chosen={outage} onChoose={setOutage} />}
      <ReportForm outage={outage} onReceived={setReceived} />
    </main>
  )
}
