import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Countdown, type PromiseState } from '@/shared/Countdown'
import { Badge, Card, ErrorPanel, Skeleton, TopBar } from '@/shared/lite'
import { duration, formatTime } from '@/shared/time'
import { fieldQueries, useVisit, useVisitPhotos, type Visit, type VisitStatus } from '../api'
import { routeTo, SEVERITY_TONE, STATUS_TONE, useCodeNames } from '../words'
import { ChecklistCard } from './ChecklistCard'
import { PaperIcon, PhoneIcon, RouteIcon, TickIcon } from './icons'
import { PhotoStrip } from './Photos'
import { SafetyCard } from './SafetyCard'
import { VisitActs } from './VisitActs'
import { WordsCard } from './WordsCard'
import './field.css'

/** One visit with everything needed on the way and on site; the next act is always at the foot. */
export function VisitPage() {
  const { t } = useTranslation('fieldwork')
  const { id } = useParams({ strict: false }) as { id: string }
  const visit = useVisit(id)
  return (
    <>
      <TopBar title={visit.data?.card.caseNumber ?? t('visit.title')} back="/" />
      {visit.isPending ? (
        <Skeleton lines={8} />
      ) : visit.isError && !visit.data ? (
        <main className="lite-page">
          <ErrorPanel error={visit.error} onRetry={() => visit.refetch()} />
        </main>
      ) : visit.data ? (
        <>
          <main className="lite-page">
            <Head visit={visit.data} />
            {visit.data.card.status === 'SIGNED' && <Done visit={visit.data} />}
            {visit.data.bookingNote && visit.data.card.status !== 'SIGNED' && (
              <Card tone="accent">
                <small className="field-label">{t('visit.note')}</small>
                <p className="field-text">{visit.data.bookingNote}</p>
              </Card>
            )}
            <WordsCard visit={visit.data} />
            <SafetyCard visit={visit.data} />
            <Where visit={visit.data} />
            <Symptom visit={visit.data} />
            <Device visit={visit.data} />
            <ChecklistCard visit={visit.data} />
            <Report visit={visit.data} />
          </main>
          <VisitActs visit={visit.data} />
        </>
      ) : null}
    </>
  )
}

const WAY = ['ACCEPTED', 'ON_THE_WAY', 'ARRIVED', 'WORKING', 'FINISHED', 'SIGNED'] as const
const REACHED: Record<VisitStatus, number> = {
  PLANNED: 0,
  ACCEPTED: 1,
  ON_THE_WAY: 2,
  ARRIVED: 3,
  STOPPED: 3,
  WORKING: 4,
  PAUSED: 4,
  FINISHED: 5,
  SIGNED: 6,
  HANDED_OVER: 4,
  REFUSED: 0,
  CANCELLED: 0,
}

