import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, SIGNED_IN, SOMEBODY } from '@tests/open'
import { describe, expect, it } from 'vitest'
import type { Certificate, Engineer } from './api'
import { standingOf } from './Certificates'
import { hoursOn } from './PatternPreview'
import type { Duty, Pattern, PeopleWeek, Roster, Rotation } from './rosterApi'

const OFFICE = '08:30-12:00 13:00-17:30'
const PLANNER = {
  ...SIGNED_IN,
  'GET /api/session': {
    ...SOMEBODY,
    permissions: ['dispatch.read', 'dispatch.edit-roster', 'dispatch.edit-engineers'],
    branches: [{ id: 'b1', code: 'SH', name: '上海总部', zone: 'Asia/Shanghai' }],
  },
  'GET /api/dispatch/skills': [],
}

const person = (id: string, name: string) => ({
  id,
  name,
  phone: '',
  branchId: 'b1',
  branchName: '上海总部',
  partnerName: null,
  engineer: true,
  zone: 'Asia/Shanghai',
})

const WEEK: PeopleWeek = {
  from: '2026-10-05',
  people: [
    {
      person: person('u7', '吴敏'),
      mayPlan: true,
      days: [
        { day: '2026-10-08', hours: OFFICE, mark: '行', changed: false, note: '' },
        { day: '2026-10-09', hours: '', mark: null, changed: true, note: '' },
      ],
    },
  ],
  plans: [{ id: 'l1', userId: 'u7', patternId: 't1', patternName: '行政班', fromDay: '2026-01-01', untilDay: null }],
  leaves: [],
  duties: [],
  holidays: [{ day: '2026-10-10', free: false, name: '国庆节' }],
}

const PATTERN: Pattern = {
  id: 't1',
  branchId: null,
  name: '行政班',
  mark: '行',
  cycle: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, '', ''],
  weekly: true,
  keepsHolidays: true,
  active: true,
  version: 2,
}

describe('shifts', () => {
  const known = { ...PLANNER, 'GET /api/dispatch/people': WEEK, 'GET /api/dispatch/shift-patterns': [PATTERN] }

  it('show who works when, and where a day was changed', async () => {
    answers(known)
    openDesk('/shifts?day=2026-10-05')
    within(await screen.findByRole('button', { name: '吴敏 2026-10-08' })).getByText('行 08:30–17:30')
    within(screen.getByRole('button', { name: '吴敏 2026-10-09' })).getByText('休')
    expect(screen.getByText('国庆节')).toBeTruthy()
  })

  it('end a plan from a day on', async () => {
    const asked = answers({ ...known, 'PUT /api/dispatch/shift-plans/l1/end': {} })
    openDesk('/shifts?day=2026-10-05')
    await userEvent.click(await screen.findByRole('button', { name: '吴敏 2026-10-08' }))
    await userEvent.click(await screen.findByRole('button', { name: '从这天起不再按此排班' }))
    await waitFor(() => expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({ lastDay: '2026-10-07' }))
  })

  it('are made of patterns that are changed with their next weeks in sight', async () => {
    const asked = answers({ ...known, 'PUT /api/dispatch/shift-patterns/t1': {} })
    const page = openDesk('/shifts?day=2026-10-05&patterns=all')
    await userEvent.click(await screen.findByRole('button', { name: '修改班次 行政班' }))
    expect(page.address()).toContain('patterns=t1')
    const days = await screen.findByRole('group', { name: '每天的上班时间' })
    const saturday = within(days).getAllByRole('textbox')[5] as HTMLElement
    await userEvent.type(saturday, '09:00-12:00')
    const preview = screen.getByRole('table', { name: '接下来几周' })
    await waitFor(() => expect(within(preview).getAllByText('09:00–12:00')).toHaveLength(4))
    await userEvent.click(screen.getByRole('button', { name: /保\s?存/ }))
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({
        branchId: null,
        name: '行政班',
        mark: '行',
        cycle: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, '09:00-12:00', ''],
        weekly: true,
        keepsHolidays: true,
        active: true,
        version: 2,
      }),
    )
  })

  it('end a pattern without touching what is planned', async () => {
    const asked = answers({ ...known, 'PUT /api/dispatch/shift-patterns/t1': {} })
    openDesk('/shifts?patterns=t1')
    await userEvent.click(await screen.findByRole('button', { name: '停用班次' }))
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'PUT')?.body).toMatchObject({ active: false, name: '行政班' }),
    )
  })

  it('go round as the server reckons them', () => {
    const cycle = { mark: '', cycle: ['08:00-20:00', '20:00-08:00', ''], weekly: false, keepsHolidays: false }
    expect(['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04'].map((day) => hoursOn(cycle, '2026-10-01', day, []))).toEqual([
      '08:00-20:00',
      '20:00-08:00',
      '',
      '08:00-20:00',
    ])
    expect(hoursOn(PATTERN, '2026-10-05', '2026-10-10', WEEK.holidays)).toBe(OFFICE)
    expect(hoursOn(PATTERN, '2026-10-05', '2026-10-10', [])).toBe('')
  })
})

