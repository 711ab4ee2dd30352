import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { type Asked, answers, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { openField } from '@tests/openField'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Visit, VisitCard } from './api'

const CARD: VisitCard = {
  id: 'v1',
  status: 'PLANNED',
  plannedStart: '2026-03-02T01:00:00Z',
  plannedEnd: '2026-03-02T03:00:00Z',
  caseId: 'c1',
  caseNumber: 'SO-2026-000007',
  subject: 'UPS 电池报警，无法自检',
  severity: 2,
  customer: '鹭汀医院',
  site: '门诊楼机房',
  address: '天目山路 518 号',
  lng: 120.1,
  lat: 30.27,
  contactName: '沈国梁',
  contactPhone: '13800001001',
  device: '机房 UPS',
  arrive: null,
  restore: null,
  reportNumber: null,
  reportSigned: false,
  remote: false,
  acts: ['ACCEPT', 'REFUSE'],
}

const VISIT: Visit = {
  card: CARD,
  description: '面板一直响',
  entitlement: 'FREE',
  entitlementReason: '',
  bookingNote: '先联系门岗',
  engineerId: 'u1',
  engineer: '周建国',
  engineerPhone: '',
  device: null,
  history: [],
  steps: { accepted: null, setOut: null, arrived: null, started: null, finished: null, signed: null },
  arrival: null,
  refusal: null,
  report: null,
  reportOpen: false,
  interruptions: [],
  handOver: null,
  questions: [],
  signToken: null,
}

const working: Visit = {
  ...VISIT,
  card: { ...CARD, status: 'WORKING', acts: ['FINISH'] },
  steps: { ...VISIT.steps, started: '2026-03-02T01:30:00Z', finished: '2026-03-02T02:30:00Z' },
  reportOpen: true,
}

const RULES = {
  moves: [
    { from: 'PLANNED', act: 'ACCEPT', to: 'ACCEPTED' },
    { from: 'ACCEPTED', act: 'SET_OUT', to: 'ON_THE_WAY' },
    { from: 'ACCEPTED', act: 'ARRIVE', to: 'ARRIVED' },
    { from: 'ON_THE_WAY', act: 'ARRIVE', to: 'ARRIVED' },
    { from: 'ARRIVED', act: 'START', to: 'WORKING' },
    { from: 'WORKING', act: 'FINISH', to: 'FINISHED' },
    { from: 'FINISHED', act: 'SIGN', to: 'SIGNED' },
  ],
  reportIn: ['ARRIVED', 'WORKING', 'FINISHED'],
  photosIn: ['ACCEPTED', 'ON_THE_WAY', 'ARRIVED', 'WORKING', 'FINISHED'],
}

/** The server takes every command and says what the visit is like then. */
const taking =
  (visit: unknown) =>
  ({ body }: Asked) => ({
    answers: (body as Sent).commands.map(({ id }) => ({ id, outcome: 'DONE', code: null, facts: {}, detail: null })),
    visits: [visit],
  })

type Sent = { live: boolean; commands: { id: string; visit: string; act: string; at: string; body: Record<string, unknown> }[] }

const commandsOf = (asked: Asked[]) =>
  asked.filter(({ path }) => path === '/api/field/commands').flatMap(({ body }) => (body as Sent).commands)

const ENGINEER = {
  ...SIGNED_IN,
  'GET /api/session': { ...SOMEBODY, permissions: ['fieldwork.perform', 'fieldwork.read'] },
  'GET /api/documents': { rows: [], mayAttach: true },
  'GET /api/field/codes': {
    causes: [
      { code: 'cause-power', parent: null, name: { 'zh-CN': '电源' } },
      { code: 'cause-power-battery', parent: 'cause-power', name: { 'zh-CN': '电池老化' } },
    ],
    responsibilities: [],
    rules: RULES,
  },
  'GET /api/field/contradictions': [],
  'GET /api/field/visits/v1': VISIT,
}

