import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge, Button, Card, ErrorPanel, Field, Input, Skeleton, TextArea, TopBar, toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { dayOf } from '@/shared/time'
import { money, TONES, type Trip, tripQueries, useMyDeed } from '../api'
import './trips.css'

/** My trip: what it is for, setting out and coming back, and what I did today. */
export function MyTripPage() {
  const { t } = useTranslation('trips')
  const { id } = useParams({ strict: false }) as { id: string }
  const trip = useQuery(tripQueries.myOne(id))
  return (
    <>
      <TopBar title={trip.data?.trip.number ?? t('title')} back="/trips" />
      {trip.isPending ? (
        <Skeleton lines={8} />
      ) : trip.data ? (
        <Loaded view={trip.data} />
      ) : (
        <main className="lite-page">
          <ErrorPanel error={trip.error} onRetry={() => trip.refetch()} />
        </main>
      )}
    </>
  )
}

function Loaded({ view }: { view: Trip }) {
  const { t, i18n } = useTranslation('trips')
  const { trip } = view
  const deed = useMyDeed(trip.id)
  const step = (path: 'start' | 'return') =>
    deed.mutate(
      { path, json: { at: new Date().toISOString() } },
      { onSuccess: () => toast(t(`phone.said.${path}`)), onError: (error) => toast(problemText(error), 'bad') },
    )
  const facts = [
    [t('form.place'), trip.place],
    [t('form.days'), t('span', { from: trip.fromDay, to: trip.toDay })],
    [t('form.travellers'), trip.travellers],
    [t('form.contact'), [view.contact, view.contactPhone].filter(Boolean).join(' ')],
    [t('form.tasks'), [...view.cases.map((one) => `${one.number} ${one.subject}`), view.tasks].filter(Boolean).join('\n')],
    [t('form.advance'), Number(trip.advance) > 0 ? money(trip.advance, trip.advanceCurrency, i18n.language) : ''],
  ].filter(([, value]) => value)
  return (
    <>
      <main className="lite-page">
        <Card>
          <div className="trip-head">
            <strong>{trip.purpose}</strong>
            <Badge tone={TONES[trip.status]}>{t(`statuses.${trip.status}`)}</Badge>
          </div>
          <dl className="trip-facts">
            {facts.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {trip.papersOwed && <Badge tone="warn">{t('papersOwed')}</Badge>}
        </Card>
        {view.confidential && (
          <Card title={t('form.confidential')} tone="accent">
            <p className="trip-text">{view.confidential}</p>
          </Card>
        )}
        {(trip.status === 'AWAY' || trip.status === 'BACK') && <Report view={view} />}
      </main>
      {view.acts.length > 0 && (
        <footer className="field-acts">
          {view.acts.includes('START') && (
            <Button wide busy={deed.isPending} onClick={() => step('start')}>
              {t('phone.start')}
            </Button>
          )}
          {view.acts.includes('RETURN') && (
            <Button wide kind="plain" busy={deed.isPending} onClick={() => step('return')}>
              {t('phone.return')}
            </Button>
          )}
        </footer>
      )}
    </>
  )
}

type Draft = { done: string; next: string; trouble: string }

const kept = (key: string): Draft | undefined => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** Needs a net; what is written stays on the phone until it is sent. */
function Report({ view }: { view: Trip }) {
  const { t } = useTranslation('trips')
  const me = useSession().user.id
  const [day, setDay] = useState(dayOf(Date.now()))
  const mine = view.weeks.flatMap(({ reports }) => reports).filter(({ userId }) => userId === me)
  return (
    <>
      <Card title={t('report.title')}>
        <Field label={t('report.day')}>
          <Input
            type="date"
            max={dayOf(Date.now())}
            value={day}
            onChange={(event) => event.target.value && setDay(event.target.value)}
          />
        </Field>
        <Write key={day} trip={view.trip.id} day={day} before={mine.find((one) => one.day === day)} />
      </Card>
      {mine.length > 0 && (
        <Card title={t('report.mine', { count: mine.length })}>
          <ul className="trip-reports">
            {mine.toReversed().map((one) => (
              <li key={one.day}>
                <button type="button" onClick={() => setDay(one.day)}>
                  <strong className="tabular">{one.day}</strong>
                  <span>{one.done}</span>
                </button>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

function Write({ trip, day, before }: { trip: string; day: string; before: Draft | undefined }) {
  const { t } = useTranslation('trips')
  const key = `aftercare.trip.${trip}.${day}`
  const deed = useMyDeed(trip)
  const [draft, setDraft] = useState<Draft>(() => {
    const { done, next, trouble } = kept(key) ?? before ?? { done: '', next: '', trouble: '' }
    return { done, next, trouble }
  })
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // A full phone keeps it in the page.
    }
  }
  const send = () =>
    deed.mutate(
      { path: `reports/${day}`, method: 'PUT', json: draft },
      {
        onSuccess: () => {
          localStorage.removeItem(key)
          toast(t('report.saved'))
        },
        onError: (error) => toast(problemText(error), 'bad'),
      },
    )
  return (
    <div className="trip-form">
      <Field label={t('report.done')} required>
        <TextArea rows={4} maxLength={4000} value={draft.done} onChange={(event) => change({ done: event.target.value })} />
      </Field>
      <Field label={t('report.next')}>
        <TextArea rows={2} maxLength={2000} value={draft.next} onChange={(event) => change({ next: event.target.value })} />
      </Field>
      <Field label={t('report.trouble')}>
        <TextArea rows={2} maxLength={2000} value={draft.trouble} onChange={(event) => change({ trouble: event.target.value })} />
      </Field>
      <p className="trip-soft">{t('report.online')}</p>
      <Button wide busy={deed.isPending} disabled={!draft.done.trim()} onClick={send}>
        {t(before ? 'report.again' : 'report.send')}
      </Button>
    </div>
  )
}
