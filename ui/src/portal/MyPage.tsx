import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, Navigate } from '@tanstack/react-router'
import { lazy, Suspense, useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge, Button, Choice, EmptyState, ErrorPanel, Input, Skeleton, type Tone } from '@/shared/lite'
import { useLive } from '@/shared/live'
import { type Session, sessionQueries, useSignOut } from '@/shared/session'
import { Time } from '@/shared/Time'
import { formatTime } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { type MyCase, type MyDevice, myCases, myDevices, portalQueries } from './api'
import { KnownOutages } from './KnownOutages'
import { usePageTitle } from './usePageTitle'

const Contracts = lazy(() => import('./MyPapers').then(({ Contracts }) => ({ default: Contracts })))
const Reports = lazy(() => import('./MyPapers').then(({ Reports }) => ({ default: Reports })))

const TONES = {
  NEW: 'info',
  ACTIVE: 'primary',
  WAITING: 'warn',
  RESOLVED: 'warn',
  CLOSED: 'good',
  CANCELLED: 'neutral',
} as const satisfies Record<MyCase['status'], Tone>

/** What is looked at, as it stands in the address. */
type Tab = 'cases' | 'devices' | 'contracts' | 'reports'
type Shown = { tab?: Exclude<Tab, 'cases'>; all?: '1'; words?: string }

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
  const [{ tab: asked = 'cases' }, show] = useListState<Shown>()
  const papers = session.permissions.includes('portal.papers')
  const tab: Tab = (asked === 'contracts' || asked === 'reports') && !papers ? 'cases' : asked
  return (
    <main className="lite-page">
      <div className="portal-me">
        <div>
          <h1>{company.data?.name || t('my.title')}</h1>
          <p>{session.user.name}</p>
        </div>
        <div className="portal-me-acts">
          {session.permissions.includes('portal.people') && (
            <Link to={'/people' as never} className="portal-account">
              {t('my.people')}
            </Link>
          )}
          <Button kind="quiet" busy={signOut.isPending} onClick={() => signOut.mutate()}>
            {t('shared:act.signOut')}
          </Button>
        </div>
      </div>
      <KnownOutages own />
      <Visits />
      <div className="portal-tabs">
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
            ...(papers
              ? ([
                  { value: 'contracts', label: t('my.contracts') },
                  { value: 'reports', label: t('my.reports') },
                ] as const)
              : []),
          ]}
          onChange={(next) => show({ tab: next === 'cases' ? undefined : next, words: undefined } as Shown)}
        />
      </div>
      {tab === 'cases' && <Cases />}
      {tab === 'devices' && <Devices />}
      <Suspense fallback={<Skeleton lines={5} />}>
        {tab === 'contracts' && <Contracts />}
        {tab === 'reports' && <Reports />}
      </Suspense>
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
  const [{ all }, show] = useListState<Shown>()
  const open = all !== '1'
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
        <input
          type="checkbox"
          checked={open}
          onChange={(event) => show({ all: event.target.checked ? undefined : '1' } as Shown)}
        />
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
            <NextPromise row={row} />
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

/** What is owed next, in one line. */
function NextPromise({ row }: { row: MyCase }) {
  const { t } = useTranslation('portal')
  const { promiseCode: code, promiseState: state, promiseDue: due, promiseBreached: breached } = row
  if (!code || !due) return null
  const late = breached !== null
  return (
    <small className="portal-owed" data-late={late}>
      {t(`promises.before.${code}`, { defaultValue: t('promises.before.other') })}
      {' · '}
      {t(state === 'PAUSED' ? 'my.promise.PAUSED' : late ? 'my.promise.late' : 'my.promise.RUNNING', {
        due: formatTime(due, 'short'),
      })}
    </small>
  )
}

function Devices() {
  const { t } = useTranslation('portal')
  const [{ words = '' }, show] = useListState<Shown>()
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
        onChange={(event) => show({ words: event.target.value })}
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
            <small>{covers(device)}</small>
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

  function covers({ warrantyLastDay, underWarranty, contractLastDay }: MyDevice) {
    const warranty =
      warrantyLastDay && t(underWarranty ? 'my.warranty.until' : 'my.warranty.ended', { day: unbroken(warrantyLastDay) })
    const contract = !underWarranty && contractLastDay && t('my.warranty.contract', { day: unbroken(contractLastDay) })
    return [warranty, contract].filter(Boolean).join(' · ')
  }
}

/** A day that no line ends within. */
const unbroken = (day: string) => day.replaceAll('-', '\u2011')

function Warranty({ device: { underWarranty, warrantyLastDay, contractLastDay } }: { device: MyDevice }) {
  const { t } = useTranslation('portal')
  if (underWarranty) return <Badge tone="good">{t('my.warranty.yes')}</Badge>
  if (contractLastDay) return <Badge tone="good">{t('my.warranty.inContract')}</Badge>
  return <Badge>{t(warrantyLastDay ? 'my.warranty.no' : 'my.warranty.open')}</Badge>
}
