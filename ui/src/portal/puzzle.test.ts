import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { solve, zeros } from './puzzle'

const leading = (text: string) => {
  const first = createHash('sha256').update(text).digest().readUInt32BE(0)
  return Math.clz32(first)
}

test('hashes like everybody else, whatever the length', () => {
  for (let length = 0; length < 140; length++) {
    for (const letter of 'aZ-') expect(zeros(letter.repeat(length))).toBe(leading(letter.repeat(length)))
  }
  for (let n = 0; n < 3000; n++) expect(zeros(`Ab3_x.k2j9.signed:${n}`)).toBe(leading(`Ab3_x.k2j9.signed:${n}`))
})

test('finds a proof, and says when it has not found one yet', () => {
  const proof = solve('a-puzzle', 10, 0, 100_000)
  expect(proof).toMatch(/^a-puzzle:\d+$/)
  expect(leading(proof as string)).toBeGreaterThanOrEqual(10)
  expect(solve('a-puzzle', 33, 0, 10)).toBeUndefined()
})