describe('what is dangerous', () => {
  const arrived: Visit = { ...VISIT, card: { ...CARD, status: 'ARRIVED', acts: ['START', 'STOP'] }, reportOpen: true }
  const hazard = {
    id: 'h1',
    version: 2,
    from: 'SITE',
    fromName: '门诊楼机房',
    title: '带电裸露母排',
    measures: '停电、验电、挂牌',
    risk: 'GRAVE',
    contactConfirms: false,
    certificate: null,
    changedAt: '2026-03-01T01:00:00Z',
  }
  const briefing = {
    hazards: [hazard],
    confirmed: [],
    contactNeeded: false,
    engineerDone: false,
    contactDone: true,
    certificates: [],
  }
  const known = {
    ...ENGINEER,
    'GET /api/field/visits': { rows: [], next: null },
    'GET /api/field/visits/v1': arrived,
    'GET /api/field/visits/v1/checklists': { offered: [], filled: [], open: true, stopped: false },
    'GET /api/field/visits/v1/briefing': briefing,
    'POST /api/field/commands': taking(arrived),
  }

  it('is confirmed as it is now before work begins', async () => {
    const asked = answers(known)
    openField('/visits/v1')
    await userEvent.click(await screen.findByRole('button', { name: '开始作业' }))
    expect(await screen.findByText('请先确认安全交底再开工')).toBeTruthy()
    expect(commandsOf(asked)).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: '进行安全交底' }))
    expect(await screen.findByText('停电、验电、挂牌')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '已了解，措施已落实' }))
    await screen.findByText('安全交底已确认')
    expect(commandsOf(asked)).toMatchObject([{ act: 'BRIEF', body: { hazards: [{ id: 'h1', version: 2 }] } }])
  })

  it('stops the work with a reason, and nobody begins without the certificate', async () => {
    const asked = answers({
      ...known,
      'GET /api/field/visits/v1/briefing': {
        ...briefing,
        hazards: [],
        engineerDone: true,
        certificates: [{ code: 'heights', name: { 'zh-CN': '高处作业证' } }],
      },
    })
    openField('/visits/v1')
    await userEvent.click(await screen.findByRole('button', { name: '开始作业' }))
    expect(await screen.findAllByText('没有有效的高处作业证，不能开工，请联系派工员')).toHaveLength(2)
    await userEvent.click(screen.getByRole('button', { name: '停工' }))
    await userEvent.click(await screen.findByRole('button', { name: '天气不允许' }))
    await userEvent.click(screen.getByRole('button', { name: '立即停工' }))
    await screen.findByText('已停工，公司已收到通知')
    expect(commandsOf(asked)).toMatchObject([{ act: 'STOP', body: { reason: '天气不允许' } }])
  })
})

describe('what the office changed', () => {
  const notice = (id: string, kind: string, facts: Record<string, string>) => ({
    id,
    kind,
    about: { kind: 'case', id: 'c1' },
    facts: {
      label: 'SO-2026-000007 UPS',
      customer: '鹭汀医院',
      startsAt: '2026-03-03T01:00:00Z',
      endsAt: '2026-03-03T03:00:00Z',
      ...facts,
    },
    urgent: true,
    at: '2026-03-02T00:50:00Z',
    readAt: null,
  })
  const known = {
    ...ENGINEER,
    'GET /api/field/visits': { rows: [], next: null },
    'GET /api/notices/bell': {
      unread: 2,
      newest: {
        rows: [
          notice('n1', 'dispatch.moved', { beforeAt: '2026-03-02T06:00:00Z' }),
          notice('n2', 'dispatch.withdrawn', { reason: '客户改期' }),
        ],
        next: null,
      },
    },
    'POST /api/notices/n1/read': {},
    'POST /api/notices/n2/read': {},
  }

  it('stands above the visits until it was seen', async () => {
    const asked = answers(known)
    openField('/')
    expect(await screen.findByText('2 条新消息')).toBeTruthy()
    expect(await screen.findByText('上门时间改为 03-03 09:00（原 03-02 14:00）：鹭汀医院「SO-2026-000007 UPS」')).toBeTruthy()
    expect(screen.getByText(/^已撤回 03-03 09:00 的派工：鹭汀医院「SO-2026-000007 UPS」客户改期$/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '知道了' }))
    expect(asked.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual([
      '/api/notices/n1/read',
      '/api/notices/n2/read',
    ])
  })
})

