import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'

const field = (
  code: string,
  heading: string,
  required = false,
  choices: { code: string; name: string; words: string[] }[] = [],
) => ({
  code,
  heading,
  meaning: '',
  example: '',
  required,
  joined: false,
  time: false,
  choices,
})
const KINDS = [
  {
    code: 'devices',
    title: '设备',
    hint: '每行一台设备',
    fields: [
      field('customer', '客户', true),
      field('serial', '序列号', true),
      field('state', '状态', false, [{ code: 'STOPPED', name: '停用', words: ['stopped', '停用'] }]),
    ],
    options: [],
  },
]
const ONE = {
  id: 'f1',
  kind: 'devices',
  title: '设备',
  fileName: '设备.csv',
  state: 'READY',
  acts: ['CHECK', 'GIVE_UP'],
  atWork: false,
  rows: 3,
  done: 0,
  good: 0,
  bad: 0,
  remarks: 0,
  goodRowsOnly: false,
  stopped: null,
  made: {},
  mine: true,
  byName: '王经理',
  at: '2026-03-01T02:00:00Z',
  finishedAt: null,
  undoneByName: null,
  undoneAt: null,
}
const FILE = {
  one: ONE,
  columns: [
    { index: 0, heading: '单位', samples: ['西溪'], words: ['西溪'] },
    { index: 1, heading: '机号', samples: ['SN-1'], words: null },
    { index: 2, heading: '情况', samples: ['吃灰'], words: ['吃灰', '停用'] },
  ],
  settings: {
    columns: [
      { index: 0, field: 'customer' },
      { index: 2, field: 'state' },
    ],
    options: {},
    meanings: {},
  },
  forms: ['YMD'],
}
const PREVIEW = [
  {
    row: 2,
    cells: { customer: 'C-1 西溪' },
    problems: [
      { row: 2, line: 0, place: 2, field: 'state', said: '吃灰', code: 'UNKNOWN_WORD', sentence: '应为：停用', error: true },
    ],
  },
]
const BASE = {
  ...SIGNED_IN,
  'GET /api/session': { ...SOMEBODY, permissions: ['assets.import', 'assets.read'] },
  'GET /api/imports/kinds': KINDS,
  'GET /api/imports/f1/file': FILE,
  'POST /api/imports/f1/preview': PREVIEW,
}

// The page brings the office with it; loading it is not what is tested.
beforeAll(() => Promise.all([import('./ImportPage'), import('./ImportListPage'), import('./NewImportPage')]), 120_000)

beforeEach(() => {
  document.body.innerHTML = ''
})

describe('a file on its way in', () => {
  it('asks for the columns that are needed, says what is wrong with the first rows, and is checked as it was said', async () => {
    const asked = answers({
      ...BASE,
      'GET /api/imports/f1': ONE,
      'POST /api/imports/f1/check': { ...ONE, state: 'CHECKING', atWork: true },
    })
    openDesk('/imports/f1')
    expect(await screen.findByText('请指出哪一列是序列号')).toBeTruthy()
    expect(screen.getByRole('button', { name: '核对全部 3 行' })).toHaveProperty('disabled', true)
    expect((await screen.findAllByText('应为：停用')).length).toBeGreaterThan(0)

    await userEvent.click(screen.getByLabelText('“机号”这一列是'))
    await userEvent.click(await screen.findByTitle('序列号 *'))
    await userEvent.click(screen.getByLabelText('“吃灰”的意思'))
    await userEvent.click((await screen.findAllByTitle('停用')).at(-1) as Element)
    await userEvent.click(screen.getByRole('button', { name: '核对全部 3 行' }))

    expect(asked.find(({ path }) => path.endsWith('/check'))?.body).toMatchObject({
      columns: [
        { index: 0, field: 'customer' },
        { index: 1, field: 'serial' },
        { index: 2, field: 'state' },
      ],
      meanings: { state: { 吃灰: 'STOPPED' } },
    })
  })

  it('shows how far it is and can be stopped', async () => {
    const asked = answers({
      ...BASE,
      'GET /api/imports/f1': { ...ONE, state: 'WRITING', atWork: true, good: 100000, done: 42000 },
      'POST /api/imports/f1/stop': { ...ONE, state: 'WRITING', atWork: true },
    })
    openDesk('/imports/f1')
    expect(await screen.findByText('正在写入，已完成 42,000 / 100,000 行')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: /停\s*止/ }))
    expect(asked.some(({ path }) => path.endsWith('/stop'))).toBe(true)
  })

  it('names every bad cell and takes the good rows when somebody says so', async () => {
    const checked = { ...ONE, state: 'CHECKED', good: 2, bad: 1 }
    const whole = { ...FILE, settings: { ...FILE.settings, columns: [...FILE.settings.columns, { index: 1, field: 'serial' }] } }
    const asked = answers({
      ...BASE,
      'GET /api/imports/f1': checked,
      'GET /api/imports/f1/file': whole,
      'GET /api/imports/f1/problems': {
        rows: [
          {
            row: 3,
            line: 1,
            place: 0,
            field: 'customer',
            said: '没有的',
            code: 'UNKNOWN_CUSTOMER',
            sentence: '没有这个客户',
            error: true,
          },
        ],
        more: false,
      },
      'POST /api/imports/f1/write': { ...checked, state: 'WRITING', atWork: true },
    })
    openDesk('/imports/f1')
    expect(await screen.findByText('1 行有问题')).toBeTruthy()
    expect(await screen.findByText('没有这个客户')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '只导入 2 行正确的' }))
    expect(asked.find(({ path }) => path.endsWith('/write'))?.body).toMatchObject({ goodRowsOnly: true })
  })

  it('says what came of it, and why it cannot be taken back', async () => {
    answers({
      ...BASE,
      'GET /api/imports/f1': {
        ...ONE,
        state: 'DONE',
        acts: ['UNDO'],
        good: 3,
        made: { device: 3, site: 1 },
        finishedAt: '2026-03-01T02:01:00Z',
        stopped: { code: 'imports.used', facts: { name: 'D-2026-000001', by: 'cases.service_case' } },
      },
    })
    openDesk('/imports/f1')
    expect(await screen.findByText('已导入 3 台设备、1 个现场')).toBeTruthy()
    expect(await screen.findByText('D-2026-000001已被“服务单”使用，整批不能撤销')).toBeTruthy()
    expect(screen.getByRole('button', { name: /撤销整批/ })).toBeTruthy()
  })

  it('offers another try when it cannot be read', async () => {
    answers({ ...BASE, 'GET /api/imports/f1': new Refused(500, { code: 'platform.failed' }) })
    openDesk('/imports/f1')
    expect(await screen.findByRole('button', { name: /重\s*试/ })).toBeTruthy()
  })
})

describe('imports', () => {
  it('say what can be brought and what was', async () => {
    answers({ ...BASE, 'GET /api/imports': { rows: [{ ...ONE, state: 'DONE', made: { device: 3 }, bad: 1 }], next: null } })
    openDesk('/imports')
    expect(await screen.findByText('每行一台设备')).toBeTruthy()
    expect(await screen.findByText('3 台设备')).toBeTruthy()
    expect(await screen.findByText('1 行未导入')).toBeTruthy()
  })

  it('are found where they were before', async () => {
    answers(BASE)
    openDesk('/devices/import')
    expect(await screen.findByText('可以包含的列')).toBeTruthy()
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('导入设备')
  })
})
