import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Choice, Field, Input, Select, TextArea } from '@/shared/lite'
import { ScanInput } from '@/shared/scan/ScanInput'
import './lite-form.css'
import {
  type Answer,
  type Answers,
  asked,
  type Column,
  type FormDefinition,
  isBad,
  limitsOf,
  type Question,
  type QuestionType,
  type Row,
  wordsOf,
} from './form'

type LiteFormProps = {
  form: Pick<FormDefinition, 'questions'>
  answers: Answers
  onChange: (answers: Answers) => void
  /** Question → fault, as the server names it; a cell of a table is `question.row.column`. */
  faults?: Record<string, string>
  /** What counters showed the last time. */
  last?: Record<string, number>
  /** How this face takes photos and signatures; without it such questions are left out. */
  document?: (question: Question, answer: Answer | undefined, onChange: (answer: Answer | undefined) => void) => ReactNode
}

/** A form to fill in with a thumb. Which questions apply follows from the answers. */
export function LiteForm({ form, answers, onChange, faults = {}, last = {}, document }: LiteFormProps) {
  return (
    <div className="form">
      {asked(form, answers).map((question) => (
        <div
          key={question.key}
          data-question={question.key}
          data-required={question.required}
          className={question.type.kind === 'group' ? 'form-group' : undefined}
        >
          <OneQuestion
            question={question}
            answer={answers[question.key]}
            faults={faults}
            last={last[question.key]}
            onChange={(answer) => onChange({ ...answers, [question.key]: answer })}
            document={document}
          />
          <Judgement question={question} answer={answers[question.key]} />
        </div>
      ))}
    </div>
  )
}

/** Says at once what a bad answer will lead to. */
function Judgement({ question, answer }: { question: Question; answer: Answer | undefined }) {
  const { t } = useTranslation('forms')
  if (answer === undefined || !isBad(question.type, answer)) return null
  return (
    <p className="form-bad" data-consequence={question.ifBad} role="status">
      {t(`badNow.${question.ifBad}`)}
    </p>
  )
}

type OneQuestionProps = {
  question: Question
  answer: Answer | undefined
  faults: Record<string, string>
  last: number | undefined
  onChange: (answer: Answer | undefined) => void
  document: LiteFormProps['document']
}

function OneQuestion({ question, answer, faults, last, onChange, document }: OneQuestionProps) {
  const { t } = useTranslation('forms')
  const { type, required, key } = question
  const label = wordsOf(question.label)
  const fault = faults[key]
  const error = fault && t(`faults.${fault}`, { defaultValue: t('faults.wrong-type') })
  const text = typeof answer === 'string' ? answer : ''
  const limits = limitsOf(type)
  const help = [
    limits && t('limits', { limits }),
    type.kind === 'meter' && last !== undefined && t('lastReading', { reading: last }),
    wordsOf(question.hint),
  ]
    .filter(Boolean)
    .join(' · ')
  const picture = question.picture && <img className="form-picture" src={question.picture} alt={label} />

  switch (type.kind) {
    case 'group':
      return <h2>{label}</h2>
    case 'note':
      return (
        <>
          <p className="form-note">{label}</p>
          {picture}
        </>
      )
    case 'text':
    case 'number':
    case 'meter':
    case 'date':
    case 'scan':
      return (
        <>
          <Field label={unitOf(type) ? `${label} (${unitOf(type)})` : label} hint={help} error={error} required={required}>
            <Plain type={type} value={answer as string | number | undefined} onChange={onChange} />
          </Field>
          {picture}
        </>
      )
    case 'choice':
    case 'yes-no':
      return (
        <Wrong error={error} help={help} picture={picture}>
          <Choice
            label={label}
            value={text || undefined}
            layout={type.kind === 'choice' && isLong(type.options) ? 'list' : 'row'}
            options={optionsOf(type, t)}
            onChange={onChange}
          />
        </Wrong>
      )
    case 'choices':
      return (
        <Wrong error={error} help={help} picture={picture}>
          <Chips
            label={label}
            options={type.options.map((option) => ({ value: option.code, label: wordsOf(option.label) }))}
            chosen={Array.isArray(answer) ? (answer as string[]) : []}
            onChange={onChange}
          />
        </Wrong>
      )
    case 'scale':
      return (
        <Wrong error={error} help={help} picture={picture}>
          <Scale
            label={label}
            from={type.from}
            to={type.to}
            low={wordsOf(type.low)}
            high={wordsOf(type.high)}
            value={typeof answer === 'number' ? answer : undefined}
            onChange={onChange}
          />
        </Wrong>
      )
    case 'table':
      return (
        <Wrong error={error} help={help} picture={picture}>
          <Rows
            name={key}
            label={label}
            type={type}
            rows={Array.isArray(answer) ? (answer as Row[]) : []}
            faults={faults}
            onChange={(rows) => onChange(rows.length ? rows : undefined)}
          />
        </Wrong>
      )
    case 'photo':
    case 'signature':
      return document ? (
        <Wrong error={error} help={help} picture={picture}>
          {document(question, answer, onChange)}
        </Wrong>
      ) : null
  }
}

