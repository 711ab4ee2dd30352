import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CasePageData } from './api'
import type { KindView } from './catalogue'

const AGENT = {
  ...SOMEBODY,
  permissions: ['cases.read', 'cases.open', 'cases.triage', 'cases.note', 'customers.edit', 'cases.edit-catalogue'],
}

const KIND: KindView = {
  code: 'repair',
  version: 1,
  name: { 'zh-CN': '故障报修', en: 'Repair' },
  severity: 3,
  visits: true,
  start: 'received',
  stages: [
    { code: 'received', name: { 'zh-CN': '待受理' } },
    { code: 'parts', name: { 'zh-CN': '等待备件' } },
  ],
  moves: [{ from: 'received', to: 'parts', by: [] }],
  follow: { TAKE: 'parts' } as KindView['follow'],
  severities: [1, 2, 3, 4].map((level) => ({ level, name: { 'zh-CN': `${level} 级` }, meaning: { 'zh-CN': `定义 ${level}` } })),
  papers: [],
  matrix: [
    [1, 2, 3],
    [2, 3, 4],
    [3, 4, 4],
  ],
}

const PAGE: CasePageData = {
  about: {
    id: 'c',
    number: 'SO-2026-000007',
    subject: 'UPS 电池报警',
    description: '机房 UPS 一直叫',
    channel: 'PHONE',
    status: 'NEW',
    stage: 'received',
    severity: 2,
    kind: { code: 'repair', version: 1, name: KIND.name, visits: true, stages: KIND.stages, severities: KIND.severities },
    branch: { id: 'b1', name: '上海总部', zone: 'Asia/Shanghai', phone: '' },
    partner: null,
    customer: null,
    contactName: '老赵',
    contactPhone: '13800001001',
    contactEmail: '',
    company: '湖滨物业',
    place: '',
    site: null,
    project: null,
    device: null,
    entitlement: { value: 'UNDECIDED', code: 'cases.no-device', reason: '', facts: {}, by: null, unsolvedTwice: false },
    symptom: null,
    cause: null,
    responsibility: null,
    assignee: null,
    openedBy: null,
    waitingReason: null,
    resolution: null,
    cancelReason: null,
    reopened: 0,
    openedAt: '2026-03-01T02:00:00Z',
    answeredAt: null,
    arrivedAt: null,
    resolvedAt: null,
    closedAt: null,
    trackingToken: 't',
    version: 5,
  },
  promises: [],
  acts: ['TAKE', 'RESOLVE', 'CANCEL'],
  stages: ['parts'],
  may: { triage: true, note: true, assign: false, goodwill: false, plan: false },
  others: [
    {
      id: 'o',
      number: 'SO-2026-000003',
      subject: '电池鼓包',
      status: 'CLOSED',
      severity: 3,
      openedAt: '2026-02-01T02:00:00Z',
      closedAt: '2026-02-02T02:00:00Z',
      resolution: '更换电池',
      relation: 'RELATED',
    },
  ],
  papers: [],
  plan: [],
}

const PHOTO = {
  id: 'p1',
  section: 'photo',
  fileName: '现场.jpg',
  mediaType: 'image/jpeg',
  size: 2048,
  visibleToCustomer: true,
  uploadedName: '周敏',
  at: '2026-03-01T02:00:00Z',
}
const PAPER = { ...PHOTO, id: 'p2', fileName: '合同.pdf', mediaType: 'application/pdf', visibleToCustomer: false }

const known = (page: CasePageData = PAGE, documents: unknown = { rows: [], mayAttach: true }) => ({
  ...SIGNED_IN,
  'GET /api/session': AGENT,
  'GET /api/cases/c': page,
  'GET /api/cases/c/timeline': { rows: [], next: null },
  'GET /api/cases/kinds': [KIND],
  'GET /api/cases/kinds/retired': [],
  'GET /api/cases/fault-codes': [],
  'GET /api/visits': [],
  'GET /api/documents': documents,
})

// The page brings the office with it; loading it is not what is tested.
beforeAll(() => Promise.all([import('./CasePage'), import('./CataloguePage')]), 120_000)

