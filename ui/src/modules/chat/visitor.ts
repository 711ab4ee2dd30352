import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { http, type Schema, search } from '@/shared/http'
import { kept, useKept } from './kept'
import { caughtUp, type Pending } from './thread'

export type Visitor = Schema<'VisitorController.VisitorView'>
export type Entrance = Schema<'VisitorController.EntranceView'>
export type Hello = Schema<'VisitorController.HelloBody'>

const always = { networkMode: 'always' } as const
const ASK_AGAIN = 15_000
const TYPING_SHOWN = 4_000
const TYPING_TOLD = 2_000

export const pathOf = (token: string) => `/public/chats/${encodeURIComponent(token)}`

export const visitorQueries = {
  entrance: (site: string | undefined) =>
    queryOptions({
      ...always,
      queryKey: ['chat-entrance', site ?? ''],
      queryFn: ({ signal }) => http<Entrance>(`/public/chat-sites${search({ site })}`, { signal }),
      refetchInterval: 60_000,
    }),
  chat: (token: string) =>
    queryOptions({
      ...always,
      queryKey: ['visitor-chat', token],
      queryFn: ({ signal, client, queryKey }) =>
        caughtUp(client.getQueryData<Visitor>(queryKey)?.messages ?? [], (since) =>
          http<Visitor>(`${pathOf(token)}${search({ since })}`, { signal }),
        ),
      refetchInterval: ASK_AGAIN,
      staleTime: 0,
    }),
}

/** Hears of news and of somebody writing. Returns whether the other side is writing. */
export function useVisitorLive(token: string, waits: boolean): boolean {
  const queries = useQueryClient()
  const [typing, setTyping] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever waits hears more, so the stream is opened anew when that ends
  useEffect(() => {
    const { queryKey } = visitorQueries.chat(token)
    const ask = () => void queries.invalidateQueries({ queryKey })
    const source = new EventSource(`/api${pathOf(token)}/live`)
    let forget: ReturnType<typeof setTimeout> | undefined
    source.onopen = ask
    source.onmessage = (event: MessageEvent<string>) => {
      if (!event.data.includes('typing')) {
        setTyping(false)
        ask()
        return
      }
      setTyping(true)
      clearTimeout(forget)
      forget = setTimeout(() => setTyping(false), TYPING_SHOWN)
    }
    const look = () => document.visibilityState === 'visible' && ask()
    document.addEventListener('visibilitychange', look)
    return () => {
      source.close()
      clearTimeout(forget)
      document.removeEventListener('visibilitychange', look)
    }
  }, [queries, token, waits])
  return typing
}

/** Tells the other side now and then that something is being written, never what. */
export function useTypingTeller(tell: () => Promise<unknown>) {
  const last = useRef(0)
  const teller = useRef(tell)
  teller.current = tell
  return useCallback(() => {
    const now = Date.now()
    if (now - last.current < TYPING_TOLD) return
    last.current = now
    teller.current().catch(() => {})
  }, [])
}

const onTheirWay = kept<Pending[]>([])

/**
 * Messages of a conversation on their way; each carries an id, so that sending it again never doubles it. Those of one that is left
 * are still there when it is opened again.
 */
export function usePending(chat: string, send: (message: Pending) => Promise<unknown>) {
  const [pending] = useKept(onTheirWay, chat)
  const sender = useRef(send)
  sender.current = send
  const push = useCallback(
    async (message: Pending) => {
      const { error: _, ...fresh } = message
      const others = () => onTheirWay.get(chat).filter(({ id }) => id !== message.id)
      onTheirWay.set(chat, [...others(), fresh])
      try {
        await sender.current(fresh)
        onTheirWay.set(chat, others())
      } catch (error) {
        onTheirWay.set(
          chat,
          onTheirWay.get(chat).map((one) => (one.id === message.id ? { ...one, error } : one)),
        )
      }
    },
    [chat],
  )
  return [pending, push] as const
}

const key = (site: string | undefined) => `aftercare.chat.${site ?? ''}`

/** The token survives a reload. Where storage is forbidden, it lives as long as the page. */
export function useToken(site: string | undefined) {
  const [token, setToken] = useState<string | undefined>(() => {
    try {
      return localStorage.getItem(key(site)) ?? undefined
    } catch {
      return undefined
    }
  })
  const keep = useCallback(
    (next: string | undefined) => {
      setToken(next)
      try {
        if (next === undefined) localStorage.removeItem(key(site))
        else localStorage.setItem(key(site), next)
      } catch {
        // It is in memory; that is enough for this page.
      }
    },
    [site],
  )
  return [token, keep] as const
}
