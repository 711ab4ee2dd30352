import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, Refused, SIGNED_IN } from '@tests/open'
import { describe, expect, it } from 'vitest'
import type { User } from './api'
import { grantsOf, oneOrAll, rowsOf } from './grants'

const aUser = (login: string, name: string, more: Partial<User> = {}): User => ({
  id: login,
  login,
  name,
  phone: '',
  email: '',
  locale: 'zh-CN',
  partnerId: null,
  partnerName: null,
  customerId: null,
  active: true,
  mustChangePassword: false,
  lastSignIn: null,
  version: 3,
  roles: [{ role: 'AGENT', branchId: 'b1', branchName: '上海总部' }],
  ...more,
})

const CHEN = aUser('chenjing', '陈静')

describe('the list of users', () => {
  it('shows who is there and what they may do', async () => {
    answers({
      ...SIGNED_IN,
      'GET /api/users': { rows: [CHEN, aUser('qianyong', '钱勇', { active: false, roles: [] })], next: null },
    })
    openDesk('/users')
    expect(await screen.findByRole('button', { name: '陈静' })).toBeTruthy()
    expect(screen.getByText('客服专员')).toBeTruthy()
    expect(within(screen.getByRole('row', { name: /钱勇/ })).getByText('已停用')).toBeTruthy()
  })

  it('asks for what is in the address and goes on to page 2', async () => {
    const asked = answers({
      ...SIGNED_IN,
      'GET /api/users': ({ query }: { query: URLSearchParams }) =>
        query.get('after') ? { rows: [aUser('zhao', '赵磊')], next: null } : { rows: [CHEN], next: 'chenjing' },
    })
    const page = openDesk('/users?words=0013&active=true')
    await userEvent.click(await screen.findByRole('button', { name: '下一页' }))
    expect(await screen.findByRole('button', { name: '赵磊' })).toBeTruthy()
    expect(page.address()).toBe('/users?words=0013&active=true&after=chenjing')
    expect(asked.filter(({ path }) => path === '/api/users').map(({ query }) => query.toString())).toEqual([
      'words=0013&active=true',
      'words=0013&after=chenjing&active=true',
    ])
  })

  it('tells "nothing yet" from "no match"', async () => {
    answers({ ...SIGNED_IN, 'GET /api/users': { rows: [], next: null } })
    openDesk('/users?words=nobody')
    expect(await screen.findByText('没有符合条件的内容，试试放宽条件')).toBeTruthy()
  })

  it('says that it failed, and tries again', async () => {
    let down = true
    answers({
      ...SIGNED_IN,
      'GET /api/users': () =>
        down ? new Refused(500, { code: 'platform.unexpected', facts: { trace: 'abc-1' } }) : { rows: [CHEN], next: null },
    })
    openDesk('/users')
    expect(await screen.findByText('错误编号 abc-1')).toBeTruthy()
    down = false
    await userEvent.click(screen.getByRole('button', { name: '重试' }))
    expect(await screen.findByRole('button', { name: '陈静' })).toBeTruthy()
  })
})

describe('one user', () => {
  const one = {
    ...SIGNED_IN,
    'GET /api/users': { rows: [CHEN], next: null },
    'GET /api/users/chenjing': CHEN,
    'GET /api/branches': SIGNED_IN['GET /api/session'].branches,
    'GET /api/partners': [],
  }

  it('is saved with the version that was read', async () => {
    const asked = answers({ ...one, 'PUT /api/users/chenjing': CHEN })
    openDesk('/users?open=chenjing')
    const drawer = await screen.findByRole('dialog')
    await userEvent.type(await within(drawer).findByLabelText('电话'), '13800138000')
    await userEvent.click(within(drawer).getByRole('button', { name: '保存' }))
    expect(await screen.findByText('已保存')).toBeTruthy()
    expect(asked.find(({ method }) => method === 'PUT')?.body).toMatchObject({
      phone: '13800138000',
      version: 3,
      roles: [{ role: 'AGENT', branchId: 'b1' }],
    })
  })

  it('keeps what was typed when the server refuses', async () => {
    answers({
      ...one,
      'PUT /api/users/chenjing': new Refused(409, { code: 'identity.login-taken', facts: { login: 'liumin' }, detail: '' }),
    })
    openDesk('/users?open=chenjing')
    const drawer = await screen.findByRole('dialog')
    const login = await within(drawer).findByLabelText<HTMLInputElement>(/^账号/)
    await userEvent.clear(login)
    await userEvent.type(login, 'liumin')
    await userEvent.click(within(drawer).getByRole('button', { name: '保存' }))
    expect(await within(drawer).findByText('账号 liumin 已被使用，请换一个')).toBeTruthy()
    expect(login.value).toBe('liumin')
  })

  it('gets a new password, shown once', async () => {
    answers({
      ...one,
      'POST /api/users/chenjing/reset-password': { userId: 'chenjing', login: 'chenjing', password: 'k7vm-w3xqr-8hfp' },
    })
    openDesk('/users?open=chenjing')
    await userEvent.click(await screen.findByRole('button', { name: '重置密码' }))
    await screen.findAllByText('重置 陈静 的密码？')
    await userEvent.click(screen.getAllByRole('button', { name: '重置密码' }).at(-1) as HTMLElement)
    expect(await screen.findByText('k7vm-w3xqr-8hfp')).toBeTruthy()
  })
})

describe('roles and branches', () => {
  it('are one row per role on screen, one grant per branch on the wire', () => {
    const grants = grantsOf('own', [{ role: 'AGENT', branches: ['b1', 'b2'] }, { role: 'MANAGER', branches: ['*'] }, {}])
    expect(grants).toEqual([
      { role: 'AGENT', branchId: 'b1' },
      { role: 'AGENT', branchId: 'b2' },
      { role: 'MANAGER', branchId: null },
    ])
    expect(rowsOf(grants)).toEqual([
      { role: 'AGENT', branches: ['b1', 'b2'] },
      { role: 'MANAGER', branches: ['*'] },
    ])
  })

  it('are either some branches or all of them', () => {
    expect(oneOrAll(['b1', '*'], ['b1'])).toEqual(['*'])
    expect(oneOrAll(['*', 'b1'], ['*'])).toEqual(['b1'])
    expect(oneOrAll(['b1', 'b2'], ['b1'])).toEqual(['b1', 'b2'])
  })

  it('are given to a customer by what they are', () => {
    expect(grantsOf('customer', [])).toEqual([{ role: 'CUSTOMER', branchId: null }])
  })
})
