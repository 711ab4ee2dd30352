import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  Badge,
  Button,
  Card,
  Choice,
  EmptyState,
  ErrorPanel,
  Field,
  Input,
  Select,
  Skeleton,
  TextArea,
  TopBar,
  toast,
} from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { duration, useNow } from '@/shared/time'
import { type Code, fieldQueries, type Outcome, useVisit, useWrite, type Visit } from '../api'
import { bodyOf, type Draft, forgetDraft, missing, useDraft, workedMinutes } from '../draft'
import { useCodeNames } from '../words'
import { Parts } from './Parts'
import { Photos } from './Photos'
import './field.css'

const STEPS = ['finding', 'action', 'result', 'check'] as const
const OUTCOMES: Outcome[] = ['FIXED', 'WORKAROUND', 'NOT_FIXED']

/** The service report, written in four short steps. Whatever is typed stays on the phone until it is handed in. */
export function WorkReportPage() {
  const { t } = useTranslation('fieldwork')
  const { id } = useParams({ strict: false }) as { id: string }
  const visit = useVisit(id)
  if (visit.isPending) return <Skeleton lines={8} />
  if (!visit.data)
    return (
      <main className="lite-page">
        <ErrorPanel error={visit.error} onRetry={() => visit.refetch()} />
      </main>
    )
  if (!visit.data.reportOpen)
    return (
      <>
        <TopBar title={t('report.title')} back={`/visits/${id}`} />
        <main className="lite-page">
          <EmptyState title={t('report.closed')} />
        </main>
      </>
    )
  return <WorkReport visit={visit.data} />
}

function WorkReport({ visit }: { visit: Visit }) {
  const { t } = useTranslation(['fieldwork', 'shared'])
  const router = useRouter()
  const id = visit.card.id
  const [draft, change] = useDraft(visit)
  const [step, setStep] = useState(0)
  const [checked, setChecked] = useState(false)
  const write = useWrite(id)
  const worked = workedMinutes(visit, useNow('minute'))
  const whole: Draft = { ...draft, workMinutes: draft.workMinutes ?? worked }
  const gaps = missing(whole)
  const wrong = (field: keyof Draft) =>
    checked && gaps.some((gap) => gap.field === field) ? t(`report.missing.${field}`) : undefined
  const last = step === STEPS.length - 1

  const go = (next: number) => {
    setStep(next)
    window.scrollTo({ top: 0 })
  }

  const forward = () => {
    if (!last) return go(step + 1)
    const gap = gaps[0]
    if (gap) {
      setChecked(true)
      toast(t(`report.missing.${gap.field}`), 'bad')
      return go(gap.step)
    }
    write.mutate(bodyOf(whole), {
      onError: (error) => toast(problemText(error), 'bad'),
      onSuccess: () => {
        forgetDraft(id)
        toast(t('said.written'))
        router.navigate({ to: `/visits/${id}`, replace: true })
      },
    })
  }

  return (
    <>
      <TopBar
        title={t('report.title')}
        back={`/visits/${id}`}
        end={<span className="field-date">{visit.card.caseNumber}</span>}
      />
      <nav className="field-steps" aria-label={t('report.steps')}>
        {STEPS.map((name, index) => (
          <button
            key={name}
            type="button"
            aria-current={index === step ? 'step' : undefined}
            data-done={index < 3 && !gaps.some((gap) => gap.step === index)}
            onClick={() => go(index)}
          >
            <i>{index + 1}</i>
            {t(`report.step.${name}`)}
          </button>
        ))}
      </nav>
      <main className="lite-page">
        {step === 0 && (
          <>
            <Field label={t('report.finding')} required error={wrong('finding')} hint={t('report.findingHint')}>
              <TextArea
                rows={6}
                maxLength={4000}
                value={draft.finding}
                onChange={(event) => change({ finding: event.target.value })}
              />
            </Field>
            <Photos visit={id} section="before" label={t('report.before')} />
          </>
        )}
        {step === 1 && (
          <>
            <Field label={t('report.action')} required error={wrong('action')} hint={t('report.actionHint')}>
              <TextArea
                rows={6}
                maxLength={4000}
                value={draft.action}
                onChange={(event) => change({ action: event.target.value })}
              />
            </Field>
            <Codes draft={draft} change={change} error={wrong('cause')} />
            <Parts parts={draft.parts} onChange={(parts) => change({ parts })} />
          </>
        )}
        {step === 2 && (
          <>
            <Choice
              label={t('report.outcome')}
              layout="list"
              value={draft.outcome ?? undefined}
              onChange={(outcome) => change({ outcome })}
              options={OUTCOMES.map((one) => ({ value: one, label: t(`outcomes.${one}`), hint: t(`outcomeHints.${one}`) }))}
            />
            {wrong('outcome') && <small className="lite-wrong">{wrong('outcome')}</small>}
            <Photos visit={id} section="after" label={t('report.after')} />
            <Minutes
              value={whole.workMinutes ?? 0}
              onChange={(workMinutes) => change({ workMinutes })}
              error={wrong('workMinutes')}
            />
            <Field label={t('report.advice')} hint={t('report.adviceHint')}>
              <TextArea
                rows={3}
                maxLength={2000}
                value={draft.advice}
                onChange={(event) => change({ advice: event.target.value })}
              />
            </Field>
          </>
        )}
        {last && <Check draft={whole} gaps={gaps.map((gap) => gap.field)} onEdit={go} />}
      </main>
      <footer className="field-acts field-acts-row">
        {step > 0 && (
          <Button kind="plain" onClick={() => go(step - 1)}>
            {t('report.back')}
          </Button>
        )}
        <Button wide busy={write.isPending} onClick={forward}>
          {t(last ? 'report.save' : 'shared:act.next')}
        </Button>
      </footer>
    </>
  )
}

