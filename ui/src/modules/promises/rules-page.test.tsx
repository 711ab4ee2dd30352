import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { afterEach, describe, expect, it } from 'vitest'
import type { Calendar, YearDay } from './calendars'
import type { Rule } from './rules'

const aRule = (key: string, name: string, more: Partial<Rule['rule']> = {}, about: Partial<Rule> = {}): Rule => ({
  rule: {
    key,
    name,
    code: 'answer',
    match: { severity: '2' },
    calendar: '5x8',
    time: { type: 'WORKING_TIME', minutes: 240, days: null, at: null, lines: null },
    ladder: [{ percent: 75, minutesAfterDue: null, tell: ['OWNER'], does: [] }],
    pauses: null,
    reopenPercent: 50,
    withSubject: true,
    customerVisible: true,
    byHand: false,
    plan: [],
    ...more,
  },
  version: 3,
  current: true,
  appliesToOpen: false,
  open: 7,
  rivals: [],
  createdAt: '2026-03-02T01:00:00Z',
  createdBy: null,
  retiredAt: null,
  retiredBy: null,
  ...about,
})

const QUOTE = aRule('quote', '报价', {
  code: 'quote',
  match: {},
  time: {
    type: 'CUT_OFF',
    minutes: null,
    days: null,
    at: null,
    lines: [
      { before: '12:00', daysLater: 0, at: '17:30' },
      { before: '17:00', daysLater: 1, at: '12:00' },
    ],
  },
})

const CALENDAR: Calendar = {
  code: '5x8',
  name: '5×8 工作时间',
  zone: 'Asia/Shanghai',
  always: false,
  week: [
    '08:30-12:00 13:00-17:30',
    '08:30-12:00 13:00-17:30',
    '08:30-12:00 13:00-17:30',
    '08:30-12:00 13:00-17:30',
    '08:30-12:00 13:00-17:30',
    '',
    '',
  ],
  branchId: null,
  branchName: null,
  follows: null,
  days: 600,
  until: '2030-12-31',
  rules: 12,
  open: 34,
  version: 4,
}

const KEEPER = {
  ...SIGNED_IN,
  'GET /api/session': { ...SOMEBODY, permissions: ['promises.read', 'promises.edit-rules'] },
  'GET /api/promises/rules': [aRule('answer-4', '四级 4 个工作小时内响应'), QUOTE],
  'GET /api/promises/rules/facts': { severity: [{ value: '2', name: null }] },
  'GET /api/promises/rules/answer-4/versions': [aRule('answer-4', '四级 4 个工作小时内响应')],
  'GET /api/promises/rules/quote/versions': [QUOTE],
  'POST /api/promises/rules/trial': { outcomes: [], rivals: [] },
  'GET /api/promises/calendars': [CALENDAR],
  'GET /api/promises/pauses': [],
}

const wide = window.matchMedia

afterEach(() => {
  window.matchMedia = wide
})

describe('the rules', () => {
  it('stand by the promise they give, each with what it holds for and how long it takes', async () => {
    answers(KEEPER)
    openDesk('/promises/rules')
    const row = (await screen.findByRole('button', { name: '四级 4 个工作小时内响应' })).closest('tr') as HTMLElement
    within(row).getByText('4 小时')
    within(row).getByText(/严重程度：/)
    const quote = (await screen.findByRole('button', { name: '报价' })).closest('tr') as HTMLElement
    within(quote).getByText(/12:00.*17:30.*17:00.*12:00/)
    within(quote).getByText('所有情况')
  })

  it('are cards on a phone', async () => {
    window.matchMedia = ((query: string) => ({
      matches: Number(/min-width:\s*(\d+)/.exec(query)?.[1] ?? 0) <= 390,
      media: query,
      addEventListener() {},
      removeEventListener() {},
      addListener() {},
      removeListener() {},
    })) as unknown as typeof window.matchMedia
    answers(KEEPER)
    openDesk('/promises/rules')
    await screen.findByRole('button', { name: '四级 4 个工作小时内响应' })
    await waitFor(() => expect(screen.queryByRole('table')).toBeNull())
    const card = (await screen.findByRole('button', { name: '四级 4 个工作小时内响应' })).closest('li') as HTMLElement
    within(card).getByText('进行中 7')
    expect(card.textContent).toContain('4 小时')
  })

  it('open from the address and are changed as a new version', async () => {
    const asked = answers({ ...KEEPER, 'PUT /api/promises/rules/answer-4': {} })
    const page = openDesk('/promises/rules?open=answer-4')
    const name = await screen.findByLabelText('名称')
    await userEvent.clear(name)
    await userEvent.type(name, '四级半天响应')
    await userEvent.click(screen.getByRole('button', { name: '保存为第 4 版' }))
    await waitFor(() => expect(page.address()).toBe('/promises/rules'))
    const sent = asked.find(({ method }) => method === 'PUT')
    expect(sent?.path).toBe('/api/promises/rules/answer-4')
    expect(sent?.body).toMatchObject({ rule: { name: '四级半天响应', time: { type: 'WORKING_TIME', minutes: 240 } }, version: 3 })
  })

  it('say what is wrong and ask again', async () => {
    answers({ ...KEEPER, 'GET /api/promises/rules': new Refused(500, { code: 'platform.failed' }) })
    openDesk('/promises/rules')
    expect(await screen.findByRole('button', { name: /重\s?试/ })).toBeTruthy()
  })
})

describe('the calendars', () => {
  const day = (date: string, more: Partial<YearDay> = {}): YearDay => ({
    day: date,
    hours: '08:30-12:00 13:00-17:30',
    minutes: 480,
    kind: null,
    name: '',
    own: false,
    ...more,
  })
  const YEAR = {
    days: [
      day('2026-10-01', { hours: '', minutes: 0, kind: 'HOLIDAY', name: '国庆节', own: true }),
      day('2026-10-09'),
      day('2026-10-10', { kind: 'MAKEUP_WORKDAY', name: '国庆节', own: true }),
    ],
  }

  it('show the week and every day that leaves it', async () => {
    const asked = answers({ ...KEEPER, 'GET /api/promises/calendars/5x8/years/2026': YEAR })
    openDesk('/promises/calendars?code=5x8&year=2026')
    const special = (await screen.findByRole('heading', { name: '特殊日期' })).closest('section') as HTMLElement
    expect((await within(special).findAllByText(/国庆节/)).length).toBeGreaterThan(0)
    expect(screen.getAllByText('08:30-12:00 13:00-17:30').length).toBeGreaterThan(0)
    expect(asked.some(({ path }) => path === '/api/promises/calendars/5x8/years/2026')).toBe(true)
  })

  it('say when the notice of the coming year is missing', async () => {
    answers({
      ...KEEPER,
      'GET /api/promises/calendars': [{ ...CALENDAR, until: '2020-12-31' }],
      'GET /api/promises/calendars/5x8/years/2026': YEAR,
    })
    openDesk('/promises/calendars?code=5x8&year=2026')
    const missing = await screen.findByText(/2021/)
    expect(missing.textContent).toContain('2021')
    expect(screen.getAllByRole('button', { name: /通知/ }).length).toBeGreaterThan(0)
  })

  it('let whoever may not edit them only look', async () => {
    answers({
      ...KEEPER,
      'GET /api/session': { ...SOMEBODY, permissions: ['promises.read'] },
      'GET /api/promises/calendars/5x8/years/2026': YEAR,
    })
    openDesk('/promises/calendars?code=5x8&year=2026')
    await screen.findByRole('heading', { name: '特殊日期' })
    expect(screen.queryByRole('button', { name: /新建/ })).toBeNull()
  })
})
