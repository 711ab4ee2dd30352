import { useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AnswerView } from '@/shared/forms/AnswerView'
import { type Answers, assessed, cleaned, type FormDefinition, missing as gapsOf, presets, wordsOf } from '@/shared/forms/form'
import { LiteForm } from '@/shared/forms/LiteForm'
import { Badge, Button, Card, EmptyState, ErrorPanel, Skeleton, TopBar, toast } from '@/shared/lite'
import { Problem, problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { type Checklists, useChecklists, useFillChecklist, useVisit, type Visit } from '../api'
import { checklistDraft, keepChecklistDraft } from '../checklistDraft'
import { keyOf, nextOpen, pathOf, progressOf, type Round, type RoundDevice } from '../round'
import { ChecklistPhotos } from './ChecklistPhotos'
import { ChecklistSignature } from './ChecklistSignature'
import { MissedSheet } from './MissedSheet'
import './field.css'

/** One form of a visit, of one of its devices where there are several: to fill in, or as it was filled in. */
export function ChecklistPage() {
  const { t } = useTranslation('fieldwork')
  const { id, code, device } = useParams({ strict: false }) as { id: string; code: string; device?: string }
  const visit = useVisit(id)
  const checklists = useChecklists(id)
  const sheet = checklists.data && (device ? ofDevice(checklists.data, device, code) : ofVisit(checklists.data, code))
  return (
    <>
      <TopBar
        title={sheet?.one ? sheet.one.name : sheet ? wordsOf(sheet.title) : t('checklists.title')}
        back={device ? `/visits/${id}/devices` : `/visits/${id}`}
      />
      {visit.data && checklists.data ? (
        sheet ? (
          <Checklist key={`${device} ${sheet.filled?.id ?? code}`} visit={visit.data} all={checklists.data} sheet={sheet} />
        ) : (
          <main className="lite-page">
            <EmptyState title={t('checklists.missing')} />
          </main>
        )
      ) : visit.isError || checklists.isError ? (
        <main className="lite-page">
          <ErrorPanel
            error={visit.error ?? checklists.error}
            onRetry={() => {
              visit.refetch()
              checklists.refetch()
            }}
          />
        </main>
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  )
}

type Filled = Omit<Checklists['filled'][number], 'visitId'>
type Offered = Checklists['offered'][number]

/** What is filled in: `one` of several devices, or the visit's own. */
type Paper = {
  title: Record<string, string>
  code: string
  offered: Offered | undefined
  filled: Filled | undefined
  one?: RoundDevice
}

function ofVisit(all: Checklists, code: string): Paper | undefined {
  const offered = all.offered.find(({ form }) => form.code === code)
  const filled = all.filled.find(({ form }) => form.code === code)
  const form = (offered ?? filled)?.form
  return form && { title: form.title, code, offered, filled }
}

function ofDevice({ round }: Checklists, device: string, code: string): Paper | undefined {
  const one = round.devices.find((other) => keyOf(other) === device && other.form === code)
  const version = (wanted: number | null | undefined) => round.forms.find((form) => form.code === code && form.version === wanted)
  const form = version(one?.version)
  const answered = version(one?.answer?.version)
  const title = (form ?? answered)?.title
  if (!one || !title) return undefined
  return {
    title,
    code,
    one,
    offered: form && { form, last: one.last },
    filled: one.answer && answered ? { ...one.answer, form: answered } : undefined,
  }
}

function Checklist({ visit, all, sheet }: { visit: Visit; all: Checklists; sheet: Paper }) {
  const { t } = useTranslation('fieldwork')
  const { offered, filled, one } = sheet
  const [again, setAgain] = useState(() => checklistDraft(visit.card.id, sheet.code, one?.device) !== undefined)
  const open = all.open && offered !== undefined && (visit.reportOpen || offered.form.use === 'SAFETY')
  if (open && offered && (!filled || again)) {
    return (
      <Fill
        visit={visit.card.id}
        form={offered.form as FormDefinition}
        last={offered.last}
        before={filled}
        round={all.round}
        one={one}
      />
    )
  }
  if (!filled)
    return (
      <main className="lite-page">
        <EmptyState title={t('checklists.later')} hint={t('checklists.laterHint')} />
      </main>
    )
  return (
    <main className="lite-page">
      {one && <DeviceHead round={all.round} one={one} title={wordsOf(sheet.title)} />}
      <Card>
        <div className="field-card-head">
          <Badge tone={filled.findings.length ? 'bad' : 'good'}>
            {filled.findings.length ? t('checklists.findings', { count: filled.findings.length }) : t('checklists.good')}
          </Badge>
          {filled.score !== null && <Badge>{t('checklists.score', { score: filled.score })}</Badge>}
        </div>
        <p className="field-text field-soft">
          {filled.by} · {formatTime(filled.at, 'short')}
        </p>
        <FollowUps filled={filled} />
        <AnswerView
          form={filled.form as FormDefinition}
          answers={filled.answers}
          outside={filled.findings.map(({ question }) => question)}
        />
      </Card>
      {open && (
        <Button kind="plain" wide onClick={() => setAgain(true)}>
          {t('checklists.correct')}
        </Button>
      )}
    </main>
  )
}

function FollowUps({ filled }: { filled: Filled }) {
  const { t } = useTranslation('fieldwork')
  return filled.followUps.map(({ caseId, number, question }) => (
    <p key={caseId} className="field-text">
      {t('checklists.followUp', {
        number,
        question: wordsOf(filled.findings.find((finding) => finding.question === question)?.label),
      })}
    </p>
  ))
}

type FillProps = {
  visit: string
  form: FormDefinition
  last: Record<string, number>
  before: Filled | undefined
  round: Round
  one: RoundDevice | undefined
}

function Fill({ visit, form, last, before, round, one }: FillProps) {
  const { t } = useTranslation(['fieldwork', 'forms'])
  const router = useRouter()
  const device = one?.device ?? null
  const fill = useFillChecklist(visit, form.code, device)
  const [missing, setMissing] = useState(false)
  const [answers, setAnswers] = useState<Answers>(
    () => checklistDraft(visit, form.code, device) ?? (before?.answers as Answers | undefined) ?? presets(form),
  )
  const [faults, setFaults] = useState<Record<string, string>>({})
  const gaps = gapsOf(form, answers)
  const { outside, score } = assessed(form, answers)
  const count = Object.keys(gaps).length

  const change = (next: Answers) => {
    setAnswers(next)
    setFaults((before) =>
      Object.fromEntries(
        Object.entries(before).filter(([at]) => next[at.split('.')[0] ?? ''] === answers[at.split('.')[0] ?? '']),
      ),
    )
    keepChecklistDraft(visit, form.code, next, device)
  }
  /** On to the next device; after the last one back to all of them. */
  const goOn = () => {
    const next = one && nextOpen(round, keyOf(one), form.code)
    const to = !one ? `/visits/${visit}` : next ? pathOf(visit, next) : `/visits/${visit}/devices`
    window.scrollTo(0, 0)
    router.navigate({ to, replace: true })
  }
  const show = (wrong: Record<string, string>) => {
    setFaults(wrong)
    const first = Object.keys(wrong)[0]?.split('.')[0]
    requestAnimationFrame(() =>
      document.querySelector(`[data-question="${first}"]`)?.scrollIntoView({ block: 'center', behavior: 'smooth' }),
    )
  }
  const send = async () => {
    if (count > 0) {
      toast(t('checklists.gaps', { count }), 'bad')
      return show(gaps)
    }
    try {
      await fill.mutateAsync({ form: form.code, version: form.version, answers: cleaned(form, answers) })
      const cases = outside.filter((key) => form.questions.find((one) => one.key === key)?.ifBad === 'NEW_CASE').length
      toast(cases ? t('checklists.savedOpened', { count: cases }) : t('checklists.saved'))
      goOn()
    } catch (error) {
      toast(problemText(error), 'bad')
      if (error instanceof Problem && error.facts?.questions) show(error.facts.questions as Record<string, string>)
    }
  }

  return (
    <>
      <main className="lite-page">
        {one && <DeviceHead round={round} one={one} title={wordsOf(form.title)} />}
        <LiteForm
          form={form}
          answers={answers}
          onChange={change}
          faults={faults}
          last={last}
          document={(question, answer, onChange) =>
            question.type.kind === 'photo' ? (
              <ChecklistPhotos
                visit={visit}
                label={question.required ? `${wordsOf(question.label)} *` : wordsOf(question.label)}
                most={question.type.most}
                ids={Array.isArray(answer) ? (answer as string[]) : []}
                onChange={(ids) => onChange(ids.length ? ids : undefined)}
              />
            ) : (
              <ChecklistSignature
                visit={visit}
                label={question.required ? `${wordsOf(question.label)} *` : wordsOf(question.label)}
                id={typeof answer === 'string' ? answer : undefined}
                onChange={onChange}
              />
            )
          }
        />
      </main>
      <footer className="field-acts">
        <small className="field-soft" aria-live="polite">
          {count > 0 ? t('checklists.gaps', { count }) : t('checklists.ready')}
          {outside.length > 0 && ` · ${t('checklists.findings', { count: outside.length })}`}
          {score !== null && ` · ${t('checklists.score', { score })}`}
        </small>
        <Button wide busy={fill.isPending} onClick={send}>
          {t(one && nextOpen(round, keyOf(one), form.code) ? 'round.sendAndNext' : 'checklists.send')}
        </Button>
        {device && !before && (
          <Button kind="quiet" onClick={() => setMissing(true)}>
            {t('round.notReached')}
          </Button>
        )}
      </footer>
      {one && <MissedSheet visit={visit} devices={missing ? [one] : undefined} onClose={() => setMissing(false)} onSaid={goOn} />}
    </>
  )
}

/** Which of the devices this sheet is about. */
function DeviceHead({ round, one, title }: { round: Round; one: RoundDevice; title: string }) {
  const { all, settled } = progressOf(round)
  return (
    <header className="field-device-head">
      <strong>{title}</strong>
      <span className="tabular field-soft">
        {settled} / {all}
      </span>
      <small className="field-soft">
        {[one.model, one.serial, one.location].filter((part) => part && part !== one.name).join(' · ')}
      </small>
    </header>
  )
}
