import { renderHook, waitFor } from '@testing-library/react'
import { answers } from '@tests/open'
import { expect, test } from 'vitest'
import { Problem } from '@/shared/problem'
import { zeros } from './puzzle'
import { useProof } from './useProof'

test('a first report goes without; when the server wants a proof it is reckoned and sent by itself', async () => {
  let bits = 0
  let count = 0
  answers({ 'GET /api/public/reports/puzzle': () => ({ puzzle: `puzzle-${++count}`, bits }) })
  const { result } = renderHook(useProof)

  const sent: (string | null)[] = []
  expect(
    await result.current.withProof(async (proof) => {
      sent.push(proof)
      return 'taken'
    }),
  ).toBe('taken')
  expect(sent).toEqual([null])

  await waitFor(() => expect(count).toBe(2))
  bits = 8
  await result.current.withProof(async (proof) => {
    sent.push(proof)
    if (proof === null) throw new Problem({ status: 422, code: 'intake.proof-needed' })
    return 'taken'
  })
  expect(sent).toHaveLength(3)
  expect(sent[2]).toMatch(/^puzzle-3:\d+$/)
  expect(zeros(sent[2] as string)).toBeGreaterThanOrEqual(8)
})

test('any other refusal is passed on', async () => {
  answers({ 'GET /api/public/reports/puzzle': { puzzle: 'p', bits: 0 } })
  const { result } = renderHook(useProof)
  const refused = new Problem({ status: 422, code: 'intake.field-missing' })
  await expect(result.current.withProof(() => Promise.reject(refused))).rejects.toBe(refused)
})
