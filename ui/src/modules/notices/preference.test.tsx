import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { answers, openDesk, SIGNED_IN } from '@tests/open'
import { expect, it } from 'vitest'

const VIEW = {
  preference: { email: 'NEVER', sms: 'NEVER', muted: ['trips'], quietFrom: null, quietUntil: null, urgentAnyway: true },
  address: 'zhou@example.com',
  phone: '',
  sendsMail: true,
  sendsShort: false,
}

it('says what is wanted, by which way and when not', async () => {
  const asked = answers({ ...SIGNED_IN, 'GET /api/notices/preference': VIEW, 'PUT /api/notices/preference': VIEW })
  openDesk('/notices/preference')
  await userEvent.click((await screen.findAllByRole('radio', { name: '都发' }))[0] as HTMLElement)
  expect(screen.getAllByRole<HTMLInputElement>('radio', { name: '都发' })[1]?.disabled).toBe(true)
  expect(screen.getByText('尚未设置短信网关，短信发不出去。')).toBeTruthy()
  await userEvent.click(screen.getByRole('checkbox', { name: '在线客服' }))
  await userEvent.click(screen.getByRole('switch'))
  await screen.findByText('紧急的照发')
  await userEvent.click(screen.getByRole('button', { name: /保\s*存/ }))
  await screen.findByText('已保存')
  expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({
    email: 'ALL',
    sms: 'NEVER',
    muted: ['chat', 'trips'],
    quietFrom: '22:00',
    quietUntil: '07:00',
    urgentAnyway: true,
  })
})
