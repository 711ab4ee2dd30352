import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, NOTHING, openDesk, Refused, SIGNED_IN, SOMEBODY } from '@tests/open'
import { describe, expect, it } from 'vitest'

const about = { 'GET /api/public/about': SIGNED_IN['GET /api/public/about'] }

const fill = async (login: string, password: string) => {
  await userEvent.type(await screen.findByLabelText('账号'), login)
  await userEvent.type(screen.getByLabelText('密码'), password)
  await userEvent.click(screen.getByRole('button', { name: '登录' }))
}

describe('signing in', () => {
  it('comes first, and leads back to the page that was asked for', async () => {
    let session: unknown = NOTHING
    answers({
      ...about,
      'GET /api/session': () => session,
      'POST /api/session': () => {
        session = SOMEBODY
        return SOMEBODY
      },
      'GET /api/sign-ins': { rows: [], next: null },
    })
    const page = openDesk('/sign-ins?login=admin')
    await fill('admin', 'kept-promise')
    expect(await screen.findByRole('heading', { name: '登录记录' })).toBeTruthy()
    expect(page.address()).toBe('/sign-ins?login=admin')
  })

  it('says what is wrong and keeps the account', async () => {
    answers({
      ...about,
      'GET /api/session': NOTHING,
      'POST /api/session': new Refused(422, { code: 'identity.wrong-password', detail: 'login or password is wrong' }),
    })
    openDesk('/sign-in')
    await fill('admin', 'guess')
    expect(await screen.findByText('账号或密码不正确')).toBeTruthy()
    expect(screen.getByLabelText<HTMLInputElement>('账号').value).toBe('admin')
    expect(screen.getByLabelText<HTMLInputElement>('密码').value).toBe('')
  })

  it('waits as long as the server says', async () => {
    answers({
      ...about,
      'GET /api/session': NOTHING,
      'POST /api/session': new Refused(429, { code: 'identity.slowed-down', facts: { seconds: 27 }, detail: '' }),
    })
    openDesk('/sign-in')
    await fill('admin', 'guess')
    expect(await screen.findByText('尝试次数过多，请在 27 秒后再试')).toBeTruthy()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '登录' }).disabled).toBe(true)
  })

  it('offers the demo accounts with one click', async () => {
    const asked = answers({
      'GET /api/public/about': {
        product: 'Aftercare',
        version: 'test',
        demo: true,
        demoAccounts: [{ login: 'chenjing', name: '陈静', role: 'AGENT', password: 'demo' }],
      },
      'GET /api/session': NOTHING,
      'POST /api/session': SOMEBODY,
    })
    openDesk('/sign-in')
    await userEvent.click(await screen.findByRole('button', { name: /客服专员/ }))
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ login: 'chenjing', password: 'demo' })
    expect(screen.getByText('这是演示环境，数据均为虚构，请勿录入真实信息')).toBeTruthy()
  })

  it('does not go further with a first password', async () => {
    answers({ ...SIGNED_IN, 'GET /api/session': { ...SOMEBODY, user: { ...SOMEBODY.user, mustChangePassword: true } } })
    const page = openDesk('/users')
    expect(await screen.findByRole('heading', { name: '修改密码' })).toBeTruthy()
    expect(page.address()).toBe('/password')
  })

  it('asks again where one is when the session runs out, and goes on', async () => {
    let signedIn = true
    answers({
      ...SIGNED_IN,
      'GET /api/users': { rows: [], next: null },
      'GET /api/sign-ins': () => (signedIn ? { rows: [], next: null } : new Refused(401, { code: 'identity.sign-in-again' })),
      'POST /api/session': () => {
        signedIn = true
        return SOMEBODY
      },
    })
    const page = openDesk('/users')
    await screen.findByRole('heading', { name: '用户与权限' })
    signedIn = false
    await userEvent.click(screen.getByRole('menuitem', { name: /登录记录/ }))
    await userEvent.type(await screen.findByLabelText('密码'), 'kept-promise')
    await userEvent.click(screen.getByRole('button', { name: '登录' }))
    expect(await screen.findByText('这里还没有内容')).toBeTruthy()
    expect(page.address()).toBe('/sign-ins')
  })
})
