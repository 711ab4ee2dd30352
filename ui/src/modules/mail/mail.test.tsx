import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { describe, expect, it } from 'vitest'
import type { Mail, Mailbox, MailView } from './api'

const AGENT = {
  ...SIGNED_IN,
  'GET /api/session': { ...SOMEBODY, permissions: ['mail.read', 'mail.answer', 'mail.edit-mailboxes', 'cases.read'] },
}

const aMail = (id: string, more: Partial<Mail> = {}): Mail => ({
  id,
  state: 'TAKEN',
  manner: 'PERSON',
  receivedAt: '2026-03-02T05:00:00Z',
  fromName: '王敏 <b>',
  fromAddress: 'wang@example.com',
  subject: '门禁不开 <script>',
  waiting: true,
  stranger: false,
  caseId: 'c1',
  caseNumber: 'SO-2026-000012',
  branchName: '上海总部',
  mailboxName: '总部服务台',
  failure: null,
  facts: {},
  ...more,
})

const aView = (mail: Mail, more: Partial<MailView> = {}): MailView => ({
  mail,
  toLine: 'service@example.com',
  sentAt: null,
  body: '刷卡没有反应',
  quoted: '> 请问何时方便',
  hasHtml: false,
  size: 2048,
  reason: null,
  attachments: [],
  ...more,
})

const aBox = (more: Partial<Mailbox> = {}): Mailbox => ({
  id: 'm1',
  branchId: 'b1',
  branchName: '上海总部',
  name: '总部服务台',
  address: 'service@example.com',
  imapHost: 'imap.example.com',
  imapPort: 993,
  imapSecurity: 'TLS',
  smtpHost: '',
  smtpPort: 465,
  smtpSecurity: 'TLS',
  userName: 'service@example.com',
  hasPassword: true,
  signature: '',
  acknowledges: true,
  takesOld: false,
  active: true,
  seenAt: null,
  failure: null,
  failedAt: null,
  failures: 0,
  version: 1,
  ...more,
})

