import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { describe, expect, it } from 'vitest'
import type { DecidedRow, PromiseReport } from './promiseReport'

const line = (key: string, name: string | null, kept: number, broken: number, waived = 0) => ({ key, name, kept, broken, waived })

const REPORT: PromiseReport = {
  total: { kept: 18, broken: 3, waived: 2 },
  months: [line('2026-02', null, 8, 1), line('2026-03', null, 10, 2, 2)],
  codes: [line('restore', null, 4, 2), line('answer', null, 14, 1, 2)],
  rules: [
    { rule: 'restore-2', name: '二级故障 24 小时内恢复', code: 'restore', kept: 4, broken: 2, waived: 0 },
    { rule: 'answer-2', name: '二级故障 30 分钟内响应', code: 'answer', kept: 14, broken: 1, waived: 2 },
  ],
  branches: [line('b1', '上海总部', 18, 3, 2)],
  owners: [line('u7', '吴敏', 10, 2), line('none', null, 8, 1, 2)],
  customers: [line('k1', '杭州银行', 6, 2)],
  causes: [
    { cause: 'NO_PARTS', count: 2 },
    { cause: 'none', count: 1 },
  ],
  waivers: [
    { reason: 'duplicate', by: null, byName: null, count: 1 },
    { reason: '客户自行采购', by: 'u9', byName: '方敏', count: 1 },
  ],
  most: 100,
}

const aRow = (more: Partial<DecidedRow> = {}): DecidedRow => ({
  id: 'p1',
  code: 'restore',
  round: 1,
  rule: 'restore-2',
  ruleName: '二级故障 24 小时内恢复',
  subjectKind: 'case',
  subjectId: 'c1',
  label: 'SO-2026-000007 水泵不出水',
  branchName: '上海总部',
  zone: 'Asia/Shanghai',
  ownerName: '吴敏',
  customerId: 'k1',
  customerName: '杭州银行',
  outcome: 'BROKEN',
  state: 'BROKEN',
  startedAt: '2026-03-02T01:00:00Z',
  dueAt: '2026-03-03T01:00:00Z',
  decidedAt: '2026-03-03T01:00:00Z',
  endedAt: '2026-03-03T04:00:00Z',
  goalMinutes: 1440,
  overrunMinutes: 180,
  cause: null,
  causeWords: '',
  causeBy: null,
  reason: null,
  waivedBy: null,
  ...more,
})

const MANAGER = {
  ...SIGNED_IN,
  'GET /api/session': { ...SOMEBODY, permissions: ['quality.read', 'promises.settle', 'promises.read'] },
  'GET /api/quality/promises': REPORT,
}
const PERIOD = 'from=2026-02-01&to=2026-03-31'
const asTable = async (title: string) => {
  await userEvent.click(await screen.findByRole('button', { name: `${title}：看数字` }))
  return screen.getByRole('table', { name: title })
}

describe('the report of kept and broken promises', () => {
  it('asks for what the address says and adds it up', async () => {
    const asked = answers(MANAGER)
    openDesk(`/overview/promises?${PERIOD}&owner=u7`)
    expect(await screen.findByText('85.7%')).toBeTruthy()
    expect(asked.find(({ path }) => path === '/api/quality/promises')?.query.toString()).toBe(`${PERIOD}&owner=u7`)
    const totals = screen.getByRole('region', { name: '所选时间' })
    expect(within(totals).getByRole('link', { name: '3' }).getAttribute('href')).toBe(
      `/overview/promises/list?owner=u7&outcome=BROKEN&${PERIOD}`,
    )
    expect(within(totals).getByText('超时中 66.7% 已说明')).toBeTruthy()
  })

  it('leads from each number to its promises and from each name to the narrower report', async () => {
    answers(MANAGER)
    openDesk(`/overview/promises?${PERIOD}`)
    const rules = await asTable('按规则')
    const row = within(rules).getByRole('row', { name: '二级故障 24 小时内恢复 4 2 0 66.7%' })
    expect(within(row).getByRole('link', { name: '2' }).getAttribute('href')).toBe(
      `/overview/promises/list?rule=restore-2&outcome=BROKEN&${PERIOD}`,
    )
    expect(within(row).getByRole('link', { name: '二级故障 24 小时内恢复' }).getAttribute('href')).toBe(
      `/overview/promises?rule=restore-2&${PERIOD}`,
    )
    const months = await asTable('按月')
    expect(within(months).getByRole('link', { name: '8' }).getAttribute('href')).toBe(
      '/overview/promises/list?outcome=KEPT&from=2026-02-01&to=2026-02-28',
    )
    const causes = await asTable('超时原因')
    expect(within(causes).getByRole('row', { name: '缺备件 2 66.7%' })).toBeTruthy()
    const waivers = screen.getByRole('table', { name: '免除原因' })
    expect(within(waivers).getByRole('row', { name: '客户自行采购 方敏 1' })).toBeTruthy()
    expect(within(waivers).getByRole('row', { name: '重复报修 系统自动 1' })).toBeTruthy()
  })

  it('says what went wrong', async () => {
    answers({
      ...MANAGER,
      'GET /api/quality/promises': new Refused(422, { code: 'quality.period-too-long', facts: { days: 400 } }),
    })
    openDesk('/overview/promises?from=2020-01-01&to=2026-03-08')
    expect(await screen.findByText('一次最多查看 400 天，请缩短时间范围')).toBeTruthy()
  })
})

describe('the promises behind a figure', () => {
  it('are listed with how each came out, and go on where the page ended', async () => {
    const asked = answers({ ...MANAGER, 'GET /api/quality/promises/list': { rows: [aRow()], next: '17_p1' } })
    openDesk(`/overview/promises/list?outcome=BROKEN&${PERIOD}`)
    const row = (await screen.findByRole('link', { name: 'SO-2026-000007 水泵不出水' })).closest('tr') as HTMLElement
    within(row).getByText('杭州银行')
    within(row).getByText('超时 3 小时')
    await userEvent.click(screen.getByRole('button', { name: '下一页' }))
    const pages = asked.filter(({ path }) => path === '/api/quality/promises/list').map(({ query }) => query.toString())
    expect(pages.at(-1)).toBe(`${PERIOD}&outcome=BROKEN&after=17_p1`)
  })

  it('take the cause of a breach from whoever knows it', async () => {
    const asked = answers({
      ...MANAGER,
      'GET /api/quality/promises/list': { rows: [aRow()], next: null },
      'PUT /api/promises/p1/breach-cause': {},
    })
    openDesk(`/overview/promises/list?outcome=BROKEN&${PERIOD}`)
    await userEvent.click(await screen.findByRole('button', { name: '说明原因' }))
    // The filter above has the same name; the one in the dialog comes last.
    await userEvent.click((await screen.findAllByRole('combobox', { name: '原因' })).at(-1) as HTMLElement)
    await userEvent.click((await screen.findAllByTitle('缺备件')).at(-1) as HTMLElement)
    await userEvent.type(screen.getByRole('textbox', { name: '补充说明' }), '主板缺货')
    await userEvent.click(screen.getByRole('button', { name: /保\s?存/ }))
    expect(await screen.findByText('原因已记录')).toBeTruthy()
    expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({ cause: 'NO_PARTS', words: '主板缺货' })
  })
})
