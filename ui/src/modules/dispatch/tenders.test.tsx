import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { describe, expect, it } from 'vitest'
import type { Invitation, PartnerScore, Tender } from './tenderApi'

const LATER = new Date(Date.now() + 3_600_000).toISOString()

const INVITATION: Invitation = {
  id: 't1',
  state: 'ASKED',
  acts: ['ANSWER', 'DECLINE'],
  mode: 'FIRST',
  words: '请带电池',
  subject: 'UPS 报警',
  kind: { 'zh-CN': '故障报修' },
  severity: 2,
  region: '杭州市西湖区',
  device: 'UPS',
  needs: [],
  certificates: [],
  arrive: { dueAt: LATER, state: 'RUNNING' },
  restore: null,
  windows: [],
  askedAt: LATER,
  dueAt: LATER,
  answeredAt: null,
  startsAt: null,
  minutes: null,
  price: null,
  engineerId: null,
  engineer: null,
  note: '',
  refusal: null,
  caseId: null,
  number: null,
  customer: null,
}

const SCORE: PartnerScore = {
  partnerId: 'p1',
  partner: '鹿鸣机电',
  percent: 88,
  figures: [
    { aspect: 'PROMISES', good: 22, all: 25, percent: 88, weight: 35, counts: true },
    { aspect: 'PAPERS', good: 1, all: 1, percent: 100, weight: 10, counts: false },
  ],
}

const PARTNER = {
  ...SIGNED_IN,
  'GET /api/session': {
    ...SOMEBODY,
    user: { ...SOMEBODY.user, partnerId: 'p1' },
    permissions: ['dispatch.read', 'dispatch.answer'],
  },
  'GET /api/dispatch/skills': [],
  'GET /api/dispatch/certificate-kinds': [],
  'GET /api/dispatch/engineers': [],
  'GET /api/dispatch/refusal-reasons': [{ code: 'too-far', name: { 'zh-CN': '路途太远' } }],
  'GET /api/quality/partners': [SCORE],
  'GET /api/dispatch/invitations': { rows: [INVITATION], next: null, unanswered: 1 },
}

describe('a partner’s board', () => {
  it('says no with a reason', async () => {
    const asked = answers({
      ...PARTNER,
      'POST /api/dispatch/invitations/t1/decline': { ...INVITATION, state: 'DECLINED', refusal: 'too-far' },
    })
    openDesk('/invitations')
    const card = await screen.findByRole('article', { name: 'UPS 报警' })
    within(card).getByText('请带电池')
    await userEvent.click(within(card).getByRole('button', { name: /不\s*接/ }))
    await userEvent.click(await screen.findByRole('radio', { name: '路途太远' }))
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: /不\s*接/ }))
    await screen.findByText('已谢绝', { selector: '.ant-message *' })
    expect(asked.find((one) => one.method === 'POST')?.body).toEqual({ reason: 'too-far', words: '' })
  })

  it('is told kindly when another was quicker', async () => {
    answers({ ...PARTNER, 'POST /api/dispatch/invitations/t1/answer': new Refused(409, { code: 'dispatch.tender-taken' }) })
    openDesk('/invitations')
    const card = await screen.findByRole('article', { name: 'UPS 报警' })
    await userEvent.click(within(card).getByRole('button', { name: /接\s*单/ }))
    await userEvent.click(await screen.findByRole('button', { name: '立即接单' }))
    expect((await screen.findByRole('alert')).textContent).toContain('已由其他服务商接下')
  })

  it('shows what its score rests on', async () => {
    answers(PARTNER)
    openDesk('/invitations')
    await userEvent.click(await screen.findByRole('button', { name: '质量 88' }))
    await screen.findByText('22 / 25')
    screen.getByText('太少，不计')
  })
})

describe('the tenders of the house', () => {
  it('gives the case to the answer that is chosen', async () => {
    const tender: Tender = {
      id: 't1',
      caseId: 'c1',
      number: 'SO-2026-000008',
      subject: 'UPS 报警',
      severity: 2,
      customer: '西溪',
      branchId: 'b1',
      mode: 'BEST',
      state: 'OPEN',
      words: '',
      askedBy: '高建国',
      askedAt: LATER,
      endedAt: null,
      dueAt: LATER,
      overdue: false,
      parts: [
        {
          partnerId: 'p1',
          partner: '鹿鸣机电',
          state: 'ANSWERED',
          answeredAt: LATER,
          startsAt: LATER,
          minutes: 60,
          price: 380,
          engineer: null,
          note: '',
          refusal: null,
        },
        {
          partnerId: 'p2',
          partner: '鉴湖机电',
          state: 'ASKED',
          answeredAt: null,
          startsAt: null,
          minutes: null,
          price: null,
          engineer: null,
          note: '',
          refusal: null,
        },
      ],
    }
    const asked = answers({
      ...PARTNER,
      'GET /api/session': { ...SOMEBODY, permissions: ['dispatch.read', 'dispatch.plan', 'dispatch.tender'] },
      'GET /api/dispatch/tenders': { rows: [tender], next: null },
      'GET /api/dispatch/tenders/t1': tender,
      'POST /api/dispatch/tenders/t1/award': { ...tender, state: 'AWARDED' },
    })
    openDesk('/tenders?open=t1')
    await screen.findByText('报价 ¥380.00')
    await userEvent.click(screen.getByRole('button', { name: '选定鹿鸣机电' }))
    expect(asked.find((one) => one.method === 'POST')?.body).toEqual({ partnerId: 'p1' })
  })
})
