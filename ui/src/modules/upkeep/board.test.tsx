import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, SIGNED_IN, SOMEBODY } from '@tests/open'
import { describe, expect, it } from 'vitest'

const DUE = {
  id: 'd1',
  plannedOn: '2026-03-18',
  windowFrom: '2026-03-11',
  windowTo: '2026-03-25',
  state: 'SKIPPED',
  movedFrom: '2026-03-16',
  reason: '进不去，没有钥匙',
  planId: 'p1',
  planName: '季度巡检',
  customerId: 'c1',
  customerName: '鹭汀医院',
  siteName: '门诊楼',
  deviceId: 'v1',
  deviceName: '机房 UPS S-1',
  caseId: null,
  caseNumber: null,
  doneOn: null,
  lateDays: null,
  overdue: false,
  threshold: 500,
  byCustomer: true,
  version: 3,
}

const BOARD = {
  ...SIGNED_IN,
  'GET /api/session': { ...SOMEBODY, permissions: ['upkeep.read', 'upkeep.manage'] },
  'GET /api/upkeep/dues': { rows: [{ due: DUE, acts: ['MAKE'] }], next: null },
  'GET /api/upkeep/days': [{ day: '2026-03-18', planned: 2, made: 0, done: 1, skipped: 1, overdue: 1 }],
  'POST /api/upkeep/dues/d1/make': { caseId: 'k1' },
}

describe('the board of dates', () => {
  it('shows the month, why a date was left out and who moved it, and lets it be made up for', async () => {
    const asked = answers(BOARD)
    openDesk('/upkeep?month=2026-03')
    expect(await screen.findByText('机房 UPS S-1')).toBeTruthy()
    expect(screen.getByText('进不去，没有钥匙')).toBeTruthy()
    expect(screen.getByText('客户改期')).toBeTruthy()
    expect(screen.getByText('原定 2026-03-16')).toBeTruthy()
    expect(screen.getByText('读数到 500')).toBeTruthy()
    const march = await screen.findByRole('button', { name: /3月/ })
    await waitFor(() => expect(within(march).getByText('4')).toBeTruthy())

    await userEvent.click(screen.getByRole('button', { name: /补\s*做/ }))
    await userEvent.click((await screen.findAllByRole('button', { name: '立即开单' })).at(-1) as HTMLElement)
    await waitFor(() => expect(asked.find(({ path }) => path.endsWith('/make'))?.body).toMatchObject({ version: 3 }))
  })

  it('asks again for one day when that is chosen', async () => {
    const asked = answers(BOARD)
    openDesk('/upkeep?month=2026-03')
    await userEvent.click(await screen.findByRole('button', { name: /^18/ }))
    await waitFor(() =>
      expect(asked.some(({ path, query }) => path === '/api/upkeep/dues' && query.get('from') === '2026-03-18')).toBe(true),
    )
  })
})