const shown = () => screen.findByText('UPS 电池报警', {}, { timeout: 30_000 })

describe('the page of a case', () => {
  it('offers only the acts and stages the server allows', async () => {
    const asked = answers({ ...known(), 'PUT /api/cases/c/stage': { ...PAGE, stages: [] } })
    openDesk('/cases/c')
    await shown()
    expect(screen.getByRole('button', { name: /^受\s*理$/ })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /重\s*开/ })).toBeNull()

    await userEvent.click(screen.getByTitle('阶段'))
    await userEvent.click(await screen.findByText('转到“等待备件”'))
    await waitFor(() => expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({ stage: 'parts', version: 5 }))
  })

  it('offers nothing to whoever may only read', async () => {
    answers(
      known(
        { ...PAGE, acts: [], stages: [], may: { triage: false, note: false, assign: false, goodwill: false, plan: false } },
        { rows: [PHOTO], mayAttach: false },
      ),
    )
    openDesk('/cases/c')
    await shown()
    await screen.findByText('附件 1')
    for (const name of [/^受\s*理$/, /修\s*改/, '确认客户', /关\s*联/, '添加附件', /移除/, /发\s*送/]) {
      expect(screen.queryByRole('button', { name })).toBeNull()
    }
  })

  it('says by which clauses it was decided who pays, and what a fault unsolved twice means', async () => {
    const facts = {
      contract: 'MC-7',
      until: '2026-12-31',
      considered: [
        { code: 'cases.warranty-over', device: 'D-1', until: '2025-01-01' },
        { code: 'cases.within-contract', contract: 'MC-7', until: '2026-12-31' },
      ],
    } as unknown as CasePageData['about']['entitlement']['facts']
    const entitlement = {
      value: 'FREE' as const,
      code: 'cases.within-contract',
      reason: '',
      facts,
      by: null,
      unsolvedTwice: true,
    }
    answers(known({ ...PAGE, about: { ...PAGE.about, entitlement } }))
    openDesk('/cases/c')
    await shown()
    expect(screen.getAllByText('维保合同 MC-7 有效（至 2026-12-31），含备件')).toHaveLength(2)
    expect(screen.getByText('设备 D-1 质保期已于 2025-01-01 届满')).toBeTruthy()
    expect(screen.getByText(/客户可请第三方维修/)).toBeTruthy()
  })

  it('ticks off the steps of its emergency plan', async () => {
    const step = { id: 's1', words: '调备用机', startedAt: '2026-03-01T02:00:00Z', doneAt: null, doneBy: null }
    const done = { ...step, doneAt: '2026-03-01T03:00:00Z', doneBy: '周敏' }
    const asked = answers({ ...known({ ...PAGE, plan: [step] }), 'PUT /api/cases/c/plan/s1': { ...PAGE, plan: [done] } })
    openDesk('/cases/c')
    await shown()
    expect(screen.getByText('已完成 0/1')).toBeTruthy()
    await userEvent.click(screen.getByRole('checkbox', { name: '调备用机' }))
    await waitFor(() => expect(asked.some(({ method }) => method === 'PUT')).toBe(true))
  })

  it('waits for what the house knows as a reason, and says so', async () => {
    const reason = { calendar: '5x8', chaseMinutes: 480, chases: 3, resolution: null, active: true, version: 1 }
    const asked = answers({
      ...known({ ...PAGE, acts: ['WAIT'] }),
      'GET /api/promises/pause-reasons': [
        { ...reason, code: 'customer', name: '等客户答复', party: 'CUSTOMER' },
        { ...reason, code: 'parts', name: '等备件到货', party: 'HOUSE' },
      ],
      'POST /api/cases/c/wait': PAGE,
    })
    openDesk('/cases/c')
    await shown()
    await userEvent.click(screen.getByRole('button', { name: '暂停等待' }))
    await userEvent.type(await screen.findByLabelText(/具体等什么/), '等停电时间')
    await userEvent.click(screen.getAllByRole('button', { name: '暂停等待' }).at(-1) as HTMLElement)
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ pause: 'customer', reason: '等停电时间' }),
    )
  })

  it('cancels only with a reason', async () => {
    const asked = answers({ ...known(), 'POST /api/cases/c/cancel': PAGE })
    openDesk('/cases/c')
    await shown()
    await userEvent.click(screen.getByRole('button', { name: '更多操作' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: '取消服务单' }))
    const dialog = await screen.findByRole('dialog')
    await userEvent.click(within(dialog).getByRole('button', { name: '取消服务单' }))
    expect(await within(dialog).findByText('请填写此项')).toBeTruthy()
    await userEvent.click(within(dialog).getByRole('textbox'))
    await userEvent.paste('客户自行解决')
    await userEvent.click(within(dialog).getByRole('button', { name: '取消服务单' }))
    await waitFor(() => expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ reason: '客户自行解决' }))
  })

  it('puts right who called, and stays where it was while the customer is not known', async () => {
    const asked = answers({ ...known(), 'PUT /api/cases/c/parties': PAGE })
    openDesk('/cases/c')
    await shown()
    await userEvent.click(screen.getByRole('button', { name: '确认客户' }))
    const name = await screen.findByLabelText('联系人', { selector: 'input' })
    await userEvent.clear(name)
    await userEvent.paste('赵师傅')
    await userEvent.click(screen.getByRole('button', { name: /保\s*存/ }))
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'PUT')?.body).toMatchObject({
        customer: null,
        contactName: '赵师傅',
        contactPhone: '13800001001',
        branch: 'b1',
        version: 5,
      }),
    )
  })

  it('lets go of a linked case', async () => {
    const asked = answers({ ...known(), 'DELETE /api/cases/c/links/o': { ...PAGE, others: [] } })
    openDesk('/cases/c')
    await shown()
    expect(screen.getByText('更换电池')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '取消关联 SO-2026-000003' }))
    await userEvent.click(within(await screen.findByRole('tooltip')).getByRole('button', { name: '取消关联' }))
    await waitFor(() => expect(asked.some(({ method }) => method === 'DELETE')).toBe(true))
  })
})

