import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, Refused } from '@tests/open'
import { useState } from 'react'
import { beforeAll, expect, test } from 'vitest'
import { i18n } from '@/shared/i18n'
import { createQueries } from '@/shared/queries'
import { PhoneCode } from './PhoneCode'
import { zeros } from './puzzle'

beforeAll(() => i18n.loadNamespaces('portal'))

function Form() {
  const [phone, setPhone] = useState('138 0000 0001')
  const [code, setCode] = useState('')
  return (
    <QueryClientProvider client={createQueries()}>
      <input aria-label="手机" value={phone} onChange={(event) => setPhone(event.target.value)} />
      <PhoneCode phone={phone} qrToken="label" value={code} onChange={setCode} />
    </QueryClientProvider>
  )
}

const NEEDED = { 'GET /api/public/reports/puzzle': { puzzle: 'p', bits: 8, phoneCode: true } }

test('a code is asked for with a proof, and again only after a minute or for another number', async () => {
  const asked = answers({ ...NEEDED, 'POST /api/public/reports/code': {} })
  render(<Form />)
  const user = userEvent.setup()

  await user.click(screen.getByRole('button', { name: '获取验证码' }))
  await screen.findByText(/验证码已发到 138 0000 0001/)
  const body = asked.find(({ path }) => path === '/api/public/reports/code')?.body as Record<string, string>
  expect(body).toMatchObject({ phone: '138 0000 0001', qrToken: 'label', language: 'zh-CN' })
  expect(zeros(body.proof ?? '')).toBeGreaterThanOrEqual(8)
  expect(asked.filter(({ path }) => path.endsWith('/puzzle')).every(({ query }) => query.get('code') === 'true')).toBe(true)
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /秒后可重新获取/ }).disabled).toBe(true)

  await user.type(screen.getByLabelText(/验证码/), '12a34b567')
  expect(screen.getByLabelText<HTMLInputElement>(/验证码/).value).toBe('123456')
  await user.type(screen.getByLabelText('手机'), '2')
  expect(screen.getByRole<HTMLButtonElement>('button', { name: '获取验证码' }).disabled).toBe(false)
})

test('without a number there is nothing to send, and a refusal is told in words', async () => {
  answers({ ...NEEDED, 'POST /api/public/reports/code': new Refused(429, { code: 'identity.too-many-codes' }) })
  render(<Form />)
  const user = userEvent.setup()

  await user.click(screen.getByRole('button', { name: '获取验证码' }))
  await screen.findByText(/获取验证码次数过多/)
  await user.clear(screen.getByLabelText('手机'))
  expect(screen.getByRole<HTMLButtonElement>('button', { name: '获取验证码' }).disabled).toBe(true)
})
