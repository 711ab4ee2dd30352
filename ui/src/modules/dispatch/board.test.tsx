import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { describe, expect, it } from 'vitest'
import type { Board, BoardCase, Booking, Engineer } from './api'
import { HOUR } from './day'
import { placements } from './many'
import type { Advice, Run } from './planApi'

const ZHOU: Engineer = {
  id: 'zhou',
  name: '周建军',
  phone: '',
  branchId: 'b1',
  branchName: '杭州总部',
  zone: 'Asia/Shanghai',
  partnerId: null,
  partnerName: null,
  dayStarts: '08:30:00',
  dayEnds: '17:30:00',
  active: true,
  travelsBy: 'CAR',
  overtimeMinutes: 60,
  skills: [{ skill: 'ups', level: 3 }],
  certificates: [],
  languages: ['zh'],
  areas: [],
  carries: {},
  version: 0,
}

const aCase = (number: string, subject: string): BoardCase => ({
  id: number,
  number,
  subject,
  severity: 2,
  status: 'ACTIVE',
  branchId: 'b1',
  customer: '鹭汀医院',
  site: '门诊楼',
  address: null,
  contactName: '沈国梁',
  contactPhone: '13800001001',
  device: null,
  openedAt: '2026-03-01T02:00:00Z',
  answer: null,
  arrive: null,
  restore: null,
  needs: ['ups'],
  certificates: [],
  place: null,
  regionCode: null,
  languages: [],
  equipment: {},
  region: null,
  people: 1,
  never: [],
})

const BOOKED: Booking = {
  id: 'k1',
  engineerId: 'zhou',
  startsAt: '2026-03-02T01:00:00Z',
  endsAt: '2026-03-02T03:00:00Z',
  state: 'CONFIRMED',
  remote: false,
  note: '先联系门岗',
  version: 4,
  acts: ['MOVE', 'EXTEND', 'DROP'],
  toldAt: null,
  serviceCase: aCase('SO-2026-000007', 'UPS 电池报警'),
}

const BOARD: Board = {
  engineers: [ZHOU],
  bookings: [BOOKED],
  waiting: [{ serviceCase: aCase('SO-2026-000008', '配电柜异响'), dropReason: '客户改期', tender: null, booked: 0 }],
  moreWaiting: false,
  absences: [],
  starts: [],
  ways: [],
}

const SKILLS = [{ code: 'ups', name: { 'zh-CN': 'UPS 与电池' }, category: 'POWER' }]
const DISPATCHER = {
  ...SIGNED_IN,
  'GET /api/session': { ...SOMEBODY, permissions: ['dispatch.read', 'dispatch.plan'] },
  'GET /api/dispatch/skills': SKILLS,
  'GET /api/dispatch/board': BOARD,
  'GET /api/dispatch/plans': [],
}

const OFFER = {
  engineerId: 'zhou',
  engineer: '周建军',
  partner: null,
  startsAt: '2026-03-02T05:00:00Z',
  endsAt: '2026-03-02T07:00:00Z',
  travelMinutes: 25,
  promiseMinutes: 120,
  knowsSite: true,
  skillLevel: 3,
  visits: 1,
  overtimeMinutes: 0,
  cost: 25,
}

const ADVICE: Advice = {
  caseId: 'SO-2026-000008',
  number: 'SO-2026-000008',
  day: '2026-03-02',
  days: 5,
  minutes: 120,
  people: 1,
  missing: 1,
  windows: [],
  languages: [],
  equipment: {},
  offers: [OFFER],
  others: [{ engineerId: 'wu', engineer: '吴昊', offer: null, rule: 'SHIFT_END', by: 40 }],
}

const TOTALS = { visits: 1, waiting: 1, travelMinutes: 30, lateMinutes: 0, late: 0, overtimeMinutes: 0, people: 1, cost: 30 }

const RUN: Run = {
  id: 'p1',
  branch: 'b1',
  ask: {
    branch: 'b1',
    goal: 'DAY',
    day: '2026-03-02',
    days: 1,
    seconds: 10,
    caseId: null,
    engineerId: null,
    from: null,
    to: null,
    bookingId: null,
    minutes: 0,
  },
  state: 'PROPOSED',
  askedBy: null,
  askedAt: '2026-03-02T00:00:00Z',
  stopAsked: false,
  applied: 0,
  byItself: false,
  progress: [],
  result: {
    before: TOTALS,
    after: { ...TOTALS, visits: 2, waiting: 0 },
    leftOut: [],
    tours: [],
    changes: [
      {
        key: 'case SO-2026-000008',
        caseId: 'SO-2026-000008',
        number: 'SO-2026-000008',
        subject: '配电柜异响',
        severity: 2,
        customer: '鹭汀医院',
        bookingId: null,
        version: 0,
        confirmed: false,
        before: null,
        after: { engineerId: 'zhou', engineer: '周建军', startsAt: OFFER.startsAt, endsAt: OFFER.endsAt },
        promiseMinutes: 120,
        reason: { chosen: OFFER, others: [] },
        nearest: [],
      },
    ],
  },
  endedAt: '2026-03-02T00:00:10Z',
  decidedAt: null,
}

