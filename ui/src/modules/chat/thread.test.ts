import { describe, expect, it } from 'vitest'
import { type ChatMessage, caughtUp, merged } from './thread'

const message = (seq: number, text = `${seq}`): ChatMessage => ({
  seq,
  id: `id-${seq}`,
  kind: 'TEXT',
  author: 'VISITOR',
  name: '王女士',
  text,
  picture: null,
  facts: {},
  at: '2026-03-02T01:00:00Z',
})

describe('what one side has of a conversation', () => {
  it('holds each number once and in order, however the answers overlap', () => {
    const has = merged([message(1), message(2)], [message(3)])
    expect(merged(has, [message(2), message(4)]).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    expect(merged(has, [])).toBe(has)
  })

  it('asks on from what it has until nothing more comes', async () => {
    const all = Array.from({ length: 1203 }, (_, index) => message(index + 1))
    const asked: number[] = []
    const view = await caughtUp([message(1), message(2), message(3)], async (since) => {
      asked.push(since)
      return { messages: all.filter(({ seq }) => seq > since).slice(0, 500) }
    })
    expect(asked).toEqual([3, 503, 1003])
    expect(view.messages).toHaveLength(1203)
  })
})
