import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { describe, expect, it } from 'vitest'
import type { Archive, PaperRow } from './api'

const MANAGER = { ...SIGNED_IN, 'GET /api/session': { ...SOMEBODY, permissions: ['assets.read', 'archive.file'] } }

const kind = (code: string, name: string, required: boolean, papers: number) => ({
  code,
  name,
  required,
  important: false,
  years: 10,
  active: true,
  papers,
  newest: null,
})

const ARCHIVE: Archive = {
  id: 'p1',
  number: 'P-2026-000012',
  name: '鹭汀医院机房',
  customerId: 'c1',
  customerName: '鹭汀医院',
  branchName: '杭州分公司',
  openedAt: '2026-01-05T01:00:00Z',
  acceptedOn: null,
  papers: 1,
  present: 1,
  required: 2,
  sections: [
    {
      code: '1-05',
      klass: 1,
      name: '调试与验收',
      kinds: [kind('1-05-05', '竣工图', true, 0), kind('1-05-06', '竣工验收报告', true, 1)],
    },
    { code: '2-05', klass: 2, name: '投诉与满意度', kinds: [kind('2-05-01', '回访记录', false, 0)] },
  ],
  mayFile: true,
  mayRemove: true,
}

const paper = (more: Partial<PaperRow> = {}): PaperRow => ({
  id: 'a1',
  kind: '1-05-06',
  name: '验收报告 签字版',
  dated: '2026-03-02',
  important: true,
  note: '',
  shelf: 'B 柜 2 层',
  documentId: 'd1',
  fileName: '验收报告.pdf',
  mediaType: 'application/pdf',
  size: 2048,
  versions: 2,
  retentionUntil: '2041-03-02',
  retentionOver: false,
  source: null,
  filedBy: '方敏',
  filedAt: '2026-03-03T01:00:00Z',
  version: 3,
  ...more,
})

const papers = (...rows: PaperRow[]) => ({ rows, next: null })

describe('the archive of a project', () => {
  it('says what is missing, and a place in the plan narrows the papers', async () => {
    answers({ ...MANAGER, 'GET /api/archives/p1': ARCHIVE, 'GET /api/archives/p1/papers': papers(paper()) })
    const { address } = openDesk('/archives/p1')
    expect(await screen.findByText('2 种必备资料，缺 1 种')).toBeTruthy()
    expect((await screen.findByRole('link', { name: /验收报告 签字版/ })).getAttribute('href')).toBe(
      '/api/archives/papers/a1/content',
    )

    const tree = screen.getByRole('navigation', { name: '归档范围' })
    await userEvent.click(within(tree).getByRole('button', { name: /调试与验收/ }))
    await waitFor(() => expect(address()).toContain('at=1-05'))
    expect(within(tree).getByRole('button', { name: /竣工图/ }).textContent).toContain('缺')
    expect(within(tree).getByRole('button', { name: /竣工验收报告/ }).textContent).not.toContain('缺')
  })

  it('offers to remove a paper only when its time is over', async () => {
    const over = paper({ id: 'a2', name: '旧回访', kind: '2-05-01', retentionUntil: '2024-03-02', retentionOver: true })
    answers({
      ...MANAGER,
      'GET /api/archives/p1': ARCHIVE,
      'GET /api/archives/p1/papers': papers(paper(), over),
      'GET /api/archives/papers/a1/versions': [],
      'GET /api/archives/papers/a2/versions': [],
    })
    openDesk('/archives/p1?paper=a1')
    expect(await screen.findByText('须保管至 2041-03-02，此前不能移除')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^移\s?除$/ })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: '详情 旧回访' }))
    expect(await screen.findByRole('button', { name: /^移\s?除$/ })).toBeTruthy()
  })

  it('says why it cannot be shown', async () => {
    answers({ ...MANAGER, 'GET /api/archives/p1': new Refused(404, { code: 'archive.no-such-project' }) })
    openDesk('/archives/p1')
    expect(await screen.findByText('没有找到这个项目')).toBeTruthy()
  })
})
