import { QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
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
}

describe('the stream of changes', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('asks again for what was read, or being read, before it was open', async () => {
    vi.stubGlobal('EventSource', Stream)
    const queries = new QueryClient()
    let answer: (value: string) => void = () => {}
    queries.setQueryData(['calls', 'mine'], [])
    const reading = queries.fetchQuery({
      queryKey: ['cases'],
      queryFn: () =>
        new Promise<string>((resolve) => {
          answer = resolve
        }),
    })
    const close = openLive(queries)

    Stream.last.onopen?.()
    expect(queries.getQueryState(['calls', 'mine'])?.isInvalidated).toBe(true)
    answer('as it was')
    await reading
    await vi.waitFor(() => expect(queries.getQueryState(['cases'])?.isInvalidated).toBe(true))

    queries.setQueryData(['calls', 'mine'], [])
    await queries.fetchQuery({ queryKey: ['later'], queryFn: () => 'after' })
    expect(queries.getQueryState(['later'])?.isInvalidated).toBe(false)
    close()
  })
})