const ROTATION: Rotation = {
  id: 'r1',
  branchId: 'b1',
  branchName: '上海总部',
  zone: 'Asia/Shanghai',
  name: '夜间值班',
  skills: [],
  turn: 'DAILY',
  handOver: '08:30:00',
  fromTime: '17:30:00',
  freeApart: true,
  startsOn: '2026-01-01',
  active: true,
  members: [
    { id: 'u7', name: '吴敏' },
    { id: 'u8', name: '陆海峰' },
  ],
  version: 5,
}
const DUTY: Duty = {
  id: 'd1',
  rotationId: 'r1',
  rotationName: '夜间值班',
  branchId: 'b1',
  userId: 'u7',
  userName: '吴敏',
  userPhone: '',
  startsAt: '2026-10-08T09:30:00Z',
  endsAt: '2026-10-09T00:30:00Z',
  origin: 'ROTATION',
  absent: false,
  version: 0,
}
const ROSTER: Roster = {
  rotations: [ROTATION],
  duties: [DUTY],
  gaps: [{ rotationId: 'r1', startsAt: '2026-10-09T09:30:00Z', endsAt: '2026-10-10T00:30:00Z' }],
  swaps: [],
  holidays: [],
}

describe('the on-call roster', () => {
  const known = {
    ...PLANNER,
    'GET /api/dispatch/on-call': ROSTER,
    'GET /api/dispatch/on-call/now': [],
    'GET /api/dispatch/people': {
      ...WEEK,
      people: [WEEK.people[0], { person: person('u8', '陆海峰'), mayPlan: true, days: [] }],
    },
    'POST /api/dispatch/on-call/rotations/preview': [
      { day: '2026-10-08', startsAt: '2026-10-08T09:30:00Z', endsAt: '2026-10-09T00:30:00Z', user: 'u8' },
    ],
  }

  it('shows who answers on which day and where nobody does', async () => {
    answers(known)
    openDesk('/on-call?month=2026-10')
    const month = await screen.findByRole('region', { name: '夜间值班' })
    within(month).getByText('吴敏')
    within(month).getByText('无人值班')
    expect(screen.getByText('1 个时段没有人值班，点红色格子安排')).toBeTruthy()
  })

  it('changes a rotation: people take turns in another order, and who would be on is shown before', async () => {
    const asked = answers({ ...known, 'PUT /api/dispatch/on-call/rotations/r1': {} })
    openDesk('/on-call?month=2026-10')
    await userEvent.click(await screen.findByRole('button', { name: '修改轮值 夜间值班' }))
    await userEvent.click(await screen.findByRole('button', { name: '陆海峰提前' }))
    expect(await screen.findByRole('table', { name: '接下来四周的值班' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: /保\s?存/ }))
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'PUT')?.body).toMatchObject({
        branchId: 'b1',
        members: ['u8', 'u7'],
        handOver: '08:30',
        fromTime: '17:30',
        active: true,
        version: 5,
      }),
    )
  })

  it('ends a rotation', async () => {
    const asked = answers({ ...known, 'PUT /api/dispatch/on-call/rotations/r1': {} })
    openDesk('/on-call?month=2026-10')
    await userEvent.click(await screen.findByRole('button', { name: '修改轮值 夜间值班' }))
    await userEvent.click(await screen.findByRole('button', { name: '停用轮值' }))
    await waitFor(() => expect(asked.find(({ method }) => method === 'PUT')?.body).toMatchObject({ active: false, version: 5 }))
  })
})

describe('certificates', () => {
  const engineer: Engineer = {
    id: 'u7',
    name: '吴敏',
    phone: '',
    branchId: 'b1',
    branchName: '上海总部',
    partnerId: null,
    partnerName: null,
    dayStarts: '08:30:00',
    dayEnds: '17:30:00',
    active: true,
    travelsBy: 'CAR',
    overtimeMinutes: 60,
    skills: [],
    certificates: [],
    languages: [],
    areas: [],
    carries: {},
    version: 0,
    zone: 'Asia/Shanghai',
  }
  const aCertificate = (id: string, kind: string, validUntil: string | null): Certificate => ({
    id,
    userId: 'u7',
    kind,
    number: `T-${id}`,
    issuer: '应急管理局',
    validFrom: '2020-05-01',
    validUntil,
    documents: 0,
    version: 1,
  })
  const known = {
    ...PLANNER,
    'GET /api/dispatch/engineers': [engineer],
    'GET /api/dispatch/certificate-kinds': [{ code: 'low-voltage', name: { 'zh-CN': '低压电工' } }],
    'GET /api/dispatch/certificates': [aCertificate('c1', 'low-voltage', '2021-04-30')],
  }

  it('stand in the list of engineers and run out in red', async () => {
    answers(known)
    openDesk('/engineers')
    const row = (await screen.findByRole('button', { name: '吴敏' })).closest('tr') as HTMLElement
    expect(await within(row).findByText(/低压电工 21-04-30/)).toBeTruthy()
  })

  it('are renewed by one that follows on', async () => {
    const asked = answers({ ...known, 'POST /api/dispatch/engineers/u7/certificates': { id: 'c2' } })
    openDesk('/engineers?opened=u7')
    const held = await screen.findByRole('region', { name: '证书' })
    expect(await within(held).findByText('已于 2021-04-30 过期')).toBeTruthy()
    await userEvent.click(within(held).getByRole('button', { name: '换证' }))
    await userEvent.type(within(held).getByLabelText('证书编号'), 'T-9')
    await userEvent.click(within(held).getByRole('button', { name: /保\s?存/ }))
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
        kind: 'low-voltage',
        number: 'T-9',
        issuer: '应急管理局',
        validFrom: '2021-05-01',
        validUntil: '2022-04-30',
        version: 1,
      }),
    )
  })

  it('hold, run out soon, or are over', () => {
    expect(standingOf(null, '2026-03-02')).toBe('none')
    expect(standingOf('2026-03-01', '2026-03-02')).toBe('over')
    expect(standingOf('2026-03-02', '2026-03-02')).toBe('soon')
    expect(standingOf('2026-09-01', '2026-03-02')).toBe('valid')
  })
})
