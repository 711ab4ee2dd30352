import type { Schema } from '@/shared/http'
import { i18n } from '@/shared/i18n'

export type Words = Record<string, string>

export type Option = { code: string; label: Words; score?: number | null; bad?: boolean }

export type NumberType = {
  kind: 'number'
  unit: string | null
  decimals: number
  least: number | null
  most: number | null
  goodFrom: number | null
  goodTo: number | null
}

export type Column = { key: string; label: Words; required: boolean; type: QuestionType }

export type QuestionType =
  | { kind: 'text'; longest: number; lines: number }
  | NumberType
  | { kind: 'choice'; options: Option[] }
  | { kind: 'choices'; options: Option[] }
  | { kind: 'scale'; from: number; to: number; low: Words | null; high: Words | null }
  | { kind: 'yes-no'; notApplicable: boolean; noIsGood: boolean }
  | { kind: 'photo'; fewest: number; most: number }
  | { kind: 'signature' }
  | { kind: 'date' }
  | { kind: 'scan' }
  | { kind: 'meter'; unit: string | null; decimals: number; most: number | null }
  | { kind: 'table'; columns: Column[]; fewest: number; most: number }
  | { kind: 'group' }
  | { kind: 'note' }

export type ShownIf = { question: string; anyOf?: string[] | null; atLeast?: number | null; atMost?: number | null }
export type Consequence = Schema<'Question'>['ifBad']

export type Question = Omit<Schema<'Question'>, 'type' | 'shownIf' | 'preset'> & {
  type: QuestionType
  shownIf: ShownIf[]
  preset?: unknown
}
export type FormDefinition = Omit<Schema<'Form'>, 'questions'> & { questions: Question[] }

export type Row = Record<string, string | number | undefined>
export type Answer = string | number | string[] | Row[]
export type Answers = Record<string, Answer | undefined>

/** The text of a form in the user's language; every form has at least the Chinese one. */
export const wordsOf = (words: Words | null | undefined) => words?.[i18n.language] || words?.['zh-CN'] || ''

const isGiven = (answer: unknown): answer is Answer =>
  typeof answer === 'number' ||
  (typeof answer === 'string' && answer.trim() !== '') ||
  (Array.isArray(answer) && answer.length > 0)

export const isAnswered = ({ type }: Question) => type.kind !== 'note' && type.kind !== 'group'

/** The questions that apply, given the answers so far: the same rule as on the server, proven by the same cases. */
export function asked(form: Pick<FormDefinition, 'questions'>, answers: Answers): Question[] {
  const open = new Set<string>()
  let inGroup = true
  return form.questions.filter((question) => {
    const holds = conditions(question).every((when) => open.has(when.question) && fits(when, answers[when.question]))
    if (question.type.kind === 'group') inGroup = holds
    const applies = inGroup && holds
    if (applies && isAnswered(question)) open.add(question.key)
    return applies
  })
}

const conditions = ({ shownIf }: Question): ShownIf[] => (shownIf ? [shownIf].flat() : [])

function fits(when: ShownIf, answer: Answer | undefined) {
  if (!isGiven(answer)) return false
  const given = [answer].flat().map((one) => String(one).trim())
  if (when.anyOf && !given.some((one) => when.anyOf?.includes(one))) return false
  if (when.atLeast == null && when.atMost == null) return true
  return (
    typeof answer === 'number' &&
    (when.atLeast == null || answer >= when.atLeast) &&
    (when.atMost == null || answer <= when.atMost)
  )
}

/** What is sent: only questions that are asked, only answers that say something. */
export function cleaned(form: Pick<FormDefinition, 'questions'>, answers: Answers): Record<string, Answer> {
  const clean: Record<string, Answer> = {}
  for (const { key } of asked(form, answers)) {
    const answer = answers[key]
    if (isGiven(answer)) clean[key] = answer
  }
  return clean
}

