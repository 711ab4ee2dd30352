import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { draftOf, firstWords } from './draft'

const AGENT = { ...SOMEBODY, permissions: ['cases.read', 'cases.open', 'cases.note', 'cases.import', 'customers.edit'] }

const KIND = {
  code: 'repair',
  version: 1,
  name: { 'zh-CN': '故障报修' },
  severity: 3,
  visits: true,
  start: 'received',
  stages: [],
  moves: [],
  follow: {},
  severities: [1, 2, 3, 4].map((level) => ({ level, name: { 'zh-CN': `${level} 级` }, meaning: { 'zh-CN': `定义 ${level}` } })),
  matrix: [
    [1, 2, 3],
    [2, 3, 4],
    [3, 4, 4],
  ],
}

const DEVICE = {
  id: 'd1',
  number: 'D-1',
  serial: 'SN-1',
  name: '三号门禁',
  model: 'M1',
  location: '东门',
  siteId: null,
  siteName: null,
  projectId: null,
  projectName: null,
  customerId: 'c1',
  customerName: '鹭汀医院',
  state: 'IN_USE',
  warrantyUntil: '2028-01-01',
  warranty: 'COVERED',
  openCases: 1,
}

const OLD = {
  id: 'x1',
  number: 'SO-2026-000001',
  subject: '刷卡没反应',
  status: 'ACTIVE',
  severity: 2,
  openedAt: '2026-03-01T02:00:00Z',
  customerId: 'c1',
  contactName: '沈国梁',
  deviceId: 'd1',
  deviceName: '三号门禁',
  resolution: null,
}

const KNOWN = {
  ...SIGNED_IN,
  'GET /api/session': AGENT,
  'GET /api/cases/kinds': [KIND],
  'GET /api/cases/fault-codes': [],
  'GET /api/cases': { rows: [OLD], next: null, complete: true, promises: {} },
  'GET /api/customers': { rows: [], next: null },
  'GET /api/intake/caller': {
    callers: [
      {
        customerId: 'c1',
        customerNumber: 'C-1',
        customerName: '鹭汀医院',
        tier: 'GOLD',
        contactId: 'p1',
        name: '沈国梁',
        title: '后勤主任',
        phone: '13800001001',
        email: '',
      },
    ],
    cases: [{ ...OLD, id: 'x2', subject: '门锁异响', status: 'CLOSED', resolution: '更换锁体' }],
  },
  'GET /api/intake/customers/c1': {
    id: 'c1',
    number: 'C-1',
    name: '鹭汀医院',
    tier: 'GOLD',
    branchId: 'b1',
    branchName: '上海总部',
    contacts: [{ id: 'p1', name: '沈国梁', title: '后勤主任', phone: '13800001001', email: '' }],
    sites: [],
    devices: [DEVICE],
    cases: [],
  },
  'GET /api/customers/c1': { id: 'c1', name: '鹭汀医院' },
}

/** As pasted: a letter at a time takes a test machine too long. */
async function write(field: Element, text: string) {
  await userEvent.click(field)
  await userEvent.paste(text)
}

// The page brings the office with it; loading it is not what is tested.
beforeAll(() => import('./NewCasePage'), 120_000)

beforeEach(() => sessionStorage.clear())

