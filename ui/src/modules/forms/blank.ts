import type { Column, FormDefinition, Question, QuestionType } from '@/shared/forms/form'

export const KINDS = [
  'group',
  'text',
  'number',
  'choice',
  'choices',
  'yes-no',
  'scale',
  'photo',
  'signature',
  'date',
  'scan',
  'meter',
  'table',
  'note',
] as const

export const COLUMN_KINDS = ['text', 'number', 'choice', 'yes-no', 'date', 'scan'] as const

const option = (code: string) => ({ code, label: { 'zh-CN': '' }, score: null, bad: false })

/** A question type as it begins. */
export function blankType(kind: QuestionType['kind']): QuestionType {
  switch (kind) {
    case 'text':
      return { kind, longest: 500, lines: 1 }
    case 'number':
      return { kind, unit: null, decimals: 1, least: null, most: null, goodFrom: null, goodTo: null }
    case 'choice':
    case 'choices':
      return { kind, options: [option('A'), option('B')] }
    case 'scale':
      return { kind, from: 1, to: 5, low: null, high: null }
    case 'yes-no':
      return { kind, notApplicable: true, noIsGood: false }
    case 'photo':
      return { kind, fewest: 0, most: 9 }
    case 'meter':
      return { kind, unit: null, decimals: 0, most: null }
    case 'table':
      return { kind, columns: [blankColumn('a')], fewest: 0, most: 20 }
    default:
      return { kind } as QuestionType
  }
}

export const blankColumn = (key: string): Column => ({ key, label: { 'zh-CN': '' }, required: false, type: blankType('text') })

/** The first of `base1`, `base2` … that nobody has. */
export function freeKey(taken: readonly string[], base: string) {
  for (let number = 1; ; number += 1) {
    const key = `${base}${number}`
    if (!taken.includes(key)) return key
  }
}

export function blankQuestion(form: FormDefinition, kind: QuestionType['kind']): Question {
  const base = kind === 'yes-no' ? 'check' : kind
  return {
    key: freeKey(
      form.questions.map(({ key }) => key),
      base,
    ),
    label: { 'zh-CN': '' },
    hint: null,
    picture: null,
    required: !['group', 'note', 'photo', 'signature', 'table'].includes(kind),
    shownIf: [],
    preset: null,
    weight: kind === 'yes-no' ? 1 : 0,
    ifBad: 'FINDING',
    type: blankType(kind),
  }
}

/** The same questions with one in another place. */
export function moved(questions: Question[], from: number, to: number): Question[] {
  if (from === to || to < 0 || to >= questions.length) return questions
  const next = [...questions]
  const [one] = next.splice(from, 1)
  if (one) next.splice(to, 0, one)
  return next
}

export type Difference = { key: string; what: 'added' | 'removed' | 'changed' | 'moved'; label: Question['label'] }

/** What is other in the later version, question by question. */
export function differences(before: FormDefinition, after: FormDefinition): Difference[] {
  const text = (question: Question) => JSON.stringify(question, (_, value) => (value === null ? undefined : value))
  const found: Difference[] = []
  const stayed = before.questions.filter(({ key }) => after.questions.some((one) => one.key === key)).map(({ key }) => key)
  const order = after.questions.filter(({ key }) => stayed.includes(key)).map(({ key }) => key)
  for (const question of after.questions) {
    const old = before.questions.find(({ key }) => key === question.key)
    if (!old) found.push({ key: question.key, what: 'added', label: question.label })
    else if (text(old) !== text(question)) found.push({ key: question.key, what: 'changed', label: question.label })
    else if (stayed.indexOf(question.key) !== order.indexOf(question.key))
      found.push({ key: question.key, what: 'moved', label: question.label })
  }
  for (const question of before.questions)
    if (!after.questions.some(({ key }) => key === question.key))
      found.push({ key: question.key, what: 'removed', label: question.label })
  return found
}
