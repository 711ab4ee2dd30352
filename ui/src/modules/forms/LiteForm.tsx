import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice, Field, Input, TextArea } from '@/shared/lite'
import './lite-form.css'
import { type Answer, type Answers, asked, type FormDefinition, type Question, wordsOf } from './form'

type LiteFormProps = {
  form: FormDefinition
  answers: Answers
  onChange: (answers: Answers) => void
  /** Question → fault, as the server names it. */
  faults?: Record<string, string>
  /** How this face takes photos and signatures; without it such questions are left out. */
  document?: (question: Question, answer: Answer | undefined, onChange: (answer: Answer) => void) => ReactNode
}

/** A form to fill in with a thumb. Which questions apply follows from the answers. */
export function LiteForm({ form, answers, onChange, faults = {}, document }: LiteFormProps) {
  return (
    <div className="form">
      {asked(form, answers).map((question) => (
        <OneQuestion
          key={question.key}
          question={question}
          answer={answers[question.key]}
          fault={faults[question.key]}
          onChange={(answer) => onChange({ ...answers, [question.key]: answer })}
          document={document}
        />
      ))}
    </div>
  )
}

type OneQuestionProps = {
  question: Question
  answer: Answer | undefined
  fault: string | undefined
  onChange: (answer: Answer | undefined) => void
  document: LiteFormProps['document']
}

function OneQuestion({ question, answer, fault, onChange, document }: OneQuestionProps) {
  const { t } = useTranslation('forms')
  const { type, required } = question
  const label = wordsOf(question.label)
  const error = fault && t(`faults.${fault}`, { defaultValue: t('faults.wrong-type') })
  const legend = required ? `${label} *` : label
  const text = typeof answer === 'string' ? answer : ''

  switch (type.kind) {
    case 'note':
      return <p className="form-note">{label}</p>
    case 'text':
      return (
        <Field label={label} hint={wordsOf(question.hint)} error={error} required={required}>
          {type.lines > 1 ? (
            <TextArea
              rows={type.lines}
              maxLength={type.longest}
              value={text}
              onChange={(event) => onChange(event.target.value)}
            />
          ) : (
            <Input maxLength={type.longest} value={text} onChange={(event) => onChange(event.target.value)} />
          )}
        </Field>
      )
    case 'number':
      return (
        <Field
          label={type.unit ? `${label} (${type.unit})` : label}
          hint={wordsOf(question.hint)}
          error={error}
          required={required}
        >
          <Input
            type="number"
            inputMode="decimal"
            step={10 ** -type.decimals}
            min={type.least ?? undefined}
            max={type.most ?? undefined}
            value={typeof answer === 'number' ? answer : ''}
            onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.valueAsNumber)}
          />
        </Field>
      )
    case 'date':
      return (
        <Field label={label} hint={wordsOf(question.hint)} error={error} required={required}>
          <Input type="date" value={text} onChange={(event) => onChange(event.target.value)} />
        </Field>
      )
    case 'choice':
      return (
        <Wrong error={error}>
          <Choice
            label={legend}
            value={text || undefined}
            layout={type.options.length > 5 ? 'list' : 'row'}
            options={type.options.map((option) => ({ value: option.code, label: wordsOf(option.label) }))}
            onChange={onChange}
          />
        </Wrong>
      )
    case 'yes-no':
      return (
        <Wrong error={error}>
          <Choice
            label={legend}
            value={text || undefined}
            options={[
              { value: 'YES', label: t('yes') },
              { value: 'NO', label: t('no') },
              ...(type.notApplicable ? [{ value: 'NA', label: t('na') }] : []),
            ]}
            onChange={onChange}
          />
        </Wrong>
      )
    case 'choices':
      return (
        <Wrong error={error}>
          <Chips
            label={legend}
            options={type.options.map((option) => ({ value: option.code, label: wordsOf(option.label) }))}
            chosen={Array.isArray(answer) ? answer : []}
            onChange={onChange}
          />
        </Wrong>
      )
    case 'scale':
      return (
        <Wrong error={error}>
          <Scale
            label={legend}
            from={type.from}
            to={type.to}
            low={wordsOf(type.low)}
            high={wordsOf(type.high)}
            value={typeof answer === 'number' ? answer : undefined}
            onChange={onChange}
          />
        </Wrong>
      )
    case 'photo':
    case 'signature':
      return document ? <Wrong error={error}>{document(question, answer, onChange)}</Wrong> : null
  }
}

function Wrong({ error, children }: { error: string | undefined; children: ReactNode }) {
  return (
    <div className="form-question" data-invalid={Boolean(error)}>
      {children}
      {error && (
        <small className="lite-wrong" role="alert">
          {error}
        </small>
      )}
    </div>
  )
}

type ChipsProps = {
  label: string
  options: { value: string; label: string }[]
  chosen: string[]
  onChange: (chosen: string[]) => void
}

/** Several of a few. */
function Chips({ label, options, chosen, onChange }: ChipsProps) {
  return (
    <fieldset className="lite-choice">
      <legend>{label}</legend>
      {options.map(({ value, label: words }) => {
        const on = chosen.includes(value)
        return (
          <label key={value} data-chosen={on}>
            <input
              type="checkbox"
              checked={on}
              onChange={() => onChange(on ? chosen.filter((one) => one !== value) : [...chosen, value])}
            />
            <span>{words}</span>
          </label>
        )
      })}
    </fieldset>
  )
}

type ScaleProps = {
  label: string
  from: number
  to: number
  low: string
  high: string
  value: number | undefined
  onChange: (value: number) => void
}

/** One number of a row; the words at its ends say what they mean. */
function Scale({ label, from, to, low, high, value, onChange }: ScaleProps) {
  const name = useId()
  const steps = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return (
    <fieldset className="form-scale">
      <legend>{label}</legend>
      <div className="form-scale-steps" style={{ gridTemplateColumns: `repeat(${steps.length}, 1fr)` }}>
        {steps.map((step) => (
          <label key={step} data-chosen={step === value}>
            <input type="radio" name={name} value={step} checked={step === value} onChange={() => onChange(step)} />
            {step}
          </label>
        ))}
      </div>
      <div className="form-scale-ends" aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </div>
    </fieldset>
  )
}
