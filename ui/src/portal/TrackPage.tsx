import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { copied } from '@/shared/copied'
import { Card, EmptyState, ErrorPanel, Skeleton, type Step, Steps, toast } from '@/shared/lite'
import { Problem, problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { formatTime } from '@/shared/time'
import { portalQueries, type Track, type TrackStep } from './api'
import { Booking } from './Booking'
import { Closing } from './Closing'
import { Conversation } from './Conversation'
import { Files } from './Files'
import { LookupForm } from './LookupForm'
import { PlannedDay } from './PlannedDay'
import { Promises } from './Promises'
import { ShareButton } from './ShareButton'
import { usePageTitle } from './usePageTitle'
import { useTrackLive } from './useTrackLive'

/** A case followed like a parcel. Needs no account, only the link, and keeps itself up to date. */
export function TrackPage() {
  const { t } = useTranslation('portal')
  const { token } = useParams({ strict: false }) as { token: string }
  const track = useQuery(portalQueries.track(token))
  usePageTitle(track.data ? track.data.number : t('track.title'))

  if (track.isPending) return <Skeleton lines={8} />
  if (!track.data) return <Unopened error={track.error} onRetry={() => track.refetch()} />
  return (
    <main className="lite-page portal-track">
      <Live token={token} stale={track.isError ? track.dataUpdatedAt : null} />
      <Standing track={track.data} />
      <Booking token={token} track={track.data} />
      <PlannedDay token={token} track={track.data} />
      <Closing token={token} track={track.data} />
      <Card title={t('track.way')}>
        <Steps steps={track.data.steps.map((step) => described(step, track.data))} />
      </Card>
      <Promises promises={track.data.promises} />
      <Conversation token={token} track={track.data} />
      <Files token={token} files={track.data.files} reports={track.data.reports} />
      <About track={track.data} />
      <ShareButton path={`/portal/t/${token}`} title={t('reported.shareTitle', { number: track.data.number })} />
      {(track.data.status === 'CLOSED' || (track.data.status === 'CANCELLED' && !track.data.continued)) && (
        <Link to={(track.data.device ? `/d/${track.data.device.qrToken}` : '/report') as never} className="portal-link-quiet">
          {t('track.again')}
        </Link>
      )}
    </main>
  )

  function described(step: TrackStep, { visit, status }: Track): Step {
    const { key, state, at, words } = step
    const closing = key === 'ACCEPTED' && state === 'NOW' && status === 'RESOLVED'
    const planned = key === 'SCHEDULED' && state === 'DONE' && visit
    return {
      key,
      state: state.toLowerCase() as Step['state'],
      title: t(`steps.${key}.${state === 'DONE' || state === 'FAILED' ? 'done' : state === 'NOW' ? 'now' : 'ahead'}`),
      // A booking stands for the time it is for, not for when it was made.
      ...(at && !planned && { at: <Time at={at} /> }),
      ...(planned && { detail: <>{t('track.visit', { engineer: visit.engineer, window: windowOf(visit) })}</> }),
      ...(closing && { detail: <>{t('track.pleaseConfirm')}</> }),
      ...(words && { detail: <>{words}</> }),
    }
  }
}

const windowOf = ({ from, to }: { from: string; to: string }) =>
  formatTime(from, 'day') === formatTime(to, 'day')
    ? `${formatTime(from, 'day')} ${formatTime(from, 'time')}–${formatTime(to, 'time')}`
    : `${formatTime(from, 'short')} – ${formatTime(to, 'short')}`

/** A number that no line ends within. */
const unbroken = (number = '') => number.replaceAll('-', '\u2011')

/** Says only when something is amiss: a page that keeps itself up to date need not say so. */
function Live({ token, stale }: { token: string; stale: number | null }) {
  const { t } = useTranslation('portal')
  useTrackLive(token)
  if (stale === null) return null
  return (
    <p className="portal-stale" role="status">
      {t('track.stale', { at: formatTime(stale, 'time') })}
    </p>
  )
}

/** From the booking to the end of the work. */
const COMING = new Set(['PLANNED', 'ACCEPTED', 'ON_THE_WAY', 'ARRIVED', 'STOPPED', 'WORKING', 'PAUSED'])

/** Where it stands, in one sentence that can be read at arm's length. */
function Standing({ track }: { track: Track }) {
  const { t } = useTranslation('portal')
  const { visit, status } = track
  const [tone, sentence] = standing(track)
  const coming = visit && COMING.has(visit.status) && (status === 'ACTIVE' || status === 'WAITING' || status === 'NEW')
  const copy = async () => toast((await copied(track.number)) ? t('track.copied') : track.number, 'info')
  return (
    <section className="portal-standing" data-tone={tone}>
      <button
        type="button"
        className="portal-number tabular"
        onClick={copy}
        aria-label={t('track.copy', { number: track.number })}
      >
        {track.number}
      </button>
      <h1>{t(`standing.${sentence}`, { number: unbroken(track.continued?.number) })}</h1>
      <p>{track.subject}</p>
      {track.continued && (
        <>
          <p>{t('track.continuedHint')}</p>
          {track.continued.token && (
            <Link to={`/t/${track.continued.token}` as never} className="portal-link-button">
              {t('track.continued', { number: track.continued.number })}
            </Link>
          )}
        </>
      )}
      {status === 'WAITING' && track.waitingFor && <blockquote>{track.waitingFor}</blockquote>}
      {coming && (
        <div className="portal-coming">
          <span className="portal-face" aria-hidden="true">
            {visit.engineer.slice(0, 1)}
          </span>
          <span>
            <strong>{visit.engineer}</strong>
            <small>{windowOf(visit)}</small>
          </span>
          {visit.phone && (
            <a href={`tel:${visit.phone}`}>
              <span className="visually-hidden">{t('track.call', { engineer: visit.engineer })}</span>
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M5 4h4l1.5 5-2.3 1.4a12 12 0 0 0 5.4 5.4L15 13.5l5 1.5v4c0 .6-.4 1-1 1C11 20 4 13 4 5c0-.6.4-1 1-1z" />
              </svg>
            </a>
          )}
        </div>
      )}
    </section>
  )
}

function standing({ status, visit, steps, continued }: Track): ['calm' | 'good' | 'wait' | 'off', string] {
  switch (status) {
    case 'NEW':
      return ['calm', 'NEW']
    case 'WAITING':
      return ['wait', 'WAITING']
    case 'RESOLVED':
      return ['good', 'RESOLVED']
    case 'CLOSED':
      return ['good', 'CLOSED']
    case 'CANCELLED':
      return continued ? ['calm', 'MERGED'] : ['off', 'CANCELLED']
    case 'ACTIVE':
      if (visit?.status === 'ON_THE_WAY') return ['calm', 'ON_THE_WAY']
      if (visit?.status === 'ARRIVED' || visit?.status === 'STOPPED' || visit?.status === 'WORKING' || visit?.status === 'PAUSED')
        return ['calm', 'ARRIVED']
      if (visit?.status === 'PLANNED' || visit?.status === 'ACCEPTED') return ['calm', 'SCHEDULED']
      return ['calm', steps.some(({ key }) => key === 'REJECTED') ? 'AGAIN' : 'ACTIVE']
  }
}

/** What was reported, about what, and who pays. */
function About({ track }: { track: Track }) {
  const { t } = useTranslation('portal')
  const { cost } = track
  const facts = cost.facts as unknown as Record<string, string>
  return (
    <Card title={t('track.about')}>
      <dl className="portal-facts-list">
        {track.device && (
          <>
            <dt>{t('track.device')}</dt>
            <dd>
              {track.device.name} <small>{track.device.model}</small>
            </dd>
          </>
        )}
        {(track.place || track.device?.location) && (
          <>
            <dt>{t('track.place')}</dt>
            <dd>{[track.place, track.device?.location].filter(Boolean).join(' · ')}</dd>
          </>
        )}
        <dt>{t('track.openedAt')}</dt>
        <dd>
          <Time at={track.openedAt} style="full" />
        </dd>
        {track.description && (
          <>
            <dt>{t('track.words')}</dt>
            <dd className="portal-said">{track.description}</dd>
          </>
        )}
        <dt>{t('track.cost')}</dt>
        <dd>
          {cost.reason ?? t(`cost.${cost.code.replace('.', '-')}`, { ...facts, defaultValue: t(`cost.${cost.entitlement}`) })}
        </dd>
      </dl>
    </Card>
  )
}

/** A link that opens nothing is met with a way on, not with a dead end. */
function Unopened({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('portal')
  const gone = error instanceof Problem && error.missing
  return (
    <main className="lite-page">
      {gone ? (
        <>
          <EmptyState title={t('track.gone')} hint={problemText(error)} />
          <Card title={t('lookup.title')}>
            <LookupForm />
          </Card>
        </>
      ) : (
        <ErrorPanel error={error} onRetry={onRetry} />
      )}
    </main>
  )
}
