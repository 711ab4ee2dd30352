import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { App, Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Facts, Four, PageTitle, Panel, StatusTag, SubjectLink } from '@/shared/desk'
import { listed } from '@/shared/listed'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { money, TONES, type Trip, tripQueries, useTripDeed } from './api'
import { Weeks } from './Weeks'

/** One out-duty order: what it is for, where it stands, and what was reported week after week. */
export function TripPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const trip = useQuery(tripQueries.one(id))
  return <Four query={trip}>{(found) => <Loaded view={found} />}</Four>
}

function Loaded({ view }: { view: Trip }) {
  const { t, i18n } = useTranslation(['trips', 'shared'])
  const { modal, message } = App.useApp()
  const { trip } = view
  const deed = useTripDeed(trip.id)
  const run = (path: string, json: object) =>
    deed.mutateAsync({ path, json: { ...json, version: trip.version } }).catch((error) => {
      message.error(problemText(error))
      throw error
    })
  const ask = (title: string, path: string, json: (words: string) => object) => {
    let words = ''
    modal.confirm({
      title,
      content: (
        <Input.TextArea
          rows={3}
          maxLength={500}
          aria-label={t('note')}
          placeholder={t('note')}
          onChange={(event) => {
            words = event.target.value
          }}
        />
      ),
      okText: title,
      onOk: () => run(path, json(words)),
    })
  }
  return (
    <>
      <PageTitle
        title={trip.purpose}
        hint={trip.number}
        extra={
          <>
            <Button href={`/api/trips/${trip.id}/pdf`} target="_blank">
              {t('print')}
            </Button>
            {view.acts.includes('CANCEL') && (
              <Button danger onClick={() => ask(t('acts.CANCEL'), 'cancel', (reason) => ({ reason }))}>
                {t('acts.CANCEL')}
              </Button>
            )}
            {view.acts.includes('REFUSE') && (
              <Button onClick={() => ask(t('acts.REFUSE'), 'decide', (note) => ({ approved: false, note }))}>
                {t('acts.REFUSE')}
              </Button>
            )}
            {view.acts.includes('APPROVE') && (
              <Button type="primary" onClick={() => ask(t('acts.APPROVE'), 'decide', (note) => ({ approved: true, note }))}>
                {t('acts.APPROVE')}
              </Button>
            )}
            {view.mayTakePapers && (
              <Button
                type="primary"
                onClick={() =>
                  modal.confirm({
                    title: t('papers.act'),
                    content: t('papers.hint'),
                    okText: t('papers.act'),
                    onOk: () => run('papers', {}),
                  })
                }
              >
                {t('papers.act')}
              </Button>
            )}
          </>
        }
      />
      <Panel title={t('order')} extra={<StatusTag tone={TONES[trip.status]}>{t(`statuses.${trip.status}`)}</StatusTag>}>
        <Facts
          facts={[
            {
              label: t('form.travellers'),
              value: listed(view.people.map((one) => [one.name, one.phone].filter(Boolean).join(' '))),
            },
            { label: t('form.branch'), value: trip.branchName },
            { label: t('form.place'), value: trip.place },
            { label: t('form.days'), value: t('span', { from: trip.fromDay, to: trip.toDay }) },
            { label: t('form.contact'), value: [view.contact, view.contactPhone].filter(Boolean).join(' ') || '—' },
            {
              label: t('form.advance'),
              value: Number(trip.advance) > 0 ? money(trip.advance, trip.advanceCurrency, i18n.language) : '—',
            },
            { label: t('form.tasks'), value: view.tasks || '—' },
            { label: t('form.confidential'), value: view.confidential || '—' },
          ]}
        />
        {view.cases.length > 0 && (
          <ul className="lines">
            {view.cases.map((one) => (
              <li key={one.id}>
                <div>
                  <SubjectLink kind="case" id={one.id}>
                    {one.number} {one.subject}
                  </SubjectLink>
                  <div>
                    <small>{[one.customer, one.site].filter(Boolean).join(' · ')}</small>
                  </div>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t('course')}>
        <ul className="lines">
          <Step words={t('steps.asked', { name: view.askedBy ?? '' })} at={view.askedAt} />
          {view.decidedAt && (
            <Step
              words={[
                t(trip.status === 'REFUSED' ? 'steps.refused' : 'steps.approved', { name: view.decidedBy ?? '' }),
                view.note,
              ]
                .filter(Boolean)
                .join('：')}
              at={view.decidedAt}
            />
          )}
          {view.startedAt && <Step words={t('steps.started')} at={view.startedAt} />}
          {view.returnedAt && <Step words={t('steps.returned')} at={view.returnedAt} />}
          {view.papersAt ? (
            <Step words={t('steps.papers')} at={view.papersAt} />
          ) : (
            trip.papersOwed && (
              <li>
                <StatusTag tone="warn">{t('papersOwed')}</StatusTag>
              </li>
            )
          )}
          {trip.status === 'CANCELLED' && <li>{t('steps.cancelled', { reason: view.note })}</li>}
        </ul>
      </Panel>
      {view.startedAt && <Weeks weeks={view.weeks} />}
    </>
  )
}

function Step({ words, at }: { words: string; at: string }) {
  return (
    <li>
      <span>{words}</span>
      <small className="tabular">
        <Time at={at} />
      </small>
    </li>
  )
}
