import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openLive } from '../src/shared/live'

/** The browser's stream, opened and spoken to by the test. */
class Stream {
  static last: Stream
  readyState = 0
  onopen?: () => void
  onmessage?: (event: { data: string }) => void
  onerror?: () => void
  constructor(readonly url: string) {
    Stream.last = this
  }
  close() {}
  tell(topic: string) {
    this.onmessage?.({ data: JSON.stringify({ topic, id: null }) })
  }
}

describe('the stream of changes', () => {
  const queries = new QueryClient()
  const stale = (key: string) => queries.getQueryState([key])?.isInvalidated
  let close = () => {}

  beforeEach(() => {
    vi.stubGlobal('EventSource', Stream)
    for (const key of ['calls', 'cases']) queries.setQueryData([key], [])
    close = openLive(queries)
  })
  afterEach(() => {
    close()
    vi.unstubAllGlobals()
  })

  it('says how far back its page began to read, so that nothing told meanwhile is missed', () => {
    expect(Number(new URL(Stream.last.url, 'http://here').searchParams.get('behind'))).toBeGreaterThanOrEqual(15_000)
    Stream.last.onopen?.()
    expect(stale('calls')).toBe(false)
  })

  it('asks again for what changed, and for everything where that is not known', async () => {
    Stream.last.tell('calls')
    await vi.waitFor(() => expect(stale('calls')).toBe(true))
    expect(stale('cases')).toBe(false)
    Stream.last.tell('*')
    await vi.waitFor(() => expect(stale('cases')).toBe(true))
  })

  it('asks for everything again after it was away', () => {
    Stream.last.onerror?.()
    Stream.last.onopen?.()
    expect(stale('cases')).toBe(true)
  })
})
