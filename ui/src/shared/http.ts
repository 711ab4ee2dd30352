import createClient, { type Middleware } from 'openapi-fetch'
import { useSyncExternalStore } from 'react'
import type { components, paths } from '@/api/schema'
import { i18n } from './i18n'
import { codeOfStatus, moduleOf, Problem, type ProblemBody } from './problem'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

function xsrfToken() {
  const match = /(?:^|;\s*)XSRF-TOKEN=([^;]*)/.exec(document.cookie)
  return match?.[1] ? decodeURIComponent(match[1]) : undefined
}

function protect(headers: Headers, method: string) {
  const token = SAFE.has(method) ? undefined : xsrfToken()
  if (token) headers.set('X-XSRF-TOKEN', token)
  headers.set('Accept-Language', i18n.language ?? 'zh-CN')
}

/** Turns a refusal into a Problem whose words are already loaded, so that it can be shown at once. */
export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as Partial<ProblemBody>
  const problem = new Problem({ ...body, status: response.status, code: body.code ?? codeOfStatus(response.status) })
  await i18n.loadNamespaces(moduleOf(problem.code)).catch(() => {})
  return problem
}

async function send(input: string | Request, init?: RequestInit): Promise<Response> {
  try {
    const response = await fetch(input, init)
    setReached(true)
    return response
  } catch (error) {
    if ((init?.signal ?? (input as Request).signal)?.aborted) throw error
    setReached(false)
    throw new Problem({ status: 0, code: 'shared.unreachable' })
  }
}

let reached = true
const listeners = new Set<() => void>()

function setReached(next: boolean) {
  if (next === reached) return
  reached = next
  for (const listener of listeners) listener()
}

/** Whether the server answered the last time it was asked: what the browser thinks of the net says little. */
export const useReached = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    () => reached,
  )

const guard: Middleware = {
  onRequest({ request }) {
    protect(request.headers, request.method)
    return request
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response)
    return undefined
  },
}

/** A record of the API by its name: `Schema<'UserQueries.UserView'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

/** The API, typed by the server's own description. Every failure is thrown as a Problem. */
export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: send })
api.use(guard)

/** What came back: `got(api.GET('/api/users/{id}', { params: { path: { id } }, signal }))`. */
export async function got<Data>(call: Promise<{ data?: Data }>): Promise<Data> {
  return (await call).data as Data
}

export type HttpOptions = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  json?: unknown
  form?: FormData
  bytes?: Blob
  signal?: AbortSignal
  headers?: Record<string, string>
}

/** One request to `/api…`: JSON in, JSON out, failures thrown as Problem. For uploads give `form` or `bytes`. */
export async function http<T = void>(
  path: string,
  { method = 'GET', json, form, bytes, signal, headers }: HttpOptions = {},
): Promise<T> {
  const all = new Headers({ Accept: 'application/json, application/problem+json', ...headers })
  if (json !== undefined) all.set('Content-Type', 'application/json')
  if (bytes) all.set('Content-Type', 'application/octet-stream')
  protect(all, method)
  const body = form ?? bytes ?? (json === undefined ? null : JSON.stringify(json))
  const response = await send(`/api${path}`, { method, headers: all, body, signal: signal ?? null })
  if (!response.ok) throw await problemOf(response)
  const text = await response.text()
  return (text ? JSON.parse(text) : undefined) as T
}

/** A query string of what is set: empty words, null and undefined are left out, lists repeat their name. */
export function search(values: Record<string, string | number | boolean | readonly string[] | null | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) for (const one of value) query.append(name, one)
    else if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  }
  const text = query.toString()
  return text ? `?${text}` : ''
}