function Head({ visit }: { visit: Visit }) {
  const { t } = useTranslation('fieldwork')
  const { card, arrival } = visit
  const reached = REACHED[card.status]
  const running = [
    { code: 'arrive' as const, due: card.arrive },
    { code: 'restore' as const, due: card.restore },
  ].filter(({ due }) => due && (due.state === 'RUNNING' || due.state === 'PAUSED'))
  const over =
    card.status === 'SIGNED' || card.status === 'HANDED_OVER' || card.status === 'REFUSED' || card.status === 'CANCELLED'
  return (
    <section className="field-head">
      <div className="field-card-head">
        <Badge tone={STATUS_TONE[card.status]}>{t(`statuses.${card.status}`)}</Badge>
        {card.remote && <Badge tone="info">{t('visit.remote')}</Badge>}
        <Badge tone={SEVERITY_TONE[card.severity] ?? 'neutral'}>{t(`severity.${card.severity}`)}</Badge>
        {visit.entitlement !== 'UNDECIDED' && (
          <Badge tone={visit.entitlement === 'CHARGEABLE' ? 'warn' : 'good'}>{t(`entitlement.${visit.entitlement}`)}</Badge>
        )}
      </div>
      <h2>{card.subject}</h2>
      <p className="field-when-planned tabular">
        {formatTime(card.plannedStart, 'day')} {formatTime(card.plannedStart, 'time')}–{formatTime(card.plannedEnd, 'time')}
      </p>
      {!over &&
        running.map(({ code, due }) =>
          due ? (
            <p key={code} className="field-due">
              {t(`due.${code}`)}
              <span className="tabular">{formatTime(due.dueAt, 'short')}</span>
              <Countdown dueAt={due.dueAt} state={due.state as PromiseState} />
            </p>
          ) : null,
        )}
      <ol className="field-way" aria-label={t('visit.way')}>
        {WAY.map((step, index) =>
          card.remote && step === 'ON_THE_WAY' ? null : (
            <li key={step} data-state={index < reached ? 'done' : index === reached && !over ? 'next' : 'ahead'}>
              {card.remote && step === 'ARRIVED' ? t('visit.connected') : t(`steps.${step}`)}
            </li>
          ),
        )}
      </ol>
      {arrival && !card.remote && (
        <p className="field-arrival" data-late={arrival.lateMinutes > 0}>
          {t('visit.arrivedAt', { at: formatTime(visit.steps.arrived, 'time') })}
          {arrival.lateMinutes > 0
            ? ` · ${t('visit.late', { time: duration(arrival.lateMinutes * 60_000) })}`
            : ` · ${t('visit.inTime')}`}
          {arrival.distanceMetres !== null && ` · ${t('visit.distance', { distance: distance(arrival.distanceMetres) })}`}
          {arrival.note && ` · ${arrival.note}`}
        </p>
      )}
      {visit.refusal && <p className="field-arrival">{t('visit.refused', { reason: visit.refusal })}</p>}
    </section>
  )
}

const distance = (metres: number) => (metres < 1000 ? `${metres} m` : `${(metres / 1000).toFixed(1)} km`)

function Where({ visit: { card } }: { visit: Visit }) {
  const { t } = useTranslation('fieldwork')
  return (
    <Card>
      <strong className="field-strong">{card.customer ?? t('visit.unknownCustomer')}</strong>
      {card.site && <p className="field-text">{card.site}</p>}
      {card.address && <p className="field-text field-soft">{card.address}</p>}
      <p className="field-text">{[card.contactName, card.contactPhone].filter(Boolean).join(' ')}</p>
      <div className="field-pair">
        {card.contactPhone && (
          <a className="lite-button" data-kind="plain" href={`tel:${card.contactPhone}`}>
            <PhoneIcon />
            <span>{t('visit.call')}</span>
          </a>
        )}
        {!card.remote && (card.lng !== null || card.address || card.site) && (
          <a
            className="lite-button"
            data-kind="plain"
            target="_blank"
            rel="noreferrer"
            href={routeTo({ lng: card.lng, lat: card.lat, name: card.site ?? card.customer ?? '', address: card.address })}
          >
            <RouteIcon />
            <span>{t('visit.route')}</span>
          </a>
        )}
      </div>
    </Card>
  )
}

function Symptom({ visit }: { visit: Visit }) {
  const { t } = useTranslation('fieldwork')
  const photos = useQuery(fieldQueries.photos('case', visit.card.caseId))
  const pictures = (photos.data?.rows ?? []).filter((one) => one.mediaType.startsWith('image/'))
  if (!visit.description.trim() && pictures.length === 0) return null
  return (
    <Card title={t('visit.symptom')}>
      {visit.description.trim() && <p className="field-text">{visit.description}</p>}
      <PhotoStrip label={t('visit.symptom')} photos={pictures} />
    </Card>
  )
}