describe('a visit on the phone', () => {
  beforeEach(() => localStorage.clear())

  it('shows whom to call and how to get there', async () => {
    answers(ENGINEER)
    openField('/visits/v1')
    expect(await screen.findByText('先联系门岗')).toBeTruthy()
    expect(screen.getByRole('link', { name: '打电话' }).getAttribute('href')).toBe('tel:13800001001')
    expect(screen.getByRole('link', { name: '导航' }).getAttribute('href')).toContain('to=120.1,30.27')
  })

  it('offers what the server allows and goes on with its answer', async () => {
    const asked = answers({
      ...ENGINEER,
      'POST /api/field/commands': taking({ ...VISIT, card: { ...CARD, status: 'ACCEPTED', acts: ['SET_OUT', 'ARRIVE'] } }),
    })
    openField('/visits/v1')
    await userEvent.click(await screen.findByRole('button', { name: '接单' }))
    expect(await screen.findByRole('button', { name: '出发' })).toBeTruthy()
    const [sent] = commandsOf(asked)
    expect(sent).toMatchObject({ act: 'ACCEPT', visit: 'v1', body: { plannedStart: '2026-03-02T01:00:00Z' } })
    expect(sent?.id).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('says why when the plan was changed meanwhile', async () => {
    answers({ ...ENGINEER, 'POST /api/field/commands': new Refused(409, { code: 'fieldwork.plan-changed' }) })
    openField('/visits/v1')
    await userEvent.click(await screen.findByRole('button', { name: '接单' }))
    expect(await screen.findByText('派工员刚调整了这次安排，请重新查看后再接单')).toBeTruthy()
  })

  it('asks for the reason when the phone does not know where it is', async () => {
    const asked = answers({
      ...ENGINEER,
      'GET /api/field/visits/v1': { ...VISIT, card: { ...CARD, status: 'ON_THE_WAY', acts: ['ARRIVE'] } },
      'POST /api/field/commands': taking({ ...VISIT, card: { ...CARD, status: 'ARRIVED', acts: ['START'] } }),
    })
    openField('/visits/v1')
    await userEvent.click(await screen.findByRole('button', { name: '我已到达' }))
    await userEvent.click(await screen.findByLabelText('室内或地下，没有信号'))
    await userEvent.click(within(screen.getByRole('dialog', { name: '没有取得定位' })).getByRole('button', { name: '我已到达' }))
    expect(await screen.findByRole('button', { name: '开始作业' })).toBeTruthy()
    expect(commandsOf(asked)[0]?.body).toMatchObject({
      lng: null,
      lat: null,
      note: '室内或地下，没有信号',
    })
  })
})

describe('the report', () => {
  beforeEach(() => localStorage.clear())

  it('keeps what was typed on the phone and leads to what is missing', async () => {
    answers({ ...ENGINEER, 'GET /api/field/visits/v1': working })
    openField('/visits/v1/report')
    await userEvent.type(await screen.findByLabelText(/现场发现/), '两节电池鼓包')
    expect(localStorage.getItem('aftercare.report.v1')).toContain('两节电池鼓包')
    await userEvent.click(screen.getByRole('button', { name: /核对/ }))
    await userEvent.click(screen.getByRole('button', { name: '保存服务报告单' }))
    expect(await screen.findByLabelText(/处理措施/)).toBeTruthy()
    expect(screen.getAllByText('请写明处理措施').length).toBeGreaterThan(0)
  })

  it('is handed in whole, with the time worked so far', async () => {
    localStorage.setItem(
      'aftercare.report.v1',
      JSON.stringify({ finding: '两节电池鼓包', action: '更换整组电池', cause: 'cause-power-battery', outcome: 'FIXED' }),
    )
    const asked = answers({
      ...ENGINEER,
      'GET /api/field/visits/v1': working,
      'POST /api/field/commands': taking(working),
    })
    const page = openField('/visits/v1/report')
    await userEvent.click(await screen.findByRole('button', { name: /核对/ }))
    expect(await screen.findByText('电池老化')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '保存服务报告单' }))
    expect(await screen.findByText('服务报告单已保存')).toBeTruthy()
    expect(commandsOf(asked)[0]?.body).toMatchObject({
      finding: '两节电池鼓包',
      cause: 'cause-power-battery',
      responsibility: null,
      workMinutes: 60,
      outcome: 'FIXED',
    })
    expect(page.address()).toBe('/visits/v1')
    expect(localStorage.getItem('aftercare.report.v1')).toBeNull()
  })

  it('cannot be opened before the arrival', async () => {
    answers(ENGINEER)
    openField('/visits/v1/report')
    expect(await screen.findByText(/现在不能填写服务报告单/)).toBeTruthy()
  })
})