describe('attachments', () => {
  it('show pictures and files, with who may see them', async () => {
    answers(known(PAGE, { rows: [PHOTO, PAPER], mayAttach: true }))
    openDesk('/cases/c')
    expect((await screen.findByAltText('现场.jpg', {}, { timeout: 30_000 })).getAttribute('src')).toBe('/api/documents/p1/thumb')
    expect(screen.getByRole('link', { name: '合同.pdf' }).getAttribute('href')).toBe('/api/documents/p2')
    expect(screen.getByText('2 kB')).toBeTruthy()
  })

  it('say why a file was refused, and do not send what is too large', async () => {
    const asked = answers({
      ...known(),
      'POST /api/documents': new Refused(422, {
        code: 'documents.type-not-allowed',
        facts: { name: '坏.exe', type: 'application/x-dosexec' },
      }),
    })
    openDesk('/cases/c')
    await screen.findByText(/还没有附件/)
    const input = screen.getByLabelText<HTMLInputElement>('添加附件', { selector: 'input' })
    const user = userEvent.setup({ applyAccept: false })
    await user.upload(input, new File(['MZ'], '坏.exe'))
    expect(await screen.findByText(/“坏.exe”的类型（application\/x-dosexec）不能保存/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: /重\s*试/ }), 'the same file would be refused again').toBeNull()

    const sent = asked.filter(({ method }) => method === 'POST').length
    const large = new File(['x'], '大.mp4', { type: 'video/mp4' })
    Object.defineProperty(large, 'size', { value: 21 << 20 })
    await user.upload(input, large)
    expect(await screen.findByText('“大.mp4”超过 20 MB，请压缩后再上传')).toBeTruthy()
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(sent)
  })
})

