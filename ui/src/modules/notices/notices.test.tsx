import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, SIGNED_IN } from '@tests/open'
import { describe, expect, it } from 'vitest'
import type { Notice } from '@/shared/notices/notices'
import type { Message } from './api'

const aNotice = (id: string, more: Partial<Notice> = {}): Notice => ({
  id,
  kind: 'promises.broken',
  about: { kind: 'case', id: 'c1' },
  facts: { code: 'answer', label: 'SO-2026-000001 <b>泵</b>', dueAt: '2026-03-02T05:00:00Z' },
  urgent: true,
  at: '2026-03-02T05:00:01Z',
  readAt: null,
  ...more,
})

const aMessage = (id: string, more: Partial<Message> = {}): Message => ({
  id,
  template: 'intake.received',
  toName: '王经理',
  toAddress: 'wang@example.com',
  title: '已收到您的报修',
  about: { kind: 'case', id: 'c1' },
  branchName: '上海总部',
  state: 'SENT',
  failure: null,
  queuedAt: '2026-03-02T05:00:00Z',
  sentAt: '2026-03-02T05:00:01Z',
  ...more,
})

const TEXT = '「SO-2026-000001 <b>泵</b>」的响应承诺已超时，应于 03-02 13:00 完成'

describe('the bell', () => {
  const bell = (rows: Notice[], unread: number) => ({
    ...SIGNED_IN,
    'GET /api/notices/bell': { unread, newest: { rows, next: null } },
    'GET /api/notices': { rows, next: null },
  })

  it('counts what is unread and says it in words', async () => {
    answers(bell([aNotice('n1')], 1))
    openDesk('/notices')
    await userEvent.click(await screen.findByRole('button', { name: '通知，1 条未读' }))
    const list = within((await screen.findByText('全部标为已读', { selector: '.bell *' })).closest('.bell') as HTMLElement)
    expect(await list.findByText(TEXT)).toBeTruthy()
  })

  it('opens what a notice is about and marks it read', async () => {
    const asked = answers({ ...bell([aNotice('n1')], 1), 'POST /api/notices/n1/read': undefined })
    const page = openDesk('/notices')
    await userEvent.click(await screen.findByText(TEXT))
    await waitFor(() => expect(page.address()).toBe('/cases/c1'))
    expect(asked.some(({ method, path }) => method === 'POST' && path === '/api/notices/n1/read')).toBe(true)
  })

  it('shows a notice whose words are missing by its kind rather than not at all', async () => {
    answers(bell([aNotice('n1', { kind: 'promises.unheard-of' })], 1))
    openDesk('/notices')
    expect(await screen.findByText('有新动态（promises.unheard-of）')).toBeTruthy()
  })
})

describe('the messages that went out', () => {
  it('say what became of them and show their words', async () => {
    answers({
      ...SIGNED_IN,
      'GET /api/messages': {
        rows: [aMessage('m1'), aMessage('m2', { toName: '李工', toAddress: '', state: 'NO_ADDRESS', sentAt: null })],
        next: null,
        sendsMail: false,
      },
      'GET /api/messages/m1': {
        message: aMessage('m1'),
        language: 'zh-CN',
        body: '单号 SO-1\n<i>原样</i>',
        attempts: 1,
        files: [],
      },
    })
    const page = openDesk('/messages')
    within((await screen.findByText('李工')).closest('tr') as HTMLElement).getByText('无收件地址')
    expect(screen.getByText(/尚未设置邮件服务器/)).toBeTruthy()
    await userEvent.click(screen.getAllByRole('button', { name: '已收到您的报修' })[0] as HTMLElement)
    expect(page.address()).toBe('/messages?opened=m1')
    expect((await screen.findByText(/<i>原样<\/i>/)).textContent).toBe('单号 SO-1\n<i>原样</i>')
  })

  it('list the files that went along, with a way to those that are still there', async () => {
    answers({
      ...SIGNED_IN,
      'GET /api/messages': { rows: [aMessage('m1')], next: null, sendsMail: true },
      'GET /api/messages/m1': {
        message: aMessage('m1'),
        language: 'zh-CN',
        body: '见附件',
        attempts: 1,
        files: [
          { id: 'd1', fileName: '巡检报告.pdf', size: 204_800, removed: false },
          { id: 'd2', fileName: '作废.pdf', size: 10, removed: true },
        ],
      },
    })
    openDesk('/messages?opened=m1')
    const files = within(await screen.findByRole('region', { name: '附件' }))
    expect(files.getByRole('link', { name: /巡检报告/ }).getAttribute('href')).toBe('/api/messages/m1/files/d1')
    expect(files.getByText('200 kB')).toBeTruthy()
    expect(files.queryByRole('link', { name: /作废/ })).toBeNull()
    expect(files.getByText('已从系统移除')).toBeTruthy()
  })
})
