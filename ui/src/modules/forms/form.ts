import type { Schema } from '@/shared/http'
import { i18n } from '@/shared/i18n'

export type Words = Record<string, string>

export type Option = { code: string; label: Words; bad: boolean }

export type QuestionType =
  | { kind: 'text'; longest: number; lines: number }
  | { kind: 'number'; unit: string | null; decimals: number; least: number | null; most: number | null }
  | { kind: 'choice'; options: Option[] }
  | { kind: 'choices'; options: Option[] }
  | { kind: 'scale'; from: number; to: number; low: Words | null; high: Words | null }
  | { kind: 'yes-no'; notApplicable: boolean }
  | { kind: 'photo'; fewest: number; most: number }
  | { kind: 'signature' }
  | { kind: 'date' }
  | { kind: 'note' }

export type Question = Omit<Schema<'Question'>, 'type'> & { type: QuestionType }
export type FormDefinition = Omit<Schema<'Form'>, 'questions'> & { questions: Question[] }

export type Answer = string | number | string[]
export type Answers = Record<string, Answer | undefined>

/** The text of a form in the user's language; every form has at least the Chinese one. */
export const wordsOf = (words: Words | null | undefined) => words?.[i18n.language] ?? words?.['zh-CN'] ?? ''

const given = (answer: Answer | undefined) =>
  answer !== undefined && (typeof answer === 'number' || (typeof answer === 'string' ? answer.trim() !== '' : answer.length > 0))

/** The questions that apply, given the answers so far: the same rule as on the server. */
export function asked(form: FormDefinition, answers: Answers): Question[] {
  const open = new Set<string>()
  return form.questions.filter(({ key, shownIf }) => {
    const applies = !shownIf || (open.has(shownIf.question) && fits(shownIf, answers[shownIf.question]))
    if (applies) open.add(key)
    return applies
  })
}

function fits(when: NonNullable<Question['shownIf']>, answer: Answer | undefined) {
  if (answer === undefined || !given(answer)) return false
  if (when.anyOf && ![answer].flat().some((one) => when.anyOf?.includes(String(one)))) return false
  if (when.atLeast === null && when.atMost === null) return true
  return (
    typeof answer === 'number' &&
    (when.atLeast === null || answer >= when.atLeast) &&
    (when.atMost === null || answer <= when.atMost)
  )
}

/** What is sent: only questions that are asked, only answers that say something. */
export function cleaned(form: FormDefinition, answers: Answers): Record<string, Answer> {
  const clean: Record<string, Answer> = {}
  for (const { key } of asked(form, answers)) {
    const answer = answers[key]
    if (answer !== undefined && given(answer)) clean[key] = answer
  }
  return clean
}

/** Keys of required questions without an answer, each with the fault the server would name. */
export function missing(form: FormDefinition, answers: Answers): Record<string, string> {
  return Object.fromEntries(
    asked(form, answers)
      .filter(({ key, required }) => required && !given(answers[key]))
      .map(({ key }) => [key, 'required']),
  )
}
