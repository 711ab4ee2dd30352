import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { expect, it } from 'vitest'
import type { Retention, RetentionRow } from './retention'

const FINANCE = {
  ...SIGNED_IN,
  'GET /api/session': { ...SOMEBODY, permissions: ['contracts.read-retention', 'contracts.edit-retention'] },
}

const ROW: RetentionRow = {
  id: 'r1',
  projectId: 'p1',
  projectNumber: 'P-2023-000031',
  projectName: '扶梯更新',
  customerId: 'c1',
  customerName: '云织皮革城',
  branchId: 'b2',
  branchName: '杭州分公司',
  ownerName: '方敏',
  amount: '11200.00',
  balance: '10080.00',
  releaseOn: '2026-03-01',
  daysLeft: -20,
  standing: 'DUE',
}

const { daysLeft: _, ...SHARED } = ROW
const ONE: Retention = {
  ...SHARED,
  ownerId: 'u1',
  price: '224000.00',
  share: '5',
  note: '',
  entries: [],
  blocks: [{ kind: 'case', id: 'k1', number: 'SO-1', title: '扶手带速度不同步', since: '2026-03-02T01:00:00Z' }],
  mayEdit: true,
}

it('adds up what waits by month, and a bar narrows the list to its month', async () => {
  const asked = answers({
    ...FINANCE,
    'GET /api/retention': { rows: [ROW], next: null },
    'GET /api/retention/months': [
      { month: '2026-03-01', waiting: '10080.00', projects: 1, due: true },
      { month: '2027-06-01', waiting: '6360.00', projects: 1, due: false },
    ],
  })
  const desk = openDesk('/retention')

  await screen.findByText('待收合计 ¥16,440.00，其中已到期 ¥10,080.00')
  await userEvent.click(screen.getByRole('button', { name: /2026-03 / }))

  await waitFor(() => expect(desk.address()).toBe('/retention?month=2026-03-01'))
  await waitFor(() => expect(asked.some((one) => one.query.get('month') === '2026-03-01')).toBe(true))
})

it('lists what stands in the way and says why nothing is paid', async () => {
  answers({
    ...FINANCE,
    'GET /api/retention/r1': ONE,
    'GET /api/retention/r1/timeline': { rows: [], next: null },
    'POST /api/retention/r1/entries': new Refused(409, {
      code: 'contracts.retention-blocked',
      facts: { count: 1, first: 'SO-1' },
    }),
  })
  openDesk('/retention/r1')

  const fault = await screen.findByRole('link', { name: '扶手带速度不同步' })
  expect(fault.getAttribute('href')).toBe('/cases/k1')
  await userEvent.click(screen.getByRole('button', { name: '登记收款、扣减或保函' }))
  await userEvent.click(await screen.findByRole('button', { name: /保\s*存/ }))
  await screen.findByText('还有 1 个故障或投诉未办结（SO-1），办结后才能收款')
})
