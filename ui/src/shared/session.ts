import { queryOptions, useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { api, got, type Schema } from './http'
import { Problem } from './problem'

export type Session = Schema<'SessionController.SessionView'>
export type About = Schema<'About.AboutView'>
export type DemoAccount = Schema<'DemoAccount'>

export const sessionQueries = {
  all: ['session'] as const,
  /** Who is signed in; null when nobody is. */
  current: () =>
    queryOptions({
      queryKey: sessionQueries.all,
      queryFn: async ({ client, signal }): Promise<Session | null> => {
        const session: Session | undefined = await got(api.GET('/api/session', { signal }))
        if (session) return session
        // A page that is open stays open: it asks for the password instead of going away.
        const before = client.getQueryData<Session | null>(sessionQueries.all)
        if (before) sessionExpired()
        return before ?? null
      },
      staleTime: 5 * 60_000,
    }),
  about: () =>
    queryOptions({
      queryKey: ['about'],
      queryFn: ({ signal }) => got(api.GET('/api/public/about', { signal })),
      staleTime: Number.POSITIVE_INFINITY,
    }),
}

/** Product, version and whether this is the demo; known without signing in. */
export function useAbout(): About | undefined {
  return useQuery(sessionQueries.about()).data
}

/** The session of a page that stands behind the sign-in gate. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQueries.current())
  if (!data) throw new Problem({ status: 401, code: 'shared.signed-out' })
  return data
}

/** Asks `may('cases.triage')`; the server decides all the same. */
export function useMay(): (permission: string) => boolean
export function useMay(permission: string): boolean
export function useMay(permission?: string) {
  const { permissions } = useSession()
  const may = (one: string) => permissions.includes(one)
  return permission === undefined ? may : may(permission)
}

/** Which face a user starts with. */
export function homeOf(session: Session): string {
  const roles = new Set(session.roles.map((held) => held.role))
  if (roles.size > 0 && [...roles].every((role) => role === 'ENGINEER')) return '/field'
  if (roles.size > 0 && [...roles].every((role) => role === 'CUSTOMER')) return '/portal/my'
  return '/'
}

/** A page of ours to go back to; anything else (other hosts, scripts, the start page itself) is ignored. */
export function safeNext(next: string | null | undefined): string | undefined {
  return next && /^\/(?![/\\])/.test(next) && next !== '/' && !/^\/sign-in(?![\w-])/.test(next) ? next : undefined
}

const listeners = new Set<() => void>()
let expired = false

function setExpired(next: boolean) {
  expired = next
  for (const listener of listeners) listener()
}

/** The server says that nobody is signed in: told once, whatever failed by it. */
export const sessionExpired = () => setExpired(true)

/** Later: what is on the screen stays, and nothing more is asked until the server says it again. */
export const signInLater = () => setExpired(false)

/** Whether the session ran out while a page was open. Its page stays, so that nothing typed is lost. */
export function useSessionExpired() {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    () => expired,
  )
}

/** Leaves for the sign-in page and comes back here afterwards. */
export function toSignIn() {
  const next = safeNext(window.location.pathname + window.location.search)
  window.location.assign(next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in')
}

/** The same user signs in once more, and goes on where they were. */
export function useSignInAgain() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { login: string; password: string }) => got(api.POST('/api/session', { body })),
    onSuccess: () => {
      setExpired(false)
      return queries.invalidateQueries()
    },
  })
}

export function useSignIn() {
  return useMutation({
    mutationFn: (body: { login: string; password: string }) => got(api.POST('/api/session', { body })),
  })
}

/** `clear`: what is to be gone before the page is. */
export function useSignOut(clear?: () => Promise<unknown>) {
  return useMutation({
    mutationFn: () => got(api.DELETE('/api/session')),
    // A fresh page: nothing of this user stays in memory.
    onSuccess: async () => {
      await clear?.().catch(() => undefined)
      window.location.assign('/sign-in')
    },
  })
}

/** Keeps the chosen language with the account, so that the next machine speaks it too. */
export const saveLanguage = (locale: string) => got(api.PUT('/api/session/locale', { body: { locale } }))

export function useChangePassword() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { current: string; next: string }) => got(api.POST('/api/session/password', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionQueries.all }),
  })
}
