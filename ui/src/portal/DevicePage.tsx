import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge, Button, Card, ErrorPanel, Sheet, Skeleton } from '@/shared/lite'
import { Problem } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { type LabelledDevice, portalQueries, type Received } from './api'
import { KnownOutages, type Outage } from './KnownOutages'
import { LookupForm } from './LookupForm'
import { mine } from './mine'
import { Reported } from './Reported'
import { ReportForm } from './ReportForm'
import { usePageTitle } from './usePageTitle'

/** What a scanned label opens: the device, whether it is covered, and the shortest way to report a fault. */
export function DevicePage() {
  const { t } = useTranslation('portal')
  const { qrToken } = useParams({ strict: false }) as { qrToken: string }
  const device = useQuery(portalQueries.device(qrToken))
  const [received, setReceived] = useState<Received>()
  const [outage, setOutage] = useState<Outage>()
  usePageTitle(device.data?.name ?? t('report.title'))

  if (received) return <Reported received={received} onAgain={() => setReceived(undefined)} />
  if (device.isPending) return <Skeleton lines={7} />
  if (device.isError) {
    return (
      <main className="lite-page">
        <ErrorPanel error={device.error} {...(!isMissing(device.error) && { onRetry: () => device.refetch() })} />
        {isMissing(device.error) && (
          <Link to="/report" className="portal-link-button">
            {t('device.inWords')}
          </Link>
        )}
      </main>
    )
  }
  return (
    <main className="lite-page">
      <DeviceCard device={device.data} />
      <KnownOutages label={qrToken} chosen={outage} onChoose={setOutage} />
      {device.data.open.map((open) => (
        <AlreadyReported key={open.number} open={open} />
      ))}
      <ReportForm outage={outage} device={device.data} qrToken={qrToken} onReceived={setReceived} />
    </main>
  )
}

const isMissing = (error: unknown) => error instanceof Problem && error.missing

function DeviceCard({ device }: { device: LabelledDevice }) {
  const { t } = useTranslation('portal')
  const { name, maker, model, location, customer, number, warrantyLastDay, underWarranty } = device
  const tone = underWarranty ? 'good' : 'warn'
  return (
    <Card>
      <h1 className="portal-title">{name}</h1>
      <p className="portal-facts">
        {[`${maker} ${model}`, location, customer].filter((fact) => fact.trim()).join(' · ')}
        <br />
        <span className="tabular">{number}</span>
      </p>
      <p className="portal-warranty" data-tone={warrantyLastDay ? tone : 'info'}>
        {warrantyLastDay
          ? t(underWarranty ? 'device.warranty.yes' : 'device.warranty.no', { day: warrantyLastDay })
          : t('device.warranty.open')}
      </p>
    </Card>
  )
}

/** Somebody has reported this already. Whoever did it on this phone goes straight there; others show that they may. */
function AlreadyReported({ open }: { open: LabelledDevice['open'][number] }) {
  const { t } = useTranslation('portal')
  const [asking, setAsking] = useState(false)
  const own = mine().find(({ number }) => number === open.number)
  return (
    <Card tone="accent" title={t('device.reported')} extra={<Badge tone="primary">{open.number}</Badge>}>
      <p className="portal-plain">
        <Time at={open.openedAt} relative /> · {t('device.reportedHint')}
      </p>
      {own ? (
        <Link to={`/t/${own.token}` as never} className="portal-link-button">
          {t('device.follow')}
        </Link>
      ) : (
        <Button kind="plain" wide onClick={() => setAsking(true)}>
          {t('device.follow')}
        </Button>
      )}
      <Sheet open={asking} title={t('lookup.title')} onClose={() => setAsking(false)}>
        <LookupForm number={open.number} />
      </Sheet>
    </Card>
  )
}