function Codes({ draft, change, error }: { draft: Draft; change: (next: Partial<Draft>) => void; error: string | undefined }) {
  const { t } = useTranslation('fieldwork')
  const codes = useQuery(fieldQueries.codes())
  return (
    <>
      <Field label={t('report.cause')} required={draft.outcome !== 'NOT_FIXED'} error={error}>
        <Select value={draft.cause} onChange={(event) => change({ cause: event.target.value })}>
          <option value="">{t('report.choose')}</option>
          <Tree codes={codes.data?.causes ?? []} />
        </Select>
      </Field>
      <Field label={t('report.responsibility')}>
        <Select value={draft.responsibility} onChange={(event) => change({ responsibility: event.target.value })}>
          <option value="">{t('report.unclear')}</option>
          <Tree codes={codes.data?.responsibilities ?? []} />
        </Select>
      </Field>
    </>
  )
}

/** Codes of two levels: the upper one can be chosen too, when nobody knows more. */
function Tree({ codes }: { codes: readonly Code[] }) {
  const { t } = useTranslation('fieldwork')
  const name = useCodeNames()
  return codes
    .filter((code) => code.parent === null)
    .map((code) => {
      const children = codes.filter((other) => other.parent === code.code)
      return children.length === 0 ? (
        <option key={code.code} value={code.code}>
          {name(code)}
        </option>
      ) : (
        <optgroup key={code.code} label={name(code)}>
          {children.map((child) => (
            <option key={child.code} value={child.code}>
              {name(child)}
            </option>
          ))}
          <option value={code.code}>{t('report.generally', { name: name(code) })}</option>
        </optgroup>
      )
    })
}

function Minutes({ value, onChange, error }: { value: number; onChange: (next: number) => void; error: string | undefined }) {
  const { t } = useTranslation('fieldwork')
  const step = (by: number) => onChange(Math.max(0, value + by))
  return (
    <Field label={t('report.minutes')} required error={error} hint={t('report.minutesHint', { time: duration(value * 60_000) })}>
      <div className="field-minutes">
        <Button kind="plain" aria-label={t('report.less')} onClick={() => step(-15)}>
          −15
        </Button>
        <Input
          className="lite-input tabular"
          inputMode="numeric"
          value={String(value)}
          onChange={(event) => onChange(Math.min(99_999, Number(event.target.value.replace(/\D/g, '') || 0)))}
        />
        <Button kind="plain" aria-label={t('report.more')} onClick={() => step(15)}>
          +15
        </Button>
      </div>
    </Field>
  )
}

function Check({ draft, gaps, onEdit }: { draft: Draft; gaps: (keyof Draft)[]; onEdit: (step: number) => void }) {
  const { t } = useTranslation('fieldwork')
  const codes = useQuery(fieldQueries.codes())
  const name = useCodeNames()
  const cause = codes.data?.causes.find((code) => code.code === draft.cause)
  const lines: { field: keyof Draft; step: number; text: string }[] = [
    { field: 'finding', step: 0, text: draft.finding },
    { field: 'action', step: 1, text: draft.action },
    { field: 'cause', step: 1, text: cause ? name(cause) : '' },
    {
      field: 'parts',
      step: 1,
      text: draft.parts.map((part) => `${t(`moves.${part.move}`)} ${part.name} ${part.model} × ${part.quantity}`).join('\n'),
    },
    { field: 'outcome', step: 2, text: draft.outcome ? t(`outcomes.${draft.outcome}`) : '' },
    { field: 'workMinutes', step: 2, text: duration((draft.workMinutes ?? 0) * 60_000) },
    { field: 'advice', step: 2, text: draft.advice },
  ]
  return (
    <Card title={t('report.check')}>
      <dl className="field-check">
        {lines
          .filter(({ field, text }) => text || gaps.includes(field))
          .map(({ field, step, text }) => (
            <div key={field}>
              <dt>{t(`report.${field === 'workMinutes' ? 'minutes' : field}`)}</dt>
              <dd>
                <button type="button" onClick={() => onEdit(step)}>
                  {gaps.includes(field) ? (
                    <Badge tone="bad">{t(`report.missing.${field}`)}</Badge>
                  ) : (
                    <span className="field-text">{text}</span>
                  )}
                </button>
              </dd>
            </div>
          ))}
      </dl>
    </Card>
  )
}
