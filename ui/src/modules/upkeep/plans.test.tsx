import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, SIGNED_IN, SOMEBODY } from '@tests/open'
import { describe, expect, it } from 'vitest'

const MANAGER = {
  ...SIGNED_IN,
  'GET /api/session': { ...SOMEBODY, permissions: ['upkeep.read', 'upkeep.manage', 'contracts.read'] },
  'GET /api/upkeep/plans': { rows: [], next: null },
  'GET /api/contracts': {
    rows: [{ id: 'c1', number: 'MC-2026-000001', customerName: '鹭汀医院', customer: '鹭汀医院' }],
    next: null,
  },
  'GET /api/forms': { rows: [] },
  'POST /api/upkeep/preview': [],
  'POST /api/upkeep/plans': {},
}

describe('a new plan', () => {
  it('is saved whole: what the form does not show is said all the same', async () => {
    const asked = answers(MANAGER)
    openDesk('/upkeep/plans?edit=new')
    await userEvent.type(await screen.findByLabelText('计划名称'), '季度巡检')
    await userEvent.click(await screen.findByLabelText('合同'))
    await userEvent.click((await screen.findAllByText(/MC-2026-000001/)).at(-1) as HTMLElement)
    await userEvent.click(screen.getByRole('button', { name: /保\s*存/ }))
    await waitFor(() => expect(asked.some(({ method, path }) => method === 'POST' && path === '/api/upkeep/plans')).toBe(true))
    expect(asked.find(({ method, path }) => method === 'POST' && path === '/api/upkeep/plans')?.body).toMatchObject({
      name: '季度巡检',
      contractId: 'c1',
      active: true,
      fromCompletion: false,
      version: 0,
      rhythm: { unit: 'MONTHS', every: 3 },
    })
  })
})
