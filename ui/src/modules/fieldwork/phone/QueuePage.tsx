import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge, Button, Card, EmptyState, Sheet, TopBar } from '@/shared/lite'
import { Problem, problemText } from '@/shared/problem'
import { sessionExpired } from '@/shared/session'
import { formatTime } from '@/shared/time'
import { type Contradiction, useContradictions, useMyVisits } from '../api'
import { letGo, sync, tryAgain, useQueue } from '../offline/queue'
import type { Entry } from '../offline/shelf'
import { TickIcon } from './icons'
import { useOnline } from './OfflineBar'
import { PhotoImage } from './PhotoImage'
import './field.css'

/** What this phone has written down and not got rid of yet, in the order in which it goes. */
export function QueuePage() {
  const { t } = useTranslation(['fieldwork', 'safety'])
  const { entries, others, sending } = useQueue()
  const online = useOnline()
  const held = useContradictions().data ?? []
  const names = new Map((useMyVisits().data?.rows ?? []).map((card) => [card.id, `${card.caseNumber} ${card.subject}`]))
  const [gone, setGone] = useState<Entry>()
  const visits = [...new Set(entries.map(({ visit }) => visit))]
  return (
    <>
      <TopBar title={t('queue.title')} back="/" />
      <main className="lite-page">
        {entries.length === 0 ? (
          <EmptyState title={t('queue.empty')} hint={t(online ? 'queue.emptyHint' : 'queue.emptyOffline')} icon={<TickIcon />} />
        ) : (
          <p className="field-text field-soft">
            {t(sending === 'SIGNED_OUT' ? 'queue.hintSignIn' : online ? 'queue.hint' : 'queue.hintOffline')}
          </p>
        )}
        {visits.map((visit) => (
          <Card key={visit} title={names.get(visit) ?? t('visit.title')}>
            <ol className="field-queue">
              {entries
                .filter((entry) => entry.visit === visit)
                .map((entry) => (
                  <Line key={entry.seq} entry={entry} onGone={() => setGone(entry)} />
                ))}
            </ol>
          </Card>
        ))}
        {entries.length > 0 && (
          <Button wide busy={sending === 'SENDING'} onClick={() => (sending === 'SIGNED_OUT' ? sessionExpired() : void sync())}>
            {t(sending === 'SIGNED_OUT' ? 'queue.signInNow' : 'queue.now')}
          </Button>
        )}
        {others > 0 && <p className="field-text field-soft">{t('queue.others', { count: others })}</p>}
        {held.map((one) => (
          <Held key={one.id} held={one} />
        ))}
      </main>
      <Sheet
        open={gone !== undefined}
        title={t('queue.giveUp')}
        onClose={() => setGone(undefined)}
        foot={
          <Button
            kind="danger"
            wide
            onClick={() => {
              if (gone) void letGo(gone)
              setGone(undefined)
            }}
          >
            {t('queue.giveUpAct')}
          </Button>
        }
      >
        <p className="field-text">{t('queue.giveUpHint')}</p>
      </Sheet>
    </>
  )
}

function Line({ entry, onGone }: { entry: Entry; onGone: () => void }) {
  const { t } = useTranslation('fieldwork')
  const size = entry.kind === 'PHOTO' ? Math.max(1, Math.round(Number(entry.body.size) / 1024)) : 0
  return (
    <li>
      <span className="field-queue-what">
        {entry.kind === 'PHOTO' && <PhotoImage id={entry.id} alt="" className="field-queue-photo" />}
        <span>
          <strong>{t(`queue.acts.${entry.act}`, { defaultValue: entry.act })}</strong>
          <small className="tabular">
            {formatTime(entry.at, 'short')}
            {size > 0 && ` · ${size} KB`}
          </small>
        </span>
      </span>
      {entry.refused && (
        <>
          <p className="field-text" role="alert">
            {problemText(new Problem({ ...entry.refused, ...(entry.refused.detail ? { detail: entry.refused.detail } : {}) }))}
          </p>
          <span className="field-pair">
            <Button kind="plain" onClick={() => void tryAgain(entry)}>
              {t('queue.again')}
            </Button>
            <Button kind="quiet" onClick={onGone}>
              {t('queue.giveUpAct')}
            </Button>
          </span>
        </>
      )}
    </li>
  )
}

/** What did not fit the office's plan: it is there, and somebody looks at it. */
function Held({ held }: { held: Contradiction }) {
  const { t } = useTranslation('fieldwork')
  const open = held.state === 'OPEN'
  return (
    <Card title={`${held.number} ${held.subject}`} tone={open ? 'accent' : undefined}>
      <div className="field-card-head">
        <Badge tone={open ? 'warn' : held.state === 'SET_ASIDE' ? 'neutral' : 'good'}>
          {t(`contradictions.states.${held.state}`)}
        </Badge>
      </div>
      <p className="field-text">
        {problemText(new Problem({ status: 409, code: held.code, facts: held.facts as Record<string, unknown> }))}
      </p>
      <p className="field-text field-soft">
        {t('contradictions.acts', {
          acts: held.acts.map(({ act }) => t(`queue.acts.${act}`, { defaultValue: act })).join(t('comma')),
        })}
      </p>
      {held.settledBy && (
        <p className="field-text">
          {held.settledBy}
          {held.note && `：${held.note}`}
        </p>
      )}
    </Card>
  )
}
