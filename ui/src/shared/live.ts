import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

export type LiveMessage = { topic: string; id?: string | null }
type Listener = (message: LiveMessage) => void

const listeners = new Set<Listener>()

/** What is read while a page opens began at most so long before it listens; the way to the server counts too. */
const HEAD_START = 15_000

/** Hears what others change, as it happens. The topic is the first word of the query keys it concerns; `*` is anything. */
export function openLive(queries: QueryClient) {
  const began = performance.now()
  let source: EventSource | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let flush: ReturnType<typeof setTimeout> | undefined
  let attempts = 0
  let missed = false
  let closed = false
  const topics = new Set<string>()

  // A burst of changes (an import, say) refreshes each list once.
  const later = (topic: string) => {
    topics.add(topic)
    flush ??= setTimeout(() => {
      flush = undefined
      for (const one of topics) queries.invalidateQueries(one === '*' ? {} : { queryKey: [one] })
      topics.clear()
    }, 200)
  }

  const hear = (event: MessageEvent<string>) => {
    let message: LiveMessage
    try {
      message = JSON.parse(event.data) as LiveMessage
    } catch {
      return
    }
    if (!message?.topic) return
    later(message.topic)
    for (const listener of listeners) listener(message)
  }

  const connect = () => {
    const behind = missed ? 0 : Math.round(performance.now() - began) + HEAD_START
    source = new EventSource(`/api/live?behind=${behind}`)
    source.onopen = () => {
      attempts = 0
      // What happened while we were away is unknown, so everything on screen is asked for again.
      if (missed) queries.invalidateQueries()
      missed = false
    }
    source.onmessage = hear
    source.onerror = () => {
      missed = true
      if (source?.readyState !== EventSource.CLOSED || closed) return
      attempts += 1
      retry = setTimeout(connect, Math.min(30_000, 1_000 * 2 ** attempts))
    }
  }

  connect()
  return () => {
    closed = true
    clearTimeout(retry)
    clearTimeout(flush)
    source?.close()
  }
}

/** Keeps a face live while it is mounted. */
export function useLive() {
  const queries = useQueryClient()
  useEffect(() => openLive(queries), [queries])
}

/** Calls back for each message of a topic, for what is more than a refresh. */
export function useLiveMessages(topic: string, onMessage: Listener) {
  useEffect(() => {
    const listener: Listener = (message) => {
      if (message.topic === topic) onMessage(message)
    }
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }, [topic, onMessage])
}
