import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { vi } from 'vitest'
import { DeskProviders } from '@/desk/DeskProviders'
import { createDeskRouter } from '@/desk/router'
import { createQueries } from '@/shared/queries'
import { type Session, sessionExpired } from '@/shared/session'

export type Asked = { method: string; path: string; query: URLSearchParams; body: unknown }
type Answer = unknown | ((asked: Asked) => unknown)

/** What the server refuses with, as an answer of a test. */
export class Refused {
  constructor(
    readonly status: number,
    readonly body: { code: string; facts?: Record<string, unknown>; fields?: Record<string, string>; detail?: string },
  ) {}
}

/** An answer without content: nobody has signed in, say. */
export const NOTHING = new Response(null, { status: 204 })

/** Stands in for the network: `{ 'GET /api/users': {...} }`; an answer may take its time. What is not named does not exist. */
export function answers(known: Record<string, Answer>) {
  const asked: Asked[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = input instanceof Request ? input : undefined
    const url = new URL(request?.url ?? String(input), window.location.origin)
    const method = request?.method ?? init?.method ?? 'GET'
    const text = request ? await request.text() : typeof init?.body === 'string' ? init.body : ''
    const one: Asked = { method, path: url.pathname, query: url.searchParams, body: text ? JSON.parse(text) : undefined }
    asked.push(one)
    const answer = known[`${method} ${url.pathname}`] ?? new Refused(404, { code: 'platform.no-such-page' })
    const body = await (typeof answer === 'function' ? answer(one) : answer)
    if (body instanceof Response) return body.clone()
    return body instanceof Refused ? Response.json(body.body, { status: body.status }) : Response.json(body)
  })
  return asked
}

export const SOMEBODY: Session = {
  user: {
    id: 'u1',
    login: 'admin',
    name: '周建国',
    locale: 'zh-CN',
    mustChangePassword: false,
    partnerId: null,
    customerId: null,
  },
  roles: [{ role: 'ADMIN', branchId: null, branchName: null }],
  permissions: ['identity.edit-users', 'identity.read', 'identity.read-sign-ins'],
  branches: [
    { id: 'b1', code: 'SH', name: '上海总部', zone: 'Asia/Shanghai' },
    { id: 'b2', code: 'HZ', name: '杭州分公司', zone: 'Asia/Shanghai' },
  ],
  demo: false,
}

export const SIGNED_IN = {
  'GET /api/session': SOMEBODY,
  'GET /api/public/about': { product: 'Aftercare', version: 'test', demo: false, demoAccounts: [] },
}

/** Opens a page of the desk as a user would: by its address. */
export function openDesk(address: string) {
  const queries = createQueries(sessionExpired)
  const router = createDeskRouter(queries, createMemoryHistory({ initialEntries: [address] }))
  render(
    <QueryClientProvider client={queries}>
      <DeskProviders>
        <RouterProvider router={router} />
      </DeskProviders>
    </QueryClientProvider>,
  )
  return { address: () => router.history.location.href }
}