describe('the papers of a case', () => {
  it('say what is missing before which stage', async () => {
    const papers = [
      { code: 'deed', name: { 'zh-CN': '产权证复印件' }, stage: 'parts', section: 'paper-deed', there: false },
      { code: 'order', name: { 'zh-CN': '委托书' }, stage: 'parts', section: 'paper-order', there: true },
    ]
    answers(known({ ...PAGE, papers }))
    openDesk('/cases/c')
    await shown()
    const lines = screen.getAllByRole('listitem').filter((line) => line.textContent?.includes('等待备件”前'))
    expect(lines.map((line) => line.textContent)).toEqual([
      expect.stringMatching(/产权证复印件.*缺/),
      expect.stringMatching(/委托书.*已有/),
    ])
  })
})

describe('the service catalogue', () => {
  const VERSIONS = {
    rows: [{ kind: KIND, current: true, at: '2026-01-05T02:00:00Z', by: null, note: '' }],
    mayEdit: true,
  }

  it('writes the next version of a kind, with what was changed', async () => {
    const asked = answers({
      ...known(),
      'GET /api/cases/kinds/repair/versions': VERSIONS,
      'POST /api/cases/kinds/repair/versions': VERSIONS,
    })
    openDesk('/catalogue')
    expect(await screen.findByText('可手动转到：等待备件', {}, { timeout: 30_000 })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: /修\s*订/ }))
    const publish = (await screen.findByRole('button', { name: '发布第 2 版' })) as HTMLButtonElement
    expect(publish.disabled).toBe(true)
    await userEvent.click(screen.getByRole('checkbox', { name: '等待备件 → 待受理' }))
    await userEvent.click(screen.getByLabelText('修订说明'))
    await userEvent.paste('允许退回')
    await userEvent.click(publish)
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({
        basedOn: 1,
        note: '允许退回',
        moves: [
          { from: 'received', to: 'parts' },
          { from: 'parts', to: 'received' },
        ],
      }),
    )
  })

  it('makes a new kind with a move left to somebody and a paper that is due', async () => {
    const asked = answers({
      ...known(),
      'GET /api/cases/kinds/repair/versions': VERSIONS,
      'GET /api/cases/kinds/transfer/versions': VERSIONS,
      'POST /api/cases/kinds/transfer/versions': VERSIONS,
    })
    openDesk('/catalogue')
    await userEvent.click(await screen.findByRole('button', { name: /新建服务类型/ }, { timeout: 30_000 }))
    const typed = async (label: string | RegExp, text: string) => {
      await userEvent.click(screen.getByLabelText(label))
      await userEvent.paste(text)
    }
    const publish = (await screen.findByRole('button', { name: /^发\s*布$/ })) as HTMLButtonElement
    expect(publish.disabled).toBe(true)
    await typed('名称（简体中文）', '产权过户')
    await typed(/^代号/, 'transfer')
    await userEvent.click(screen.getByRole('checkbox', { name: '待受理 → 办理中' }))
    await userEvent.click(screen.getByRole('button', { name: /增加资料/ }))
    await typed('第 1 份资料（简体中文）', '产权证复印件')
    await userEvent.click(publish)
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({
        basedOn: 0,
        name: { 'zh-CN': '产权过户' },
        start: 'received',
        moves: [{ from: 'received', to: 'in-hand', by: [] }],
        papers: [{ name: { 'zh-CN': '产权证复印件' }, stage: 'done' }],
      }),
    )
  })

  it('shows fault codes as a tree; whoever may not change them only reads', async () => {
    const code = (code: string, parent: string | null, name: string, active = true) => ({
      code,
      dimension: 'CAUSE',
      parent,
      name: { 'zh-CN': name },
      position: 0,
      active,
    })
    answers({
      ...known(),
      'GET /api/cases/kinds/repair/versions': { ...VERSIONS, mayEdit: false },
      'GET /api/cases/fault-codes': [code('a', null, '老化'), code('b', 'a', '电池老化'), code('d', null, '雷击', false)],
    })
    openDesk('/catalogue?tab=codes&dimension=CAUSE')
    expect(await screen.findByText('电池老化')).toBeTruthy()
    expect(screen.queryByText('雷击')).toBeNull()
    expect(screen.queryByRole('button', { name: /改\s*名/ })).toBeNull()
    await userEvent.click(screen.getByRole('switch', { name: '显示已停用' }))
    expect(await screen.findByText('雷击')).toBeTruthy()
  })
})
