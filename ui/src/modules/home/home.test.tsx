import { screen, within } from '@testing-library/react'
import { answers, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { describe, expect, it } from 'vitest'
import type { CaseLine, Home } from './api'

const NOTHING: Home = { cases: null, planning: null, today: null, lowRatings: null, stops: null, setup: null, cap: 1000 }

const line = (id: string, subject: string): CaseLine => ({
  id,
  number: `SO-2026-${id}`,
  subject,
  status: 'NEW',
  severity: 1,
  customer: '鹭汀医院',
  branchName: '杭州总部',
  assigneeName: null,
  openedAt: '2026-03-01T02:00:00Z',
  promise: null,
})

const show = (home: Partial<Home>) => {
  answers({ ...SIGNED_IN, 'GET /api/session': SOMEBODY, 'GET /api/home': { ...NOTHING, ...home } })
  openDesk('/')
}

describe('the start page', () => {
  it('shows an agent what is new and what is due', async () => {
    show({
      cases: {
        fresh: 1000,
        mine: 2,
        waiting: 3,
        overdue: 4,
        soon: 0,
        newest: [line('000008', '配电柜异响')],
        passed: null,
        own: [],
        pressing: [line('000007', 'UPS 电池报警')],
      },
    })
    const numbers = await screen.findByRole('region', { name: '现在' })
    expect(within(numbers).getByRole('link', { name: '1000+' }).getAttribute('href')).toBe('/cases?status=NEW')
    expect(within(numbers).getByRole('link', { name: '4' }).getAttribute('href')).toBe('/cases?promise=OVERDUE')
    expect(
      within(screen.getByRole('region', { name: '待受理' }))
        .getByRole('link', { name: '配电柜异响' })
        .getAttribute('href'),
    ).toBe('/cases/000008')
    expect(within(screen.getByRole('region', { name: '最紧的承诺' })).getByText('UPS 电池报警')).toBeTruthy()
    expect(screen.queryByRole('region', { name: '初始设置' })).toBeNull()
  })

  it('shows a dispatcher who is free', async () => {
    show({
      planning: {
        unplanned: 7,
        waiting: [],
        visitsPlanned: 1,
        visitsUnderWay: 2,
        visitsDone: 3,
        engineers: 5,
        free: [
          { id: 'e1', name: '周建军' },
          { id: 'e2', name: '罗晨' },
        ],
      },
    })
    expect(await screen.findByText(/今天余下时间有空：2 \/ 5 人/)).toBeTruthy()
    expect(screen.getByText('没有待派工的服务单')).toBeTruthy()
    expect(screen.getByText('待出发 1 · 进行中 2 · 已完成 3')).toBeTruthy()
  })

  it('leads an engineer to the field app', async () => {
    show({ stops: [] })
    expect((await screen.findByRole('link', { name: /打开现场端/ })).getAttribute('href')).toBe('/field')
    expect(screen.getByText('今天没有安排上门')).toBeTruthy()
  })

  it('lists what is not set up yet until all of it is', async () => {
    show({
      setup: [
        { task: 'USERS', done: false },
        { task: 'MAIL', done: true },
      ],
    })
    const setup = await screen.findByRole('region', { name: '初始设置' })
    expect(within(setup).getByText('1 / 2')).toBeTruthy()
    expect(within(setup).getByRole('link').getAttribute('href')).toBe('/users')
  })

  it('says so when nothing waits', async () => {
    show({})
    expect(await screen.findByText('今天没有等待您处理的事项')).toBeTruthy()
  })

  it('offers another try when it cannot be read', async () => {
    answers({ ...SIGNED_IN, 'GET /api/session': SOMEBODY, 'GET /api/home': new Refused(500, { code: 'platform.failed' }) })
    openDesk('/')
    expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy()
  })
})
