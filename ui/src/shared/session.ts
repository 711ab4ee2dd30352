import { queryOptions, useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { http } from './http'
import { Problem } from './problem'

export type Session = {
  user: {
    id: string
    name: string
    login: string
    locale: string
    mustChangePassword: boolean
    partnerId: string | null
    customerId: string | null
  }
  roles: { role: string; branchId: string | null; branchName: string | null }[]
  permissions: string[]
  branches: { id: string; code: string; name: string; zone: string }[]
  demo: boolean
}

export type DemoAccount = { login: string; name: string; role: string; password: string }
export type About = { product: string; version?: string; demo: boolean; demoAccounts?: DemoAccount[] | null }

export const sessionQueries = {
  all: ['session'] as const,
  /** Who is signed in; null when nobody is. */
  current: () =>
    queryOptions({
      queryKey: sessionQueries.all,
      queryFn: async ({ signal }): Promise<Session | null> => {
        try {
          return await http<Session>('/session', { signal })
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
      queryFn: ({ signal }) => http<About>('/public/about', { signal }),
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

/** A page of ours to go back to; anything else (other hosts, scripts) is ignored. */
export function safeNext(next: string | null | undefined): string | undefined {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : undefined
}

export function signInUrl(from = window.location.pathname + window.location.search) {
  const next = safeNext(from)
  return next && next !== '/' ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'
}

let leaving = false

/** Leaves for the sign-in page, once, and comes back here afterwards. */
export function toSignIn() {
  if (leaving || window.location.pathname === '/sign-in') return
  leaving = true
  window.location.assign(signInUrl())
}

export function useSignIn() {
  return useMutation({
    mutationFn: (body: { login: string; password: string }) =>
      http<Session | undefined>('/session', { method: 'POST', json: body }),
  })
}

export function useSignOut() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => http('/session', { method: 'DELETE' }),
    onSuccess: () => {
      queries.clear()
      window.location.assign('/sign-in')
    },
  })
}

/** Keeps the chosen language with the account, so that the next machine speaks it too. */
export const saveLanguage = (locale: string) => http('/session/locale', { method: 'PUT', json: { locale } })

export function useChangePassword() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { current: string; next: string }) => http('/session/password', { method: 'POST', json: body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionQueries.all }),
  })
}
