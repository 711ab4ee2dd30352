import { useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AnswerView } from '@/shared/forms/AnswerView'
import { type Answers, assessed, cleaned, type FormDefinition, missing, presets, wordsOf } from '@/shared/forms/form'
import { LiteForm } from '@/shared/forms/LiteForm'
import { Badge, Button, Card, EmptyState, ErrorPanel, Skeleton, TopBar, toast } from '@/shared/lite'
import { Problem, problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { type Checklists, useChecklists, useFillChecklist, useVisit, type Visit } from '../api'
import { checklistDraft, keepChecklistDraft } from '../checklistDraft'
import { ChecklistPhotos } from './ChecklistPhotos'
import { ChecklistSignature } from './ChecklistSignature'
import './field.css'

/** One form of a visit: to fill in, or as it was filled in. */
export function ChecklistPage() {
  const { t } = useTranslation('fieldwork')
  const { id, code } = useParams({ strict: false }) as { id: string; code: string }
  const visit = useVisit(id)
  const checklists = useChecklists(id)
  const offered = checklists.data?.offered.find(({ form }) => form.code === code)
  const filled = checklists.data?.filled.find(({ form }) => form.code === code)
  const title = (offered ?? filled)?.form.title
  return (
    <>
      <TopBar title={title ? wordsOf(title) : t('checklists.title')} back={`/visits/${id}`} />
      {visit.data && checklists.data ? (
        offered || filled ? (
          <Checklist key={filled?.id ?? code} visit={visit.data} all={checklists.data} code={code} />
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

type Filled = Checklists['filled'][number]

function Checklist({ visit, all, code }: { visit: Visit; all: Checklists; code: string }) {
  const { t } = useTranslation('fieldwork')
  const offered = all.offered.find(({ form }) => form.code === code)
  const filled = all.filled.find(({ form }) => form.code === code)
  const [again, setAgain] = useState(() => checklistDraft(visit.card.id, code) !== undefined)
  const open = all.open && offered !== undefined && (visit.reportOpen || offered.form.use === 'SAFETY')
  if (open && offered && (!filled || again)) {
    return <Fill visit={visit.card.id} form={offered.form as FormDefinition} last={offered.last} before={filled} />
  }
  if (!filled)
    return (
      <main className="lite-page">
        <EmptyState title={t('checklists.later')} hint={t('checklists.laterHint')} />
      </main>
    )
  return (
    <main className="lite-page">
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

type FillProps = { visit: string; form: FormDefinition; last: Record<string, number>; before: Filled | undefined }

function Fill({ visit, form, last, before }: FillProps) {
  const { t } = useTranslation(['fieldwork', 'forms'])
  const router = useRouter()
  const fill = useFillChecklist(visit, form.code)
  const [answers, setAnswers] = useState<Answers>(
    () => checklistDraft(visit, form.code) ?? (before?.answers as Answers | undefined) ?? presets(form),
  )
  const [faults, setFaults] = useState<Record<string, string>>({})
  const gaps = missing(form, answers)
  const { outside, score } = assessed(form, answers)
  const count = Object.keys(gaps).length

  const change = (next: Answers) => {
    setAnswers(next)
    setFaults((before) =>
      Object.fromEntries(
        Object.entries(before).filter(([at]) => next[at.split('.')[0] ?? ''] === answers[at.split('.')[0] ?? '']),
      ),
    )
    keepChecklistDraft(visit, form.code, next)
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
      router.navigate({ to: `/visits/${visit}`, replace: true })
    } catch (error) {
      toast(problemText(error), 'bad')
      if (error instanceof Problem && error.facts?.questions) show(error.facts.questions as Record<string, string>)
    }
  }

  return (
    <>
      <main className="lite-page">
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
          {t('checklists.send')}
        </Button>
      </footer>
    </>
  )
}