/** Required questions and cells without an answer, each with the fault the server would name. */
export function missing(form: Pick<FormDefinition, 'questions'>, answers: Answers): Record<string, string> {
  const gaps: Record<string, string> = {}
  for (const { key, required, type } of asked(form, answers)) {
    const answer = answers[key]
    const wanted = required || ((type.kind === 'photo' || type.kind === 'table') && type.fewest > 0)
    if (wanted && !isGiven(answer) && type.kind !== 'note' && type.kind !== 'group') gaps[key] = 'required'
    else if (type.kind === 'photo' && isGiven(answer) && (answer as string[]).length < type.fewest) gaps[key] = 'too-few'
    else if (type.kind === 'table' && isGiven(answer)) {
      if ((answer as Row[]).length < type.fewest) gaps[key] = 'too-few'
      ;(answer as Row[]).forEach((row, index) => {
        for (const column of type.columns)
          if (column.required && !isGiven(row[column.key])) gaps[`${key}.${index}.${column.key}`] = 'required'
      })
    }
  }
  return gaps
}

/** Good (100), bad (0) or in between; undefined when the answer is not judged. */
function judged(type: QuestionType, answer: unknown): { bad: boolean; score: number | null } {
  switch (type.kind) {
    case 'number': {
      if (typeof answer !== 'number' || (type.goodFrom == null && type.goodTo == null)) return { bad: false, score: null }
      const bad = (type.goodFrom != null && answer < type.goodFrom) || (type.goodTo != null && answer > type.goodTo)
      return { bad, score: bad ? 0 : 100 }
    }
    case 'yes-no': {
      if (answer !== 'YES' && answer !== 'NO') return { bad: false, score: null }
      const bad = answer === (type.noIsGood ? 'YES' : 'NO')
      return { bad, score: bad ? 0 : 100 }
    }
    case 'choice':
    case 'choices': {
      const chosen = type.options.filter(({ code }) => [answer].flat().includes(code))
      const scores = chosen.flatMap(({ score }) => (score == null ? [] : [score]))
      return { bad: chosen.some(({ bad }) => bad), score: mean(scores) }
    }
    case 'scale':
      return { bad: false, score: typeof answer === 'number' ? ((answer - type.from) * 100) / (type.to - type.from) : null }
    case 'table': {
      const cells = (Array.isArray(answer) ? (answer as Row[]) : []).flatMap((row) =>
        type.columns.map((column) => judged(column.type, row[column.key])),
      )
      return { bad: cells.some(({ bad }) => bad), score: mean(cells.flatMap(({ score }) => (score === null ? [] : [score]))) }
    }
    default:
      return { bad: false, score: null }
  }
}

const mean = (numbers: number[]) => (numbers.length ? numbers.reduce((sum, one) => sum + one, 0) / numbers.length : null)

export const isBad = (type: QuestionType, answer: unknown) => judged(type, answer).bad

/** Keys of what is answered badly, and the weighted score: what the server will say. */
export function assessed(form: Pick<FormDefinition, 'questions'>, answers: Answers): { outside: string[]; score: number | null } {
  const outside: string[] = []
  let points = 0
  let weights = 0
  for (const { key, type, weight } of asked(form, answers)) {
    const { bad, score } = judged(type, answers[key])
    if (bad) outside.push(key)
    if (score !== null && weight > 0) {
      points += score * weight
      weights += weight
    }
  }
  return { outside, score: weights ? Math.round((points / weights) * 100) / 100 : null }
}

export const presets = (form: Pick<FormDefinition, 'questions'>): Answers =>
  Object.fromEntries(form.questions.flatMap(({ key, preset }) => (isGiven(preset) ? [[key, preset]] : [])))

/** What would be good: `≤ 4 Ω`. */
export function limitsOf(type: QuestionType): string {
  if (type.kind !== 'number') return ''
  const { goodFrom, goodTo, unit } = type
  const words =
    goodFrom != null && goodTo != null
      ? `${goodFrom}–${goodTo}`
      : goodFrom != null
        ? `≥ ${goodFrom}`
        : goodTo != null
          ? `≤ ${goodTo}`
          : ''
  return words && unit ? `${words} ${unit}` : words
}