function Device({ visit: { device, history } }: { visit: Visit }) {
  const { t } = useTranslation('fieldwork')
  if (!device) return null
  return (
    <Card title={t('visit.device')}>
      <strong className="field-strong">{device.name || device.model}</strong>
      <dl className="field-facts">
        <dt>{t('visit.model')}</dt>
        <dd>{[device.maker, device.model].filter(Boolean).join(' ')}</dd>
        <dt>{t('visit.serial')}</dt>
        <dd className="tabular">{device.serial}</dd>
        {device.location && (
          <>
            <dt>{t('visit.location')}</dt>
            <dd>{device.location}</dd>
          </>
        )}
        {device.warrantyUntil && (
          <>
            <dt>{t('visit.warranty')}</dt>
            <dd className="tabular">{t('visit.warrantyUntil', { day: device.warrantyUntil })}</dd>
          </>
        )}
      </dl>
      {history.length > 0 && (
        <details className="field-history">
          <summary>{t('visit.history', { count: history.length })}</summary>
          <ul>
            {history.map((past) => (
              <li key={past.id}>
                <small className="tabular">
                  {formatTime(past.openedAt, 'date')} · {past.number}
                </small>
                <strong>{past.subject}</strong>
                {past.resolution && <p className="field-text field-soft">{past.resolution}</p>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  )
}

function Report({ visit }: { visit: Visit }) {
  const { t } = useTranslation('fieldwork')
  const codes = useQuery({ ...fieldQueries.codes(), enabled: visit.report !== null })
  const nameOf = useCodeNames()
  const photos = useVisitPhotos(visit.card.id, visit.arrival !== null)
  const router = useRouter()
  const { report } = visit
  if (!report) return null
  const cause = codes.data?.causes.find((code) => code.code === report.cause)
  const pictures = (section: string) => photos.filter((one) => one.section === section && one.mediaType.startsWith('image/'))
  return (
    <Card
      title={t('report.title')}
      extra={
        visit.reportOpen && (
          <button type="button" className="field-link" onClick={() => router.navigate({ to: `/visits/${visit.card.id}/report` })}>
            {t('report.edit')}
          </button>
        )
      }
    >
      <dl className="field-facts">
        <dt>{t('report.outcome')}</dt>
        <dd>
          <Badge tone={report.outcome === 'FIXED' ? 'good' : report.outcome === 'WORKAROUND' ? 'warn' : 'bad'}>
            {t(`outcomes.${report.outcome}`)}
          </Badge>
        </dd>
        <dt>{t('report.finding')}</dt>
        <dd className="field-text">{report.finding}</dd>
        {cause && (
          <>
            <dt>{t('report.cause')}</dt>
            <dd>{nameOf(cause)}</dd>
          </>
        )}
        <dt>{t('report.action')}</dt>
        <dd className="field-text">{report.action}</dd>
        {report.parts.length > 0 && (
          <>
            <dt>{t('report.parts')}</dt>
            <dd>
              {report.parts.map((part, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: parts have no names of their own
                <div key={index}>
                  {t(`moves.${part.move}`)} {part.name} {part.model} × {part.quantity}
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
      <PhotoStrip label={t('report.before')} photos={pictures('before')} titled />
      <PhotoStrip label={t('report.after')} photos={pictures('after')} titled />
    </Card>
  )
}

function Done({ visit }: { visit: Visit }) {
  const { t } = useTranslation('fieldwork')
  const { report } = visit
  return (
    <Card tone="accent">
      <div className="field-done">
        <span className="field-done-mark">
          <TickIcon />
        </span>
        <div>
          <strong>{t('done.title')}</strong>
          <p>{t('done.hint', { name: report?.signerName ?? '', at: formatTime(report?.signedAt, 'short') })}</p>
        </div>
      </div>
      {report?.id && (
        <a
          className="lite-button"
          data-kind="primary"
          data-wide="true"
          href={`/api/reports/${report.id}/pdf`}
          target="_blank"
          rel="noreferrer"
        >
          <PaperIcon />
          <span>{t('done.paper', { number: report.number })}</span>
        </a>
      )}
    </Card>
  )
}
