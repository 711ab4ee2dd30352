import { Link, useParams } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { wordsOf } from '@/shared/forms/form'
import { Badge, Button, EmptyState, ErrorPanel, Input, Skeleton, type Tone, TopBar } from '@/shared/lite'
import { type Checklists, useChecklists } from '../api'
import { hasChecklistDraft } from '../checklistDraft'
import { type DeviceState, keyOf, openDevices, pathOf, progressOf, type RoundDevice, stateOf } from '../round'
import { MissedSheet } from './MissedSheet'
import './field.css'

const TONES: Record<DeviceState, Tone> = { OPEN: 'neutral', DONE: 'good', BAD: 'bad', MISSED: 'warn', FREE: 'neutral' }
const FILTERS = ['all', 'OPEN', 'BAD', 'MISSED'] as const
/** So many can be found by looking; beyond that one searches. */
const FEW = 8

/** Every device of a visit, with what is still to be done. */
export function RoundPage() {
  const { t } = useTranslation('fieldwork')
  const { id } = useParams({ strict: false }) as { id: string }
  const checklists = useChecklists(id)
  return (
    <>
      <TopBar title={t('round.page')} back={`/visits/${id}`} />
      {checklists.data ? (
        checklists.data.round.devices.length > 0 ? (
          <Devices visit={id} all={checklists.data} />
        ) : (
          <main className="lite-page">
            <EmptyState title={t('round.none')} />
          </main>
        )
      ) : checklists.isError ? (
        <main className="lite-page">
          <ErrorPanel error={checklists.error} onRetry={() => checklists.refetch()} />
        </main>
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  )
}

function Devices({ visit, all }: { visit: string; all: Checklists }) {
  const { t } = useTranslation(['fieldwork', 'shared'])
  const { round } = all
  const [words, setWords] = useState('')
  const [only, setOnly] = useState<(typeof FILTERS)[number]>('all')
  const [leaving, setLeaving] = useState<RoundDevice[]>()
  const wanted = useDeferredValue(words.trim().toLowerCase())
  const { all: asked, settled } = progressOf(round)
  const open = openDevices(round)
  const shown = round.devices.filter(
    (one) =>
      (only === 'all' || stateOf(one) === only) &&
      (!wanted || `${one.name} ${one.model} ${one.serial} ${one.location}`.toLowerCase().includes(wanted)),
  )
  const titles = new Map(round.forms.map(({ code, title }) => [code, wordsOf(title)]))
  const next = open[0]
  return (
    <>
      <main className="lite-page">
        {asked > 0 && (
          <div className="field-round-progress">
            <strong className="tabular">
              {settled} / {asked}
            </strong>
            <progress max={asked} value={settled} aria-label={t('round.progress', { settled, all: asked })} />
          </div>
        )}
        {round.devices.length > FEW && (
          <>
            <Input
              type="search"
              placeholder={t('round.search')}
              aria-label={t('round.search')}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
            <fieldset className="field-chips field-round-filter">
              <legend className="field-hidden">{t('round.filter')}</legend>
              {FILTERS.map((one) => ({
                one,
                count: one === 'all' ? round.devices.length : round.devices.filter((device) => stateOf(device) === one).length,
              }))
                .filter(({ one, count }) => count > 0 || one === only)
                .map(({ one, count }) => (
                  <button key={one} type="button" aria-pressed={only === one} onClick={() => setOnly(one)}>
                    {t(`round.filters.${one}`)} <span className="tabular">{count}</span>
                  </button>
                ))}
            </fieldset>
          </>
        )}
        {shown.length === 0 ? (
          <EmptyState title={t('round.noMatch')} />
        ) : (
          <ul className="field-round">
            {shown.map((one) => (
              <DeviceLine
                key={`${keyOf(one)} ${one.form}`}
                visit={visit}
                one={one}
                title={titles.size > 1 ? titles.get(one.form ?? '') : undefined}
                onMiss={() => setLeaving([one])}
                open={all.open}
              />
            ))}
          </ul>
        )}
      </main>
      {all.open && open.length > 0 && (
        <footer className="field-acts">
          {next && (
            <Link className="lite-button" data-kind="primary" data-wide="true" to={pathOf(visit, next) as never}>
              {t('round.next', { name: next.name })}
            </Link>
          )}
          <Button kind="quiet" onClick={() => setLeaving(open)}>
            {t('round.leave', { count: open.length })}
          </Button>
        </footer>
      )}
      <MissedSheet visit={visit} devices={leaving} onClose={() => setLeaving(undefined)} />
    </>
  )
}

type LineProps = { visit: string; one: RoundDevice; title: string | undefined; open: boolean; onMiss: () => void }

function DeviceLine({ visit, one, title, open, onMiss }: LineProps) {
  const { t } = useTranslation('fieldwork')
  const state = stateOf(one)
  const draft = state === 'OPEN' && one.form !== null && hasChecklistDraft(visit, one.form, one.device)
  const what = (
    <>
      <span className="field-round-what">
        <strong>{one.name}</strong>
        <small className="field-soft">
          {[one.model, one.serial, one.location, title].filter((part) => part && part !== one.name).join(' · ')}
        </small>
        {one.missed !== null && <small className="field-soft">{one.missed}</small>}
      </span>
      <Badge tone={draft ? 'warn' : TONES[state]}>
        {state === 'BAD'
          ? t('checklists.findings', { count: one.answer?.findings.length ?? 0 })
          : t(draft ? 'checklists.draft' : `round.states.${state}`)}
      </Badge>
    </>
  )
  return (
    <li>
      {one.form ? (
        <Link to={pathOf(visit, one) as never}>{what}</Link>
      ) : (
        <button type="button" disabled={!open} onClick={onMiss}>
          {what}
        </button>
      )}
    </li>
  )
}
