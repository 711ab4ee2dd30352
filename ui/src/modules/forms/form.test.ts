import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  type Answers,
  asked,
  assessed,
  cleaned,
  type FormDefinition,
  limitsOf,
  missing,
  type Question,
} from '@/shared/forms/form'
import { blankQuestion, differences, moved } from './blank'

type Case = {
  name: string
  questions: Question[]
  answers: Answers
  asked: string[]
  missing?: Record<string, string>
  outside?: string[]
  score?: number | null
}

/** The very cases the server is tested with. */
const CASES = JSON.parse(readFileSync('../src/test/resources/aftercare/form-cases.json', 'utf8')) as Case[]

const formOf = (questions: Question[]): FormDefinition => ({
  code: 'test',
  version: 1,
  use: 'INSPECTION',
  categories: [],
  title: { 'zh-CN': '测试' },
  questions: questions.map((question) => ({ ...question, weight: question.weight ?? 0 })),
})

describe('client and server agree', () => {
  it.each(CASES.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const form = formOf(one.questions)
    expect(asked(form, one.answers).map(({ key }) => key)).toEqual(one.asked)
    expect(missing(form, one.answers)).toEqual(one.missing ?? {})
    if (!one.missing) expect(assessed(form, one.answers)).toEqual({ outside: one.outside, score: one.score })
  })
})

describe('a form', () => {
  const one = { ...blankQuestion(formOf([]), 'number'), key: 'one' }
  const two = { ...blankQuestion(formOf([]), 'text'), key: 'two', shownIf: [{ question: 'one', atLeast: 5 }] }

  it('sends only what is asked and answered', () => {
    expect(cleaned(formOf([one, two]), { one: 4, two: 'x', three: 'y' })).toEqual({ one: 4 })
    expect(cleaned(formOf([one, two]), { one: 5, two: ' ' })).toEqual({ one: 5 })
  })

  it('says what is other in a later version', () => {
    const changed = { ...one, required: !one.required }
    const three = { ...two, key: 'three', shownIf: [] }
    expect(differences(formOf([one, two]), formOf([changed, three])).map(({ key, what }) => `${key} ${what}`)).toEqual([
      'one changed',
      'three added',
      'two removed',
    ])
    expect(differences(formOf([one, three]), formOf(moved([one, three], 0, 1))).map(({ what }) => what)).toEqual([
      'moved',
      'moved',
    ])
    expect(differences(formOf([one]), formOf([{ ...one, hint: undefined as never }]))).toEqual([])
  })

  it('writes limits as one reads them', () => {
    const number = { kind: 'number' as const, unit: 'Ω', decimals: 2, least: null, most: null, goodFrom: null, goodTo: 4 }
    expect(limitsOf(number)).toBe('≤ 4 Ω')
    expect(limitsOf({ ...number, goodFrom: 1 })).toBe('1–4 Ω')
    expect(limitsOf({ ...number, goodFrom: 30, goodTo: null, unit: null })).toBe('≥ 30')
  })
})