describe('the phone desk', () => {
  it('recognises the caller and shows what may be the same, and how it was solved last time', async () => {
    answers(KNOWN)
    openDesk('/cases/new')
    await write(await screen.findByLabelText('来电号码、姓名或单位', {}, { timeout: 30_000 }), '13800001001')
    await userEvent.click(await screen.findByText('后勤主任 · 鹭汀医院 · 13800001001'))

    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('联系人', { selector: 'input' }).value).toBe('沈国梁'))
    expect(await screen.findByText('可能重复：1 张未完结')).toBeTruthy()
    expect(screen.getByRole('link', { name: '刷卡没反应' }).getAttribute('href')).toBe('/cases/x1')
    expect(await screen.findByText('更换锁体')).toBeTruthy()
  })

  it('saves what was said, with the first sentence as its title, and goes to the case', async () => {
    const asked = answers({ ...KNOWN, 'POST /api/cases': { id: 'opened', number: 'SO-2026-000009', trackingToken: 't' } })
    const page = openDesk('/cases/new')
    const words = await screen.findByLabelText('客户描述')
    expect((screen.getByRole('button', { name: '登记并受理' }) as HTMLButtonElement).disabled).toBe(true)
    await write(words, '道闸抬不起来。早上开始的')
    await write(screen.getByLabelText('单位（报修人自述）'), '湖滨物业')
    await userEvent.click(await screen.findByRole('radio', { name: /定义 2/ }))
    await userEvent.click(screen.getByRole('button', { name: '登记并受理' }))

    await waitFor(() => expect(page.address()).toBe('/cases/opened'))
    const sent = asked.find(({ method, path }) => method === 'POST' && path === '/api/cases')?.body
    expect(sent).toMatchObject({
      channel: 'PHONE',
      kind: 'repair',
      severity: 2,
      subject: '道闸抬不起来',
      description: '道闸抬不起来。早上开始的',
      company: '湖滨物业',
      branch: 'b1',
      take: true,
      unfinished: null,
    })
    await waitFor(() => expect(sessionStorage.length).toBe(0))
  })

  it('keeps half a case through a reload, and keeps it when the server refuses', async () => {
    answers({ ...KNOWN, 'POST /api/cases': new Refused(422, { code: 'cases.site-of-another-customer' }) })
    openDesk('/cases/new')
    await write(await screen.findByLabelText('客户描述'), '空调漏水')
    await userEvent.click(screen.getByRole('button', { name: '只登记' }))
    expect(await screen.findByText('这个地点属于另一位客户')).toBeTruthy()

    document.body.innerHTML = ''
    openDesk('/cases/new')
    expect((await screen.findByLabelText<HTMLTextAreaElement>('客户描述')).value).toBe('空调漏水')
  })

  it('notes the call on the open case instead of opening another', async () => {
    const asked = answers({ ...KNOWN, 'POST /api/cases/x1/notes': {} })
    const page = openDesk('/cases/new?customer=c1')
    await write(await screen.findByLabelText('客户描述'), '还是不行')
    await userEvent.click(await screen.findByRole('button', { name: '记入此单' }))
    await userEvent.click(within(await screen.findByRole('tooltip')).getByRole('button', { name: '记入此单' }))

    await waitFor(() => expect(page.address()).toBe('/cases/x1'))
    expect(asked.find(({ path }) => path === '/api/cases/x1/notes')?.body).toEqual({
      text: '客户再次来电（未留名）：还是不行',
      visibleToCustomer: false,
    })
  })

  it('starts from what an unfinished report said', async () => {
    answers({
      ...KNOWN,
      'GET /api/intake/reports/r1': {
        id: 'r1',
        channel: 'QR',
        receivedAt: '2026-03-01T02:00:00Z',
        address: '',
        failure: 'intake.field-missing',
        text: '{"description":"配电间一直叫","contactName":"老赵"}',
      },
    })
    openDesk('/cases/new?report=r1')
    await waitFor(async () => expect((await screen.findByLabelText<HTMLTextAreaElement>('客户描述')).value).toBe('配电间一直叫'))
    expect(screen.getByLabelText<HTMLInputElement>('联系人').value).toBe('老赵')
    expect(screen.getByText('缺少必填内容')).toBeTruthy()
  })
})

describe('unfinished reports', () => {
  const REPORT = {
    id: 'r1',
    channel: 'PORTAL',
    receivedAt: '2026-03-01T02:00:00Z',
    address: '10.0.0.7',
    failure: 'intake.unreadable',
    text: '{"description": "电梯困人',
  }

  it('show why no case came of them, and the words as they came', async () => {
    answers({ ...KNOWN, 'GET /api/intake/reports': { rows: [REPORT], next: null } })
    openDesk('/reports')
    expect(await screen.findByText('{"description": "电梯困人')).toBeTruthy()
    expect(screen.getByText('无法读取')).toBeTruthy()
    expect(screen.getByRole('link', { name: /立\s*单/ }).getAttribute('href')).toBe('/cases/new?report=r1')
  })

  it('are set aside only with a reason', async () => {
    const asked = answers({
      ...KNOWN,
      'GET /api/intake/reports': { rows: [REPORT], next: null },
      'POST /api/intake/reports/r1/set-aside': {},
    })
    openDesk('/reports')
    await userEvent.click(await screen.findByRole('button', { name: '不立单' }))
    const dialog = await screen.findByRole('dialog')
    await userEvent.click(within(dialog).getByRole('button', { name: '不立单' }))
    expect(asked.some(({ method }) => method === 'POST')).toBe(false)
    await write(within(dialog).getByRole('textbox'), '同一事已立单')
    await userEvent.click(within(dialog).getByRole('button', { name: '不立单' }))
    await waitFor(() => expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ reason: '同一事已立单' }))
  })

  it('say so when none wait, and offer another try when they cannot be read', async () => {
    answers({ ...KNOWN, 'GET /api/intake/reports': { rows: [], next: null } })
    openDesk('/reports')
    expect(await screen.findByText(/没有待处理的来件/)).toBeTruthy()
    document.body.innerHTML = ''
    answers({ ...KNOWN, 'GET /api/intake/reports': new Refused(500, { code: 'platform.failed' }) })
    openDesk('/reports')
    expect(await screen.findByRole('button', { name: /重\s*试/ })).toBeTruthy()
  })
})

describe('what a report says', () => {
  const report = (text: string) => ({
    id: 'r',
    channel: 'PORTAL' as const,
    receivedAt: '',
    address: '',
    failure: 'intake.unreadable',
    text,
  })

  it('is taken whole when it cannot be understood', () => {
    expect(draftOf(report('{"description": "门坏')).draft.description).toBe('{"description": "门坏')
    expect(draftOf(report('[1]')).draft.description).toBe('')
  })

  it('never takes another type for words', () => {
    const { draft, qrToken } = draftOf(report('{"description":5,"photos":["a",7],"qrToken":"q"}'))
    expect(draft.description).toBe('')
    expect(draft.photos).toEqual([{ token: 'a', name: '1' }])
    expect(qrToken).toBe('q')
  })

  it('is called by its first sentence', () => {
    expect(firstWords('刷卡没有反应。红灯一直亮')).toBe('刷卡没有反应')
    expect(firstWords('  长'.padEnd(200, '长'))).toHaveLength(60)
    expect(firstWords('坏了！快来人看看')).toBe('坏了！快来人看看')
  })
})
