import { queryOptions, useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
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
      queryFn: async ({ signal }): Promise<Session | null> => {
        try {
          return await got(api.GET('/api/session', { signal }))
        } catch (error) {
          if (error instanceof Problem && error.signedOut) return null
          throw error
        }
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
  if (roles.size > 0 && [...roles].every((role) => role === 'CUSTOMER')) return '/portal'
  return '/'
}

/** A page of ours to go back to; anything else (other hosts, scripts, the start page itself) is ignored. */
export function safeNext(next: string | null | undefined): string | undefined {
  return next && /^\/(?![/\\])/.test(next) && next !== '/' && !/^\/sign-in(?![\w-])/.test(next) ? next : undefined
}

let leaving = false

/** Leaves for the sign-in page, once, and comes back here afterwards. */
export function toSignIn() {
  if (leaving || window.location.pathname === '/sign-in') return
  leaving = true
  const next = safeNext(window.location.pathname + window.location.search)
  window.location.assign(next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in')
}

export function useSignIn() {
  return useMutation({
    mutationFn: (body: { login: string; password: string }) => got(api.POST('/api/session', { body })),
  })
}

export function useSignOut() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => got(api.DELETE('/api/session')),
    onSuccess: () => {
      queries.clear()
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