const unitOf = (type: QuestionType) => (type.kind === 'number' || type.kind === 'meter' ? type.unit : null)
const isLong = (options: { label: Record<string, string> }[]) =>
  options.length > 4 || options.some(({ label }) => wordsOf(label).length > 8)

function optionsOf(type: QuestionType, t: (key: string) => string): { value: string; label: string }[] {
  if (type.kind === 'choice') return type.options.map((option) => ({ value: option.code, label: wordsOf(option.label) }))
  if (type.kind !== 'yes-no') return []
  return [
    { value: 'YES', label: t('yes') },
    { value: 'NO', label: t('no') },
    ...(type.notApplicable ? [{ value: 'NA', label: t('na') }] : []),
  ]
}

type PlainProps = {
  type: QuestionType
  value: string | number | undefined
  onChange: (value: string | number | undefined) => void
}

/** What is typed: one line, a few lines, a number, a day. */
function Plain({ type, value, onChange }: PlainProps) {
  const { t } = useTranslation('forms')
  switch (type.kind) {
    case 'number':
    case 'meter':
      return (
        <Input
          type="number"
          inputMode="decimal"
          step={10 ** -type.decimals}
          min={type.kind === 'number' ? (type.least ?? undefined) : 0}
          max={type.most ?? undefined}
          value={typeof value === 'number' ? value : ''}
          onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.valueAsNumber)}
        />
      )
    case 'date':
      return <Input type="date" value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)} />
    case 'scan':
      return (
        <ScanInput
          maxLength={200}
          placeholder={t('scanHint')}
          value={typeof value === 'string' ? value : ''}
          onChange={(text) => onChange(text || undefined)}
        />
      )
    default: {
      const longest = type.kind === 'text' ? type.longest : undefined
      return type.kind === 'text' && type.lines > 1 ? (
        <TextArea
          rows={type.lines}
          maxLength={longest}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value || undefined)}
        />
      ) : (
        <Input maxLength={longest} value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)} />
      )
    }
  }
}

type WrongProps = { error: string | undefined; help: string; picture: ReactNode; children: ReactNode }

function Wrong({ error, help, picture, children }: WrongProps) {
  return (
    <div className="form-question" data-invalid={Boolean(error)}>
      {children}
      {picture}
      {help && <small className="lite-hint">{help}</small>}
      {error && (
        <small className="lite-wrong" role="alert">
          {error}
        </small>
      )}
    </div>
  )
}

type RowsProps = {
  name: string
  label: string
  type: Extract<QuestionType, { kind: 'table' }>
  rows: Row[]
  faults: Record<string, string>
  onChange: (rows: Row[]) => void
}

/** Rows of a table as cards: a table is too wide for a phone. */
function Rows({ name, label, type, rows, faults, onChange }: RowsProps) {
  const { t } = useTranslation('forms')
  const change = (index: number, column: string, value: string | number | undefined) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, [column]: value } : row)))
  return (
    <fieldset className="form-rows">
      <legend>{label}</legend>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names of their own
        <div key={index} className="form-row">
          <div className="form-row-head">
            <strong className="tabular">{index + 1}</strong>
            <button
              type="button"
              aria-label={t('removeRow', { row: index + 1 })}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            >
              ×
            </button>
          </div>
          {type.columns.map((column) => (
            <Cell
              key={column.key}
              column={column}
              value={row[column.key]}
              fault={faults[`${name}.${index}.${column.key}`]}
              onChange={(value) => change(index, column.key, value)}
            />
          ))}
        </div>
      ))}
      {rows.length < type.most && (
        <Button kind="plain" onClick={() => onChange([...rows, {}])}>
          {t('addRow')}
        </Button>
      )}
    </fieldset>
  )
}

type CellProps = {
  column: Column
  value: string | number | undefined
  fault: string | undefined
  onChange: (value: string | number | undefined) => void
}

function Cell({ column, value, fault, onChange }: CellProps) {
  const { t } = useTranslation('forms')
  const { type } = column
  const unit = unitOf(type)
  const limits = limitsOf(type)
  const chosen = type.kind === 'choice' || type.kind === 'yes-no'
  return (
    <Field
      label={unit ? `${wordsOf(column.label)} (${unit})` : wordsOf(column.label)}
      hint={value !== undefined && isBad(type, value) ? t('outside') : limits && t('limits', { limits })}
      error={fault && t(`faults.${fault}`, { defaultValue: t('faults.wrong-type') })}
      required={column.required}
    >
      {chosen ? (
        <Select value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
          <option value="">{t('choosePlaceholder')}</option>
          {optionsOf(type, t).map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      ) : (
        <Plain type={type} value={value} onChange={onChange} />
      )}
    </Field>
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
  const steps = Array.from({ length: Math.max(0, Math.min(to - from, 10)) + 1 }, (_, index) => from + index)
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
