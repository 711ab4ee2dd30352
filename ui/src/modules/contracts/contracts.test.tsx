import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { describe, expect, it } from 'vitest'
import type { Contract, ContractRow } from './api'

const MANAGER = {
  ...SIGNED_IN,
  'GET /api/session': { ...SOMEBODY, permissions: ['contracts.read', 'contracts.edit'] },
  'GET /api/contracts/levels': [{ code: '7x24x4', name: '', about: '', running: 1 }],
}

const aRow = (title: string, more: Partial<ContractRow> = {}): ContractRow => ({
  id: title,
  number: 'MC-2026-000001',
  title,
  customerId: 'c1',
  customerName: '鹭汀医院',
  branchId: 'b2',
  branchName: '杭州分公司',
  level: '7x24x4',
  status: 'ACTIVE',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  daysLeft: 200,
  begun: true,
  renewed: false,
  letGo: null,
  price: '168000.00',
  visitsAgreed: 4,
  visitsUsed: 1,
  ownerName: '方敏',
  ...more,
})

const aContract = (more: Partial<Contract> = {}): Contract => ({
  id: 'k1',
  number: 'MC-2026-000001',
  title: '年度维保',
  customerId: 'c1',
  customerName: '鹭汀医院',
  branchId: 'b2',
  branchName: '杭州分公司',
  ourParty: '安澜',
  theirParty: '鹭汀医院',
  ownerId: null,
  ownerName: null,
  status: 'ACTIVE',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  noticeDays: 30,
  noticeOn: '2026-12-01',
  today: '2026-12-11',
  revision: 1,
  terms: {
    level: '7x24x4',
    price: '168000.00',
    visits: 4,
    partsIncluded: true,
    alsoCovers: [],
    coverage: [{ siteId: null, projectId: null, deviceId: null, kind: 'customer', id: 'c1', name: '鹭汀医院', hint: 'C-1' }],
    billing: [],
  },
  revisions: [],
  visitsAgreed: 4,
  visitsUsed: 4,
  visits: [],
  renewalOf: null,
  renewedBy: null,
  letGo: null,
  closedReason: null,
  createdAt: '2026-01-01T02:00:00Z',
  version: 3,
  acts: ['AMEND', 'LET_GO', 'TERMINATE'],
  mayRenew: true,
  mayEdit: true,
  ...more,
})

describe('the list of contracts', () => {
  it('tells what ends soon, what is used up and what is renewed', async () => {
    answers({
      ...MANAGER,
      'GET /api/contracts': {
        rows: [
          aRow('快到期', { daysLeft: 20 }),
          aRow('用完了', { visitsUsed: 4 }),
          aRow('已续上', { daysLeft: 10, renewed: true }),
        ],
        next: null,
      },
    })
    openDesk('/contracts?standing=ENDING')
    expect(await screen.findByText('还剩 20 天')).toBeTruthy()
    expect(within(screen.getByRole('row', { name: /用完了/ })).getByText('次数已用完')).toBeTruthy()
    expect(within(screen.getByRole('row', { name: /已续上/ })).getByText('已续签')).toBeTruthy()
    expect(screen.queryByText('还剩 10 天')).toBeNull()
  })
})

describe('the page of a contract', () => {
  const page = (more: Partial<Contract> = {}, known = {}) => {
    const asked = answers({
      ...MANAGER,
      'GET /api/contracts/k1': aContract(more),
      'GET /api/documents': { rows: [] },
      'GET /api/contracts/k1/timeline': { rows: [], next: null },
      ...known,
    })
    openDesk('/contracts/k1')
    return asked
  }

  it('says how long it still runs and that no visit is left', async () => {
    page()
    expect(await screen.findByText('还有 20 天到期，请确认是否续签')).toBeTruthy()
    expect(screen.getByText('共 4 次，已用 4 次，剩 0 次')).toBeTruthy()
  })

  it('shows why a visit cannot be used and keeps what was typed', async () => {
    page(
      {},
      {
        'POST /api/contracts/k1/visits/use': new Refused(409, {
          code: 'contracts.visits-used-up',
          facts: { number: 'MC-2026-000001', visits: 4 },
        }),
      },
    )
    await userEvent.click(await screen.findByRole('button', { name: /登记巡检/ }))
    const dialog = await screen.findByRole('dialog')
    await userEvent.type(within(dialog).getByLabelText('说明（可不填）'), '季度巡检')
    await userEvent.click(within(dialog).getByRole('button', { name: /登\s*记/ }))
    expect((await within(dialog).findByRole('alert')).textContent).toContain('4 次巡检已用完')
    expect(within(dialog).getByDisplayValue('季度巡检')).toBeTruthy()
  })

  it('offers nothing to those who may only read', async () => {
    page({ acts: [], mayRenew: false, mayEdit: false })
    await screen.findByText('共 4 次，已用 4 次，剩 0 次')
    for (const name of [/续签/, /补充协议/, /登记巡检/, /上传/]) expect(screen.queryByRole('button', { name })).toBeNull()
  })
})
