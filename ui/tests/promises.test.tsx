import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Suspense } from 'react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { i18n } from '@/shared/i18n'
import { type Explanation, newestRounds, type PromiseView } from '@/shared/promises/model'
import { PromiseStrip } from '@/shared/promises/PromiseStrip'
import { PromiseTags } from '@/shared/promises/PromiseTags'
import { answers, SIGNED_IN } from './open'

const aPromise = (changes: Partial<PromiseView> = {}): PromiseView => ({
  id: 'p1',
  code: 'answer',
  round: 1,
  state: 'RUNNING',
  startedAt: '2026-03-06T09:00:00Z',
  dueAt: '2026-03-09T04:00:00Z',
  goalMinutes: 240,
  pausedAt: null,
  pauseReason: null,
  pauseName: null,
  remainingMinutes: null,
  breachedAt: null,
  endedAt: null,
  overrunMinutes: null,
  customerVisible: true,
  worksAlways: false,
  byHand: false,
  ...changes,
})

const WHY: Explanation = {
  id: 'p1',
  code: 'answer',
  rule: 'answer-4',
  ruleName: '四级 4 个工作小时内响应',
  ruleVersion: 1,
  calendar: '5x8',
  calendarName: '5×8',
  zone: 'Asia/Shanghai',
  worksAlways: false,
  pausedAt: null,
  startedAt: '2026-03-06T09:00:00Z',
  dueAt: '2026-03-09T04:00:00Z',
  goalMinutes: 240,
  usedMinutes: 30,
  endedAt: null,
  spans: [
    { from: '2026-03-06T09:00:00Z', to: '2026-03-06T09:30:00Z', reason: 'WORKING_HOURS', name: '', counts: true, minutes: 30 },
    { from: '2026-03-06T09:30:00Z', to: '2026-03-06T16:00:00Z', reason: 'CLOSED', name: '', counts: false, minutes: 390 },
    { from: '2026-03-06T16:00:00Z', to: '2026-03-08T16:00:00Z', reason: 'HOLIDAY', name: '厂庆', counts: false, minutes: 2880 },
    { from: '2026-03-09T00:30:00Z', to: '2026-03-09T04:00:00Z', reason: 'PAUSED', name: 'customer', counts: false, minutes: 210 },
  ],
  cut: false,
  log: [{ kind: 'STARTED', at: '2026-03-06T09:00:00Z', reason: '' }],
}

beforeAll(() => i18n.loadNamespaces('promises'))

describe('the promises of one thing', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(new Date('2026-03-07T04:00:00Z'))
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('counts only the last round of each', () => {
    const rounds = [
      aPromise({ id: 'a', state: 'BROKEN' }),
      aPromise({ id: 'b', round: 2 }),
      aPromise({ id: 'c', code: 'restore' }),
    ]
    expect(newestRounds(rounds).map(({ id }) => id)).toEqual(['b', 'c'])
  })

  it('shows what is owed first and what was waived not at all', () => {
    render(
      <PromiseTags
        promises={[
          aPromise({ id: 'a', state: 'KEPT', dueAt: '2026-03-06T10:00:00Z' }),
          aPromise({ id: 'b', code: 'restore' }),
          aPromise({ id: 'c', code: 'arrive', state: 'WAIVED' }),
        ]}
      />,
    )
    expect(screen.getAllByText(/响应|恢复|到场/).map((name) => name.textContent)).toEqual(['恢复', '响应'])
    screen.getByText('剩 2 天')
    screen.getByText('按时完成')
  })

  it('never shows a running clock while it is paused', () => {
    render(
      <PromiseTags
        promises={[
          aPromise({ state: 'PAUSED', pausedAt: '2026-03-06T09:30:00Z', pauseReason: 'customer', remainingMinutes: 210 }),
        ]}
      />,
    )
    screen.getByText('已暂停 · 剩 3 小时 30 分')
  })

  it('says by how much working time it was late', () => {
    render(<PromiseTags promises={[aPromise({ state: 'BROKEN', overrunMinutes: 95, endedAt: '2026-03-09T06:00:00Z' })]} />)
    screen.getByText('超时 1 小时 35 分')
  })

  it('shows a promise without a translation by its code', () => {
    render(<PromiseTags promises={[aPromise({ code: 'loan-unit' })]} />)
    screen.getByText('loan-unit')
  })

  it('explains on a click why it is due then', async () => {
    const asked = answers({ ...SIGNED_IN, 'GET /api/promises/p1/explanation': WHY })
    render(
      <QueryClientProvider client={new QueryClient()}>
        <Suspense>
          <PromiseStrip subject={{ kind: 'case', id: 's1' }} promises={[aPromise()]} />
        </Suspense>
      </QueryClientProvider>,
    )
    await userEvent.click(screen.getByRole('button', { name: /响应/ }))

    await screen.findByText('响应时限是怎么算的')
    await screen.findByText(/03-06 17:00 起算，共 4 小时，按5×8 工作时间/)
    const counted = (await screen.findByText('工作时间')).closest('li') as HTMLElement
    within(counted).getByText('+30 分钟')
    screen.getByText('节假日 · 厂庆')
    screen.getByText('暂停：等待客户')
    expect(asked.map(({ path }) => path)).toContain('/api/promises/p1/explanation')
  })
})