describe('the board', () => {
  it('shows who is booked for what, and what waits', async () => {
    const asked = answers(DISPATCHER)
    openDesk('/dispatch?day=2026-03-02')
    const row = await screen.findByRole('region', { name: '周建军' })
    expect(within(row).getByText('UPS 电池报警')).toBeTruthy()
    const waiting = screen.getByRole('region', { name: '待派工' })
    expect(within(waiting).getByText('配电柜异响')).toBeTruthy()
    expect(within(waiting).getByText('上次未成行：客户改期')).toBeTruthy()
    expect(asked.find(({ path }) => path === '/api/dispatch/board')?.query.toString()).toBe(
      'from=2026-03-01T16%3A00%3A00.000Z&to=2026-03-02T16%3A00%3A00.000Z',
    )
  })

  it('opens a booking and offers what may be done with it', async () => {
    answers(DISPATCHER)
    openDesk('/dispatch?day=2026-03-02')
    await userEvent.click(await screen.findByRole('button', { name: /UPS 电池报警/ }))
    const drawer = await screen.findByRole('dialog')
    expect(within(drawer).getByText('先联系门岗')).toBeTruthy()
    expect(within(drawer).getByRole('button', { name: '改期…' })).toBeTruthy()
    expect(within(drawer).getByRole('button', { name: '取消安排' })).toBeTruthy()
  })

  it('moves the visits that are chosen together, with the keyboard too', async () => {
    const next: Booking = {
      ...BOOKED,
      id: 'k2',
      startsAt: '2026-03-02T04:00:00Z',
      endsAt: '2026-03-02T05:00:00Z',
      serviceCase: aCase('SO-2026-000009', '门禁不灵'),
    }
    const asked = answers({
      ...DISPATCHER,
      'GET /api/dispatch/board': { ...BOARD, bookings: [BOOKED, next] },
      'POST /api/dispatch/bookings/shift': [
        { id: 'k1', version: 5 },
        { id: 'k2', version: 5 },
      ],
    })
    const user = userEvent.setup()
    openDesk('/dispatch?day=2026-03-02')
    const one = await screen.findByRole('button', { name: /UPS 电池报警/ })
    one.focus()
    await user.keyboard('x')
    await user.keyboard('{Control>}')
    await user.click(screen.getByRole('button', { name: /门禁不灵/ }))
    await user.keyboard('{/Control}')
    const bar = screen.getByRole('toolbar', { name: '多选操作' })
    expect(within(bar).getByText('已选 2 单')).toBeTruthy()
    expect(screen.queryByRole('dialog')).toBeNull()
    await user.click(within(bar).getByRole('button', { name: '推后 15 分钟' }))
    expect(await screen.findByText('已移动 2 单')).toBeTruthy()
    const sent = asked.find(({ path }) => path === '/api/dispatch/bookings/shift')?.body as {
      visits: { to: { startsAt: string } }[]
    }
    expect(sent.visits.map(({ to }) => to.startsAt)).toEqual(['2026-03-02T01:15:00.000Z', '2026-03-02T04:15:00.000Z'])
  })

  it('takes the others along in hand, at their distance, and to the row of the one that is held', () => {
    const other: Booking = {
      ...BOOKED,
      id: 'k2',
      engineerId: 'wu',
      startsAt: '2026-03-02T04:00:00Z',
      endsAt: '2026-03-02T05:00:00Z',
    }
    const load = { kind: 'move' as const, booking: BOOKED, others: [other], length: 2 * HOUR, grab: 0 }
    const from = Date.parse('2026-03-02T02:00:00Z')
    const at = (engineerId: string) =>
      placements(load, { kind: 'plan', engineerId, span: { from, to: from + 2 * HOUR } }).map((one) => [
        one.engineerId,
        new Date(one.span.from).toISOString(),
      ])
    expect(at('zhou')).toEqual([
      ['zhou', '2026-03-02T02:00:00.000Z'],
      ['wu', '2026-03-02T05:00:00.000Z'],
    ])
    expect(at('lin').map(([engineer]) => engineer)).toEqual(['lin', 'lin'])
  })

  it('keeps the dialog open with the reason when the server refuses', async () => {
    answers({
      ...DISPATCHER,
      'POST /api/dispatch/bookings': new Refused(409, {
        code: 'dispatch.double-booked',
        facts: {
          engineer: '周建军',
          number: 'SO-2026-000007',
          subject: 'UPS 电池报警',
          day: '2026-03-02',
          from: '09:00',
          to: '11:00',
        },
      }),
    })
    openDesk('/dispatch?day=2026-03-02')
    await userEvent.click(await screen.findByRole('button', { name: '安排…' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).queryByText(/时间冲突/)).toBeNull()
    await userEvent.click(within(dialog).getByRole('combobox', { name: '工程师' }))
    await userEvent.click(await screen.findByTitle('周建军'))
    expect(await within(dialog).findByText('与 SO-2026-000007（09:00–11:00）时间冲突')).toBeTruthy()
    await userEvent.click(within(dialog).getByRole('button', { name: '安排' }))
    expect(await within(dialog).findByText(/周建军 2026-03-02 09:00–11:00 已安排服务单 SO-2026-000007/)).toBeTruthy()
  })

  it('suggests engineers for the case somebody came from', async () => {
    answers({ ...DISPATCHER, 'GET /api/dispatch/cases/SO-2026-000008/advice': ADVICE })
    const page = openDesk('/dispatch?day=2026-03-02&case=SO-2026-000008')
    expect(within(await screen.findByRole('dialog')).getByText(/配电柜异响/)).toBeTruthy()
    expect(page.address()).toBe('/dispatch?day=2026-03-02&advise=SO-2026-000008')
  })

  it('books what is suggested with one click, and says why nobody else', async () => {
    const asked = answers({
      ...DISPATCHER,
      'GET /api/dispatch/cases/SO-2026-000008/advice': ADVICE,
      'POST /api/dispatch/cases/SO-2026-000008/advice': { booking: BOOKED, warnings: [] },
    })
    openDesk('/dispatch?day=2026-03-02')
    await userEvent.click(await screen.findByRole('button', { name: '推荐…' }))
    const drawer = await screen.findByRole('dialog')
    expect(await within(drawer).findByText('车程多 25 分钟 · 比承诺早 2 小时 · 专家 · 修过这台设备 · 当天已有 1 单')).toBeTruthy()
    expect(within(drawer).getByText(/下班前做不完，差 40 分/)).toBeTruthy()
    await userEvent.click(within(drawer).getByRole('button', { name: '安排周建军' }))
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
        engineerId: 'zhou',
        startsAt: '2026-03-02T05:00:00Z',
        minutes: 120,
        note: '',
      }),
    )
  })

  it('offers to make room when nobody has any', async () => {
    const asked = answers({
      ...DISPATCHER,
      'GET /api/dispatch/cases/SO-2026-000008/advice': { ...ADVICE, offers: [] },
      'POST /api/dispatch/plans': { ...RUN, state: 'RUNNING', result: null, ask: { ...RUN.ask, goal: 'URGENT' } },
      'GET /api/dispatch/plans/p1': { ...RUN, ask: { ...RUN.ask, goal: 'URGENT' } },
    })
    const page = openDesk('/dispatch?day=2026-03-02&advise=SO-2026-000008')
    await userEvent.click(await screen.findByRole('button', { name: '腾出时间…' }))
    await waitFor(() => expect(page.address()).toContain('plan=p1'))
    expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({ goal: 'URGENT', caseId: 'SO-2026-000008' })
  })

  it('shows a plan beside today, and accepts what was chosen of it', async () => {
    const asked = answers({
      ...DISPATCHER,
      'GET /api/dispatch/plans/p1': RUN,
      'POST /api/dispatch/plans/p1/accept': { changes: 1 },
    })
    openDesk('/dispatch?day=2026-03-02&plan=p1')
    const drawer = await screen.findByRole('dialog')
    expect(await within(drawer).findByText('周建军 03-02 13:00–15:00')).toBeTruthy()
    await userEvent.click(within(drawer).getByRole('button', { name: '采用 1 项变动' }))
    await waitFor(() => expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ keys: ['case SO-2026-000008'] }))
  })

  it('goes to the day for which it is planned already', async () => {
    answers({
      ...DISPATCHER,
      'GET /api/dispatch/bookings': [{ id: 'k9', state: 'CONFIRMED', startsAt: '2026-03-05T01:00:00Z' }],
    })
    const page = openDesk('/dispatch?day=2026-03-02&case=elsewhere')
    await waitFor(() => expect(page.address()).toBe('/dispatch?day=2026-03-05'))
  })
})
