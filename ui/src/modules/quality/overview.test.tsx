import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { describe, expect, it } from 'vitest'
import type { Overview } from './api'

const OVERVIEW: Overview = {
  at: '2026-03-08T04:00:00Z',
  from: '2026-03-02',
  to: '2026-03-08',
  grain: 'DAY',
  today: {
    opened: 3,
    resolved: 1,
    open: 1000,
    waiting: 2,
    overdue: 4,
    visitsPlanned: 2,
    visitsUnderWay: 1,
    visitsDone: 5,
    cap: 1000,
  },
  totals: {
    opened: 5,
    resolved: 4,
    fixedFirst: 1,
    fixedLater: 2,
    remote: 1,
    repeated: 1,
    kept: 18,
    broken: 2,
    visits: 4,
    punctual: 3,
  },
  series: [
    { day: '2026-03-02', opened: 2, resolved: 1 },
    { day: '2026-03-03', opened: 3, resolved: 3 },
  ],
  promises: [{ code: 'answer', kept: 18, broken: 2 }],
  rules: [{ code: 'answer', rule: 'answer-2', kept: 17, broken: 1 }],
  months: [{ month: '2026-03', kept: 18, broken: 2 }],
  causes: [
    { code: 'cause-wear', name: { 'zh-CN': '老化', en: 'Wear' }, count: 3, share: 75, cumulative: 75 },
    { code: 'cause-own', name: {}, count: 1, share: 25, cumulative: 100 },
  ],
  causesUnknown: 2,
  categories: [
    { code: '泵,阀', name: null, count: 4 },
    { code: 'none', name: null, count: 1 },
  ],
  severities: [{ code: '2', name: null, count: 5 }],
  entitlements: [{ code: 'FREE', name: null, count: 5 }],
  ratings: { closed: 4, closedAndRated: 3, rated: 3, low: 1, score: 86.7, grades: [{ code: 'POOR', name: null, count: 1 }] },
  times: { answered: 12, arrived: null, resolved: 348 },
  engineers: [{ id: 'e1', name: '陈志远', partnerName: '鹿鸣机电', visits: 4, punctual: 3, rated: 3, score: 86.7 }],
}

const MANAGER = {
  ...SIGNED_IN,
  'GET /api/session': { ...SOMEBODY, permissions: ['quality.read', 'cases.read'] },
  'GET /api/quality/overview': OVERVIEW,
}
const PERIOD = 'from=2026-03-02&to=2026-03-08'
const href = (name: string | RegExp) => screen.getByRole('link', { name }).getAttribute('href')

describe('the overview', () => {
  it('asks for the days in the address', async () => {
    const asked = answers(MANAGER)
    openDesk(`/overview?${PERIOD}&branch=b2`)
    await screen.findByText('90%')
    expect(asked.find(({ path }) => path === '/api/quality/overview')?.query.toString()).toBe(`${PERIOD}&branch=b2`)
  })

  it('leads from each figure to what it counts', async () => {
    answers(MANAGER)
    openDesk(`/overview?${PERIOD}`)
    const today = await screen.findByRole('region', { name: '今天' })
    expect(within(today).getByRole('link', { name: '1,000+' }).getAttribute('href')).toBe(
      '/cases?status=NEW&status=ACTIVE&status=WAITING',
    )
    expect(within(today).getByRole('link', { name: '4' }).getAttribute('href')).toBe('/cases?promise=OVERDUE')
    expect(href('90%')).toBe(`/overview/cases?of=PROMISED&is=outcome%3AKEPT&${PERIOD}`)
    expect(href('超时 2 次')).toBe(`/overview/cases?of=PROMISED&is=outcome%3ABROKEN&${PERIOD}`)
    expect(href('1 / 3')).toBe(`/overview/cases?of=RESOLVED&is=fixed%3Afirst&is=fixed%3Alater&${PERIOD}`)
    expect(href('另有 2 单未填原因')).toBe(`/overview/cases?of=RESOLVED&is=cause%3Anone&${PERIOD}`)
    expect(screen.getByText('响应 12 分钟 · 到场 –')).toBeTruthy()
  })

  it('shows every chart as a table too', async () => {
    answers(MANAGER)
    openDesk(`/overview?${PERIOD}`)
    await userEvent.click(await screen.findByRole('button', { name: '故障原因：看数字' }))
    const causes = screen.getByRole('table', { name: '故障原因' })
    expect(within(causes).getByRole('row', { name: '老化 3 75% 75%' })).toBeTruthy()
    expect(within(causes).getByRole('row', { name: 'cause-own 1 25% 100%' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '承诺兑现（按类型）：看数字' }))
    const promises = screen.getByRole('table', { name: '承诺兑现（按类型）' })
    expect(within(promises).getByRole('row', { name: '响应 18 2 90%' })).toBeTruthy()
    expect(within(promises).getByRole('row', { name: 'answer-2 17 1 94.4%' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '产品类别：看数字' }))
    const categories = screen.getByRole('table', { name: '产品类别' })
    expect(within(categories).getByRole('link', { name: '4' }).getAttribute('href')).toBe(
      `/overview/cases?of=OPENED&is=category%3A%E6%B3%B5%2C%E9%98%80&${PERIOD}`,
    )
    expect(
      within(screen.getByRole('table', { name: '工程师' })).getByRole('row', { name: '陈志远 鹿鸣机电 4 75% 1 3 86.7' }),
    ).toBeTruthy()
  })

  it('says what went wrong and asks again', async () => {
    answers({
      ...MANAGER,
      'GET /api/quality/overview': new Refused(422, { code: 'quality.period-too-long', facts: { days: 400 } }),
    })
    openDesk('/overview?from=2020-01-01&to=2026-03-08')
    expect(await screen.findByText('一次最多查看 400 天，请缩短时间范围')).toBeTruthy()
  })
})

describe('the cases behind a figure', () => {
  it('names the figure and lists its cases', async () => {
    const asked = answers({
      ...MANAGER,
      'GET /api/quality/cases': {
        rows: [
          {
            id: 'r1',
            caseId: 'c1',
            at: '2026-03-05T04:00:00Z',
            number: 'SO-2026-000007',
            subject: '水泵不出水',
            status: 'CLOSED',
            severity: 2,
            customerName: '西溪湿地公园管理处',
            deviceName: '循环泵',
            branchName: '杭州分公司',
            assigneeName: null,
            openedAt: '2026-03-04T04:00:00Z',
            resolvedAt: '2026-03-05T04:00:00Z',
          },
        ],
        next: '17_r1',
      },
    })
    openDesk(`/overview/cases?of=RESOLVED&is=cause:cause-wear&is=fixed:later&${PERIOD}`)
    expect((await screen.findByRole('link', { name: '水泵不出水' })).getAttribute('href')).toBe('/cases/c1')
    expect(await screen.findByText('老化')).toBeTruthy()
    expect(screen.getByText('多次上门或返修')).toBeTruthy()
    expect(screen.getByRole('link', { name: /返回概览/ }).getAttribute('href')).toBe(`/overview?${PERIOD}`)
    await userEvent.click(screen.getByRole('button', { name: '下一页' }))
    const pages = asked.filter(({ path }) => path === '/api/quality/cases').map(({ query }) => query.toString())
    expect(pages[0]).toBe(`of=RESOLVED&is=cause%3Acause-wear&is=fixed%3Alater&${PERIOD}`)
    expect(pages.at(-1)).toBe(`of=RESOLVED&is=cause%3Acause-wear&is=fixed%3Alater&${PERIOD}&after=17_r1`)
  })
})