describe('the list of mails', () => {
  it('shows who waits for an answer first, with words as they came', async () => {
    const asked = answers({ ...AGENT, 'GET /api/mails': { rows: [aMail('m1')], next: null } })
    openDesk('/mails')
    expect(await screen.findByText('门禁不开 <script>')).toBeTruthy()
    expect(screen.getByText('王敏 <b>')).toBeTruthy()
    expect(asked.find(({ path }) => path === '/api/mails')?.query.get('box')).toBe('WAITING')
  })

  it('keeps the box in the address', async () => {
    answers({ ...AGENT, 'GET /api/mails': { rows: [], next: null } })
    const page = openDesk('/mails')
    expect(await screen.findByText('没有待回复的邮件')).toBeTruthy()
    await userEvent.click(screen.getByText('垃圾邮件', { selector: '.mail-boxes *' }))
    await waitFor(() => expect(page.address()).toContain('box=SPAM'))
    expect(await screen.findByText('没有垃圾邮件')).toBeTruthy()
  })

  it('says why a mail was not understood and makes a case of it', async () => {
    const mail = aMail('m2', {
      state: 'NOT_UNDERSTOOD',
      waiting: false,
      caseId: null,
      caseNumber: null,
      failure: 'mail.too-many-parts',
      facts: { most: 500 } as never,
    })
    const asked = answers({
      ...AGENT,
      'GET /api/mails': { rows: [mail], next: null },
      'GET /api/mails/m2': aView(mail),
      'POST /api/mails/m2/take': aView(aMail('m2')),
    })
    openDesk('/mails?box=NOT_UNDERSTOOD&opened=m2')
    expect(await screen.findByText(/组成部分超过 500 个/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '建单或归入服务单' }))
    await waitFor(() => expect(asked.some(({ path }) => path === '/api/mails/m2/take')).toBe(true))
  })

  it('folds what was quoted and names the file that was not kept', async () => {
    const mail = aMail('m3')
    answers({
      ...AGENT,
      'GET /api/mails': { rows: [mail], next: null },
      'GET /api/mails/m3': aView(mail, {
        attachments: [
          {
            fileName: 'bomb.zip',
            size: 10,
            documentId: null,
            refusal: 'documents.type-not-allowed',
            facts: { name: 'bomb.zip', type: 'zip' } as never,
          },
        ],
      }),
    })
    openDesk('/mails?opened=m3')
    const drawer = within(await screen.findByRole('dialog'))
    expect(await drawer.findByText('刷卡没有反应')).toBeTruthy()
    expect(drawer.queryByText('> 请问何时方便')).toBeNull()
    await userEvent.click(drawer.getByRole('button', { name: '显示引用内容' }))
    expect(drawer.getByText('> 请问何时方便')).toBeTruthy()
    expect(await drawer.findByText('bomb.zip')).toBeTruthy()
  })

  it('moves a mail that landed in the wrong case', async () => {
    const asked = answers({
      ...AGENT,
      'GET /api/mails': { rows: [aMail('m4')], next: null },
      'GET /api/mails/m4': aView(aMail('m4')),
      'GET /api/mails/m4/emptied': { number: null },
      'POST /api/mails/m4/move': { caseId: 'c2', number: 'SO-2026-000099', mails: 2, leftEmpty: 'SO-2026-000012' },
    })
    openDesk('/mails?opened=m4')
    await userEvent.click(await screen.findByRole('button', { name: '移到其他服务单' }))
    await userEvent.click(await screen.findByRole('button', { name: /移\s*动/ }))
    expect(await screen.findByText('请填写此项')).toBeTruthy()
    await userEvent.type(screen.getByLabelText('服务单号'), ' SO-2026-000099 ')
    await userEvent.click(screen.getByRole('button', { name: /移\s*动/ }))
    expect(await screen.findByText(/SO-2026-000012 已没有邮件/)).toBeTruthy()
    expect(asked.find(({ path }) => path.endsWith('/move'))?.body).toEqual({
      number: 'SO-2026-000099',
      withLater: true,
      withCase: false,
    })
  })

  it('ends the case that was nothing but this mail, unless told not to', async () => {
    const asked = answers({
      ...AGENT,
      'GET /api/mails': { rows: [aMail('m4')], next: null },
      'GET /api/mails/m4': aView(aMail('m4')),
      'GET /api/mails/m4/emptied': { number: 'SO-2026-000012' },
      'POST /api/mails/m4/move': { caseId: 'c2', number: 'SO-2026-000099', mails: 1, leftEmpty: null, ended: 'SO-2026-000012' },
    })
    openDesk('/mails?opened=m4')
    await userEvent.click(await screen.findByRole('button', { name: '移到其他服务单' }))
    expect(await screen.findByRole('checkbox', { name: /同时结束 SO-2026-000012/ })).toHaveProperty('checked', true)
    await userEvent.type(screen.getByLabelText('服务单号'), 'SO-2026-000099')
    await userEvent.click(screen.getByRole('button', { name: /移\s*动/ }))
    expect(await screen.findByText(/SO-2026-000012 已一并结束/)).toBeTruthy()
    expect(asked.find(({ path }) => path.endsWith('/move'))?.body).toMatchObject({ withCase: true })
  })

  it('can be asked for again after a failure', async () => {
    answers({ ...AGENT, 'GET /api/mails': new Refused(503, { code: 'shared.unavailable' }) })
    openDesk('/mails')
    expect(await screen.findByRole('button', { name: /重\s*试/ })).toBeTruthy()
  })
})

describe('mailboxes', () => {
  it('say what is wrong with them', async () => {
    answers({ ...AGENT, 'GET /api/mailboxes': [aBox({ failure: 'LOGIN failed', failures: 3 })] })
    openDesk('/mailboxes')
    expect(await screen.findByText('LOGIN failed')).toBeTruthy()
    expect(screen.getByText('收信失败', { selector: 'dd *' })).toBeTruthy()
  })

  it('are tried with the password that is kept', async () => {
    const asked = answers({
      ...AGENT,
      'GET /api/mailboxes': [aBox()],
      'POST /api/mailboxes/m1/try': { reading: 'LOGIN failed', writes: false, writing: null },
    })
    openDesk('/mailboxes?open=m1')
    await userEvent.click(await screen.findByRole('button', { name: '测试连接' }))
    expect(await screen.findByText('收信连接失败')).toBeTruthy()
    expect(asked.find(({ path }) => path.endsWith('/try'))?.body).toMatchObject({ password: null })
  })
})
