import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, Refused } from '@tests/open'
import { beforeAll, expect, test, vi } from 'vitest'
import { i18n } from '@/shared/i18n'
import { createQueries } from '@/shared/queries'
import { SignInByCode } from './SignInByCode'

beforeAll(() => i18n.loadNamespaces('portal'))

const open = (onEntered: () => void) =>
  render(
    <QueryClientProvider client={createQueries()}>
      <SignInByCode onEntered={onEntered} />
    </QueryClientProvider>,
  )

test('a code is asked for and typed in, by keyboard alone', async () => {
  const asked = answers({ 'POST /api/session/code': {}, 'POST /api/session/code/verify': {} })
  const entered = vi.fn()
  open(entered)
  const user = userEvent.setup()

  await user.type(screen.getByLabelText('邮箱或手机号'), 'wang@example.com{Enter}')
  const code = await screen.findByLabelText('验证码')
  expect(document.activeElement).toBe(code)
  expect(code.getAttribute('autocomplete')).toBe('one-time-code')
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /秒后可重新获取/ }).disabled).toBe(true)
  await user.type(code, '12 34x56{Enter}')

  await vi.waitFor(() => expect(entered).toHaveBeenCalled())
  expect(asked.map(({ path, body }) => [path, body])).toEqual([
    ['/api/session/code', { to: 'wang@example.com' }],
    ['/api/session/code/verify', { to: 'wang@example.com', code: '123456' }],
  ])
})

test('a wrong code is told in words and can be typed anew', async () => {
  answers({
    'POST /api/session/code': {},
    'POST /api/session/code/verify': new Refused(422, { code: 'identity.wrong-code' }),
  })
  open(() => {})
  const user = userEvent.setup()

  await user.type(screen.getByLabelText('邮箱或手机号'), '13800000001{Enter}')
  await user.type(await screen.findByLabelText('验证码'), '000000{Enter}')
  await screen.findByText(/验证码不正确或已失效/)
  expect(screen.getByLabelText<HTMLInputElement>('验证码').value).toBe('')
})

test('whoever asks too soon is told when, and may type the code that is on its way', async () => {
  answers({ 'POST /api/session/code': new Refused(429, { code: 'identity.code-too-soon', facts: { seconds: 42 } }) })
  open(() => {})
  const user = userEvent.setup()

  await user.type(screen.getByLabelText('邮箱或手机号'), '13800000001{Enter}')
  await screen.findByLabelText('验证码')
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /4[12] 秒后可重新获取/ }).disabled).toBe(true)
})
