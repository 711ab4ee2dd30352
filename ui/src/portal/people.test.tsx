import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, SOMEBODY } from '@tests/open'
import { useState } from 'react'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { i18n } from '@/shared/i18n'
import { createQueries } from '@/shared/queries'
import { HelpHints } from './HelpHints'
import { PeoplePage } from './PeoplePage'
import { type Rights, RightsField } from './RightsField'

beforeAll(() => i18n.loadNamespaces('portal'))
beforeEach(() => localStorage.clear())

function Fields({ onChange }: { onChange: (rights: Rights) => void }) {
  const [value, setValue] = useState<Rights>({ rights: ['REPORT'], sites: ['s1'] })
  const change = (next: Rights) => {
    setValue(next)
    onChange(next)
  }
  return (
    <RightsField
      value={value}
      onChange={change}
      mayGive={['SEE_ALL', 'REPORT', 'DECIDE', 'PEOPLE']}
      places={[{ id: 's1', name: '东厂区' }]}
    />
  )
}

test('whoever manages people sees everything, and loses it with the sight', async () => {
  const changed = vi.fn()
  render(<Fields onChange={changed} />)
  const user = userEvent.setup()

  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: '东厂区' }).checked).toBe(true)
  await user.click(screen.getByRole('checkbox', { name: /管理人员/ }))
  expect(changed.mock.lastCall?.[0]).toEqual({ rights: ['REPORT', 'PEOPLE', 'SEE_ALL'], sites: [] })

  await user.click(screen.getByRole('radio', { name: /只看自己报的/ }))
  expect(changed.mock.lastCall?.[0]).toEqual({ rights: ['REPORT'], sites: [] })
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /合同/ }).disabled).toBe(true)
})

test('each row says when somebody was last here, or that he never was', async () => {
  const person = { phone: '', email: '', rights: ['REPORT'], sites: [], version: 0, self: false }
  answers({
    'GET /api/session': { ...SOMEBODY, permissions: ['portal.use', 'portal.people'] },
    'GET /api/portal/people': {
      mayGive: ['REPORT'],
      places: [],
      people: [
        { ...person, id: 'p1', name: '沈国梁', signedInAt: '2026-03-02T01:00:00Z' },
        { ...person, id: 'p2', name: '俞海燕', signedInAt: null },
      ],
    },
  })
  const routeTree = createRootRoute({ component: PeoplePage })
  render(
    <QueryClientProvider client={createQueries()}>
      <RouterProvider router={createRouter({ routeTree, history: createMemoryHistory() }) as never} />
    </QueryClientProvider>,
  )

  expect((await screen.findByRole('button', { name: /沈国梁/ })).textContent).toMatch(/上次登录 \S/)
  expect(screen.getByRole('button', { name: /俞海燕/ }).textContent).toMatch(/尚未登录$/)
})

test('an article that solved it is counted, and nothing is reported', async () => {
  const asked = answers({
    'GET /api/public/articles': [{ number: 'KB-0001', title: '门禁读卡没有反应', snippet: '' }],
    'POST /api/public/articles/KB-0001/solved': null,
  })
  const solved = vi.fn()
  render(
    <QueryClientProvider client={createQueries()}>
      <HelpHints words="门禁刷卡没有反应" onSolved={solved} />
    </QueryClientProvider>,
  )
  const user = userEvent.setup()

  const article = await screen.findByRole('link', { name: '门禁读卡没有反应' }, { timeout: 3000 })
  expect(screen.queryByRole('button')).toBeNull()
  await user.click(article)
  await user.click(screen.getByRole('button', { name: '问题已解决，不用报修' }))
  await vi.waitFor(() => expect(solved).toHaveBeenCalled())
  const { body } = asked.find(({ method }) => method === 'POST') ?? {}
  expect(Object.keys(body as object)).toEqual(['visitor'])
})
