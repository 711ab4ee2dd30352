import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, SIGNED_IN, SOMEBODY } from '@tests/open'
import { describe, expect, it } from 'vitest'
import type { Block, Letter, Live, WatchLine } from './api'
import { blocksOf, textOf } from './markup'

const NAMES: Record<Live, string> = { PROMISES: '承诺', POINTS: '网点', CERTIFICATES: '证书', STOCK: '备件', RECORD: '业绩' }
const block = (more: Partial<Block> & Pick<Block, 'type'>): Block => ({ text: '', items: [], rows: [], live: null, ...more })

describe('the text of a section', () => {
  const blocks = [
    block({ type: 'HEADING', text: '分级' }),
    block({ type: 'PARAGRAPH', text: '第一行\n第二行' }),
    block({ type: 'LIST', items: ['一级', '二级'] }),
    block({
      type: 'TABLE',
      rows: [
        ['级别', '时限'],
        ['一级', '2 小时'],
      ],
    }),
    block({ type: 'LIVE', live: 'POINTS' }),
  ]

  it('comes back as the blocks it was made of', () => {
    expect(blocksOf(textOf(blocks, NAMES), NAMES)).toEqual(blocks)
  })

  it('begins a new block after an empty line only', () => {
    expect(blocksOf('甲\n乙\n\n丙', NAMES).map(({ text }) => text)).toEqual(['甲\n乙', '丙'])
    expect(blocksOf('[[不认识]]', NAMES)).toEqual([block({ type: 'PARAGRAPH', text: '[[不认识]]' })])
  })
})

const promised = { code: 'arrive', severity: 1, unit: 'MINUTES' as const, amount: 60, calendar: '7x24' }
const line: WatchLine = {
  promised,
  said: '一级故障 1 小时内到达现场',
  standing: 'LOOSER',
  rule: '一级 2 小时到场',
  allowed: '2 小时',
}

const LETTER: Letter = {
  letter: {
    id: 'l1',
    number: 'SL-2026-000001',
    title: '售后服务承诺书',
    customerId: 'c1',
    customerName: '鹭汀医院',
    branchName: '杭州分公司',
    level: null,
    status: 'DRAFT',
    tender: '二期投标',
    contractId: null,
    contractNumber: null,
    projectId: null,
    projectName: null,
    unwatched: 0,
    savedAt: '2026-03-02T01:00:00Z',
    issuedAt: null,
  },
  draft: {
    sections: [
      { kind: 'PROMISES', title: '承诺时限', on: true, blocks: [block({ type: 'LIVE', live: 'PROMISES' })] },
      { kind: 'OWN', title: '不列入的', on: false, blocks: [] },
    ],
    promises: [promised],
  },
  facts: { points: [], certificates: [], record: [], stock: '', asOf: '2026-03-02' },
  promised: [
    ['故障级别', '到达现场'],
    ['一级故障', '1 小时内'],
  ],
  watched: [line],
  house: '安澜',
  contactLine: '杭州',
  revision: 1,
  revisions: [],
  acts: ['SAVE', 'ISSUE', 'GIVE_UP'],
  mayEdit: true,
  acceptedAt: null,
  issuedBy: null,
  version: 4,
}

describe('a letter', () => {
  it('says at its place which promise nobody watches, and goes out only when somebody ticks that', async () => {
    const asked = answers({
      ...SIGNED_IN,
      'GET /api/session': { ...SOMEBODY, permissions: ['letters.read', 'letters.edit'] },
      'GET /api/letters/l1': LETTER,
      'GET /api/letters/given': { promises: [], calendars: [{ code: '7x24', name: '7×24 小时' }] },
      'POST /api/letters/watch': { watched: [line], promised: LETTER.promised },
      'POST /api/letters/l1/issue': { ...LETTER, letter: { ...LETTER.letter, status: 'ISSUED' }, acts: ['REVISE'], version: 5 },
    })
    openDesk('/letters/l1')
    const paper = await screen.findByRole('article', { name: '预览' })
    expect(paper.textContent).toContain('一级故障 1 小时内到达现场')
    expect(paper.textContent).not.toContain('不列入的')
    expect((await screen.findAllByText(/规则“一级 2 小时到场”给 2 小时/)).length).toBeGreaterThan(1)

    await userEvent.click(screen.getByRole('button', { name: /^出\s?具$/ }))
    await screen.findByRole('checkbox', { name: /我知道/ })
    expect(screen.getAllByRole('button', { name: /^出\s?具$/ }).at(-1)).toHaveProperty('disabled', true)
    await userEvent.click(screen.getByRole('checkbox', { name: /我知道/ }))
    await userEvent.click(screen.getAllByRole('button', { name: /^出\s?具$/ }).at(-1) as HTMLElement)
    await waitFor(() =>
      expect(asked.find(({ path }) => path.endsWith('/issue'))?.body).toEqual({ unwatchedToo: true, version: 4 }),
    )
  })
})
