import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, Navigate } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge, Button, Choice, EmptyState, ErrorPanel, Input, Skeleton, type Tone } from '@/shared/lite'
import { useLive } from '@/shared/live'
import { type Session, sessionQueries, useSignOut } from '@/shared/session'
import { Time } from '@/shared/Time'
import { formatTime } from '@/shared/time'
import { type MyCase, type MyDevice, myCases, myDevices, portalQueries } from './api'
import { KnownOutages } from './KnownOutages'
import { usePageTitle } from './usePageTitle'

const TONES = {
  NEW: 'info',
  ACTIVE: 'primary',
  WAITING: 'warn',
  RESOLVED: 'warn',
  CLOSED: 'good',
  CANCELLED: 'neutral',
} as const satisfies Record<MyCase['status'], Tone>

/** A company's own cases, devices and visits. */
export function MyPage() {
  const { t } = useTranslation('portal')
  usePageTitle(t('my.title'))
  const session = useQuery(sessionQueries.current())
  if (session.isPending) return <Skeleton lines={6} />
  if (session.isError) return <ErrorPanel error={session.error} onRetry={() => session.refetch()} />
  if (!session.data) return <Navigate to="/sign-in" search={{ next: '/my' } as never} replace />
  if (!session.data.permissions.includes('portal.use')) {
    return (
      <main className="lite-page">
        <EmptyState
          title={t('my.notCustomer')}
          hint={t('my.notCustomerHint', { name: session.data.user.name })}
          action={
            <a className="portal-link-button" href="/">
              {t('my.toDesk')}
            </a>
          }
        />
      </main>
    )
  }
  return <Mine session={session.data} />
}

function Mine({ session }: { session: Session }) {
  const { t } = useTranslation('portal')
  useLive()
  const company = useQuery(portalQueries.company())
  const signOut = useSignOut()
  const [tab, setTab] = useState<'cases' | 'devices'>('cases')
  return (
    <main className="lite-page">
      <div className="portal-me">
        <div>
          <h1>{company.data?.name || t('my.title')}</h1>
          <p>{session.user.name}</p>
        </div>
        <Button kind="quiet" busy={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('shared:act.signOut')}
        </Button>
      </div>
      <KnownOutages own />
      <Visits />
      <Choice
        label={t('my.show')}
        value={tab}
        options={[
          {
            value: 'cases',
            label: t('my.cases'),
            ...(company.data?.open ? { hint: t('my.open', { count: company.data.open }) } : {}),
          },
          { value: 'devices', label: t('my.devices'), ...(company.data ? { hint: String(company.data.devices) } : {}) },
        ]}
        onChange={setTab}
      />
      {tab === 'cases' ? <Cases /> : <Devices />}
    </main>
  )
}

function Visits() {
  const { t } = useTranslation('portal')
  const visits = useQuery(portalQueries.visits())
  if (!visits.data || visits.data.length === 0) return null
  return (
    <section className="portal-visits" aria-label={t('my.visits')}>
      <h2>{t('my.visits')}</h2>
      {visits.data.map((visit) => (
        <Link key={visit.id} to={`/t/${visit.trackingToken}` as never} className="portal-row">
          <span className="portal-day">
            <b>{formatTime(visit.from, 'day')}</b>
            <small className="tabular">
              {formatTime(visit.from, 'time')}–{formatTime(visit.to, 'time')}
            </small>
          </span>
          <span>
            <strong>{visit.subject}</strong>
            <small>{[visit.engineer, visit.siteName].filter(Boolean).join(' · ')}</small>
          </span>
          <Badge tone={visit.status === 'ON_THE_WAY' ? 'primary' : 'neutral'}>{t(`visit.${visit.status}`)}</Badge>
        </Link>
      ))}
    </section>
  )
}

