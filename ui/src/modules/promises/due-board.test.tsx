import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, SIGNED_IN } from '@tests/open'
import { describe, expect, it } from 'vitest'
import type { BoardRow } from './api'

const aRow = (id: string, label: string, promise: Partial<BoardRow['promise']> = {}): BoardRow => ({
  promise: {
    id,
    code: 'arrive',
    round: 1,
    state: 'RUNNING',
    startedAt: '2026-03-02T01:00:00Z',
    dueAt: '2026-03-02T05:00:00Z',
    goalMinutes: 240,
    pausedAt: null,
    pauseReason: null,
    pauseName: null,
    remainingMinutes: null,
    breachedAt: '2026-03-02T05:00:00Z',
    endedAt: null,
    overrunMinutes: null,
    customerVisible: true,
    worksAlways: true,
    byHand: false,
    ...promise,
  },
  subject: { kind: 'case', id: `case-${id}` },
  label,
  branchId: 'b1',
  branchName: '上海总部',
  ownerId: null,
  ownerName: null,
  breachCause: null,
  breachWords: '',
})

const COUNTS = { now: 1, today: 2, week: 2, paused: 0, broken: 100 }
const board = (rows: BoardRow[], next: unknown = null) => ({
  ...SIGNED_IN,
  'GET /api/promises/board': { rows, next },
  'GET /api/promises/board/counts': COUNTS,
  'GET /api/promises/board/choices': { codes: ['answer', 'restore'], owners: [{ id: 'u7', name: '吴敏' }] },
})

describe('the due board', () => {
  it('shows what is owed, to whom it falls and how many there are', async () => {
    answers(board([aRow('p1', 'SO-2026-000001 三号泵停机')]))
    openDesk('/promises')
    const link = await screen.findByRole('link', { name: 'SO-2026-000001 三号泵停机' })
    expect(link.getAttribute('href')).toBe('/cases/case-p1')
    const row = link.closest('li') as HTMLElement
    within(row).getByText('到场')
    within(row).getByText(/^超时/)
    within(row).getByText('服务台')
    expect(await screen.findByText('99+')).toBeTruthy()
  })

  it('keeps window and filter in the address and asks for just that', async () => {
    const asked = answers(board([aRow('p1', 'SO-1')]))
    const page = openDesk('/promises')
    await userEvent.click(await screen.findByText('已超时'))
    await userEvent.click(screen.getByRole('checkbox', { name: '只看我负责的' }))
    expect(page.address()).toBe('/promises?window=BROKEN&mine=yes')
    expect(
      asked
        .filter(({ path }) => path === '/api/promises/board')
        .at(-1)
        ?.query.toString(),
    ).toBe('window=BROKEN&mine=true')
  })

  it('narrows it down to a branch, a person and a promise, all of it in the address', async () => {
    const asked = answers(board([aRow('p1', 'SO-1')]))
    const page = openDesk('/promises?window=WEEK&branch=b2')
    await userEvent.click(await screen.findByRole('combobox', { name: '负责人' }))
    await userEvent.click(await screen.findByTitle('吴敏'))
    await userEvent.click(screen.getByRole('combobox', { name: '承诺' }))
    await userEvent.click(await screen.findByTitle('恢复'))
    expect(page.address()).toBe('/promises?window=WEEK&branch=b2&owner=u7&code=restore')
    const boards = asked.filter(({ path }) => path === '/api/promises/board')
    expect(boards.at(-1)?.query.toString()).toBe('window=WEEK&mine=false&branch=b2&owner=u7&code=restore')
    const counts = asked.filter(({ path }) => path === '/api/promises/board/counts')
    expect(counts.at(-1)?.query.toString()).toBe('mine=false&branch=b2&owner=u7&code=restore')
  })

  it('tells broken promises that are done from those still open', async () => {
    answers(
      board([aRow('p1', 'SO-1'), aRow('p2', 'SO-2', { state: 'BROKEN', endedAt: '2026-03-02T06:00:00Z', overrunMinutes: 60 })]),
    )
    openDesk('/promises?window=BROKEN')
    within((await screen.findByText('SO-1')).closest('li') as HTMLElement).getByText('未完成')
    const done = (await screen.findByText('SO-2')).closest('li') as HTMLElement
    within(done).getByText('已完成')
    within(done).getByText('超时 1 小时')
  })

  it('says so when nothing is due', async () => {
    answers(board([]))
    openDesk('/promises')
    expect(await screen.findByText('两小时内没有到期的承诺，也没有逾期未办的')).toBeTruthy()
  })

  it('goes on to the next page where the last one ended', async () => {
    const asked = answers(board([aRow('p1', 'SO-1')], { at: '2026-03-02T05:00:00Z', id: 'p1' }))
    openDesk('/promises?window=WEEK')
    await userEvent.click(await screen.findByRole('button', { name: '下一页' }))
    expect(
      asked
        .filter(({ path }) => path === '/api/promises/board')
        .at(-1)
        ?.query.get('afterId'),
    ).toBe('p1')
  })
})
