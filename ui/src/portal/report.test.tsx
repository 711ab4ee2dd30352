import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, NOTHING, SOMEBODY } from '@tests/open'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { i18n } from '@/shared/i18n'
import { createQueries } from '@/shared/queries'
import { ReportPage } from './ReportPage'

const COMPANY = { name: '苏州精工', phone: '0512-62000000', email: 'wang@example.com', open: 1, devices: 3 }

beforeAll(() => i18n.loadNamespaces('portal'))
beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

function open() {
  const root = createRootRoute()
  const routes = [createRoute({ getParentRoute: () => root, path: '/', component: ReportPage })]
  const router = createRouter({
    routeTree: root.addChildren(routes),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  })
  render(
    <QueryClientProvider client={createQueries()}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  )
}

const told = (label: RegExp) => screen.getByLabelText<HTMLInputElement>(label).value

test('a stranger writes down himself, and no company is asked for', async () => {
  const asked = answers({ 'GET /api/session': NOTHING, 'GET /api/public/mass-notices': [] })
  open()
  await screen.findByLabelText(/单位名称/)
  await vi.waitFor(() => expect(asked.map(({ path }) => path)).toContain('/api/public/mass-notices'))
  expect(asked.map(({ path }) => path)).not.toContain('/api/portal/company')
})

test('whoever has signed in finds himself written down, except for what he says otherwise meanwhile', async () => {
  let answer = (_: unknown) => {}
  const asked = answers({
    'GET /api/session': { ...SOMEBODY, user: { ...SOMEBODY.user, name: '王建' }, permissions: ['portal.use'] },
    'GET /api/portal/company': () => new Promise((done) => (answer = done)),
    'GET /api/portal/mass-notices': [],
  })
  open()
  const words = await screen.findByRole('textbox', { name: /具体情况/ })
  await userEvent.setup().type(words, '打不开')
  await vi.waitFor(() => expect(asked.map(({ path }) => path)).toContain('/api/portal/company'))
  answer(COMPANY)

  await vi.waitFor(() => expect(told(/单位名称/)).toBe('苏州精工'))
  expect(told(/手机号/)).toBe('0512-62000000')
  expect(told(/具体情况/)).toBe('打不开')
  expect(screen.getByRole('link', { name: /从我的设备中选择/ })).toBeTruthy()
})

test('somebody else who is named in the form stays named', async () => {
  sessionStorage.setItem('aftercare.portal.draft.free', JSON.stringify({ name: '李娜' }))
  const asked = answers({
    'GET /api/session': { ...SOMEBODY, permissions: ['portal.use'] },
    'GET /api/portal/company': COMPANY,
    'GET /api/portal/mass-notices': [],
  })
  open()
  await screen.findByRole('link', { name: /从我的设备中选择/ })
  expect(asked.map(({ path }) => path)).toContain('/api/portal/company')
  expect([told(/怎么称呼您/), told(/单位名称/)]).toEqual(['李娜', ''])
})