function Cases() {
  const { t } = useTranslation('portal')
  const [open, setOpen] = useState(true)
  const cases = useInfiniteQuery({
    queryKey: ['cases', 'my', open],
    queryFn: ({ pageParam }) => myCases(open, pageParam),
    initialPageParam: null as { openedAt: string; id: string } | null,
    getNextPageParam: (last) => last.next,
  })
  const rows = cases.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <section className="portal-rows" aria-label={t('my.cases')}>
      <label className="portal-only">
        <input type="checkbox" checked={open} onChange={(event) => setOpen(event.target.checked)} />
        {t('my.onlyOpen')}
      </label>
      {cases.isPending && <Skeleton lines={5} />}
      {cases.isError && <ErrorPanel error={cases.error} onRetry={() => cases.refetch()} />}
      {cases.isSuccess && rows.length === 0 && (
        <EmptyState
          title={t(open ? 'my.noOpenCases' : 'my.noCases')}
          hint={t('my.noCasesHint')}
          action={
            <Link to="/report" className="portal-link-button">
              {t('start.report')}
            </Link>
          }
        />
      )}
      {rows.map((row) => (
        <Link key={row.id} to={`/t/${row.trackingToken}` as never} className="portal-row">
          <span>
            <strong>{row.subject}</strong>
            <small>
              <span className="tabular">{row.number}</span> · <Time at={row.openedAt} style="date" />
              {row.deviceName && ` · ${row.deviceName}`}
            </small>
          </span>
          <Badge tone={TONES[row.status]}>
            {t(row.status === 'CLOSED' && !row.rated ? 'status.TO_RATE' : `status.${row.status}`)}
          </Badge>
        </Link>
      ))}
      {cases.hasNextPage && (
        <Button kind="plain" busy={cases.isFetchingNextPage} onClick={() => cases.fetchNextPage()}>
          {t('my.more')}
        </Button>
      )}
    </section>
  )
}

function Devices() {
  const { t } = useTranslation('portal')
  const [words, setWords] = useState('')
  const asked = useDeferredValue(words.trim())
  const devices = useInfiniteQuery({
    queryKey: ['my', 'devices', asked],
    queryFn: ({ pageParam }) => myDevices(asked, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  const rows = devices.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <section className="portal-rows" aria-label={t('my.devices')}>
      <Input
        type="search"
        aria-label={t('my.findDevice')}
        placeholder={t('my.findDevice')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {devices.isPending && <Skeleton lines={5} />}
      {devices.isError && <ErrorPanel error={devices.error} onRetry={() => devices.refetch()} />}
      {devices.isSuccess && rows.length === 0 && (
        <EmptyState title={t(asked ? 'my.noMatch' : 'my.noDevices')} hint={t(asked ? 'my.noMatchHint' : 'my.noDevicesHint')} />
      )}
      {rows.map((device) => (
        <Link
          key={device.id}
          to={(device.openCaseToken ? `/t/${device.openCaseToken}` : `/d/${device.qrToken}`) as never}
          className="portal-row"
        >
          <span>
            <strong>{device.name}</strong>
            <small>{[device.model, device.serial, device.siteName, device.location].filter(Boolean).join(' · ')}</small>
          </span>
          {device.openCaseNumber ? <Badge tone="primary">{t('my.underRepair')}</Badge> : <Warranty device={device} />}
        </Link>
      ))}
      {devices.hasNextPage && (
        <Button kind="plain" busy={devices.isFetchingNextPage} onClick={() => devices.fetchNextPage()}>
          {t('my.more')}
        </Button>
      )}
    </section>
  )
}

function Warranty({ device }: { device: MyDevice }) {
  const { t } = useTranslation('portal')
  if (!device.warrantyUntil) return <Badge>{t('my.warranty.open')}</Badge>
  const covered = formatTime(Date.now(), 'date') < device.warrantyUntil
  return <Badge tone={covered ? 'good' : 'neutral'}>{t(covered ? 'my.warranty.yes' : 'my.warranty.no')}</Badge>
}
