import { expect } from '@playwright/test'
import { as, json, send, test } from './steps'

test('a call pops up, is written down without losing a word, and solved while they speak', async ({ browser }) => {
  test.setTimeout(120_000)
  const admin = await as(browser, 'admin')
  const desk = await as(browser, 'desk')
  const [centre] = await json<{ id: string }[]>(admin.request, '/api/call-centres')
  const { token } = await send<{ token: string }>(admin, 'POST', `/api/call-centres/${centre?.id}/renew`, {})
  type Customers = { rows: { id: string }[] }
  const customers = await json<Customers>(desk.request, '/api/customers?active=true')
  const customer = await json<{ name: string; contacts: { name: string; phone: string }[] }>(
    desk.request,
    `/api/intake/customers/${customers.rows[0]?.id}`,
  )
  const caller = customer.contacts.find(({ phone }) => phone) ?? { name: '', phone: '' }
  const stamp = Date.now().toString(36)
  const told = (call: string, event: string, from: string) =>
    admin.request.post(`/api/public/calls/${token}`, {
      data: { call: `${stamp}-${call}`, event, from, to: '4008260571', extension: '801' },
    })

  // 1. The exchange tells of a call: whoever has that telephone sees who it is, wherever he is.
  await desk.goto('/customers')
  expect((await told('1', 'RINGING', caller.phone)).ok()).toBe(true)
  const ringing = desk.getByRole('region', { name: '来电', exact: true })
  await expect(ringing.getByText(caller.name).first()).toBeVisible()
  await told('1', 'ANSWERED', caller.phone)
  await ringing.getByRole('button', { name: '受理' }).first().click()

  // 2. Caller and company are filled in; what is typed survives a reload and waits on another machine.
  await expect(desk.getByLabel('电话', { exact: true })).toHaveValue(caller.phone)
  await desk.getByLabel('客户描述').fill('忘了登录密码，进不去平台')
  await desk.getByRole('button', { name: '只影响单台设备' }).click()
  await expect(desk.getByLabel('客户描述')).toHaveValue('忘了登录密码，进不去平台，只影响单台设备')
  await expect(desk.getByText('已保存')).toBeVisible()
  await desk.reload()
  await expect(desk.getByLabel('客户描述')).toHaveValue('忘了登录密码，进不去平台，只影响单台设备')
  const elsewhere = await as(browser, 'desk')
  await elsewhere.goto('/cases/new')
  await expect(elsewhere.getByText('忘了登录密码').first()).toBeVisible()

  // 3. Solved on the phone: one step from the report to the closed case.
  await desk.getByText('技术咨询', { exact: true }).click()
  await desk.getByRole('button', { name: '电话里就解决了' }).click()
  await desk.getByLabel('怎样解决的').fill('核对身份后重置了密码，客户已登录')
  await desk.getByRole('button', { name: '登记、办结并关单' }).click()
  await expect(desk).toHaveURL(/\/cases\/[0-9a-f-]{36}/)
  await expect(desk.getByText('核对身份后重置了密码，客户已登录').first()).toBeVisible()
  await expect(desk.getByText('已完结').first()).toBeVisible()

  // 4. A call nobody took waits until somebody has rung back.
  await told('2', 'RINGING', '13955550199')
  await told('2', 'ENDED', '13955550199')
  await desk.goto('/calls?box=TO_RING_BACK')
  const missed = desk.getByRole('row').filter({ hasText: '13955550199' })
  await missed.getByRole('button', { name: '回电' }).click()
  await desk.getByLabel('说了什么').fill('已回，问营业时间')
  await desk.getByRole('button', { name: '已回电' }).click()
  await expect(missed).toHaveCount(0)
})
