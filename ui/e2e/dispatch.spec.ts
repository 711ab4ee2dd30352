import { expect, type Page } from '@playwright/test'
import { as, json, test } from './steps'

/** A working day some days ahead, so that nothing of it is under way; another one when the journey is made again. */
const DAY = (() => {
  const day = new Date(Date.now() + Number(process.env.JOURNEY_DAY ?? 4) * 86_400_000)
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6) day.setTime(day.getTime() + 86_400_000)
  return day.toISOString().slice(0, 10)
})()

async function report(page: Page, branch: string, severity: number, subject: string) {
  type Rows<Row> = { rows: Row[] }
  const devices = await json<Rows<{ id: string }>>(page.request, `/api/devices?branch=${branch}&words=UPS`)
  const token = (await page.context().cookies()).find((one) => one.name === 'XSRF-TOKEN')?.value ?? ''
  const device = devices.rows[0]?.id
  const opened = await page.request.post('/api/cases', {
    headers: { 'X-XSRF-TOKEN': token },
    data: {
      channel: 'PHONE',
      kind: 'repair',
      severity,
      subject,
      description: '',
      device,
      take: true,
      contactName: '周敏',
      contactPhone: '13800007712',
    },
  })
  expect(opened.ok(), await opened.text()).toBe(true)
  return (await opened.json()) as { id: string }
}

test('a morning planned by the optimiser, an urgent case inserted, a visit moved by its customer, several moved at once, and an engineer who calls in sick', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const page = await as(browser, 'dispatch')
  const session = await json<{ roles: { branchId: string }[] }>(page.request, '/api/session')
  const branch = session.roles[0]?.branchId ?? ''

  await report(page, branch, 3, '电池柜有异味')

  // 1. What waits is planned: the search is seen at work, the plan stands beside today's, and is accepted as a whole.
  await page.goto(`/dispatch?day=${DAY}&branch=${branch}`)
  const cards = page.locator('.waiting li')
  await expect(cards.first()).toBeVisible()
  const before = await cards.count()
  await page.getByRole('button', { name: '自动排程' }).click()
  await page.getByRole('button', { name: '开始排程' }).click()
  const plan = page.getByRole('dialog', { name: '排程方案' })
  const accept = plan.getByRole('button', { name: /^采用 [1-9]\d* 项变动$/ })
  await expect(accept).toBeVisible({ timeout: 60_000 })
  await plan.getByRole('tab', { name: '排程图' }).click()
  await expect(plan.locator('.plan-tour').first()).toBeVisible()
  await accept.click()
  await expect(page.getByText(/已采用 \d+ 项变动/)).toBeVisible()
  await expect.poll(() => cards.count()).toBeLessThan(before)

  // 2. Why it is planned so can be read at the booking.
  const planned = page.locator('.booking[data-state="PLANNED"]').first()
  await planned.click()
  await expect(page.getByRole('dialog').getByText('为什么这样安排')).toBeVisible()
  await page.keyboard.press('Escape')

  // 3. An urgent case comes in on the phone: the assistant knows who could go, and one click sends the best.
  const subject = `全楼断电 ${Date.now()}`
  const urgent = await report(page, branch, 1, subject)
  const card = page.locator('.waiting li', { hasText: subject })
  await card.getByRole('button', { name: '推荐…' }).click()
  const advice = page.getByRole('dialog')
  await advice.getByRole('button', { name: /^安排/ }).first().click()
  await expect(page.getByText(/已安排/).first()).toBeVisible()
  await expect(card).toHaveCount(0)

  // 4. Its customer would rather have another time, and takes one of those in which somebody can really come.
  const { about } = await json<{ about: { trackingToken: string } }>(page.request, `/api/cases/${urgent.id}`)
  const phone = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  })
  const customer = await phone.newPage()
  await customer.goto(`/portal/t/${about.trackingToken}`)
  await customer.getByRole('button', { name: '改约上门时间' }).click()
  const times = customer.locator('.portal-windows button')
  const [opens = '', closes = ''] = ((await times.last().textContent()) ?? '').split('–')
  await times.last().click()
  await customer.getByRole('button', { name: '改到这个时段' }).click()
  await expect(customer.getByText('已改约')).toBeVisible()
  await expect(times).toHaveCount(0)
  const [visit] = await json<{ startsAt: string }[]>(page.request, `/api/dispatch/bookings?caseId=${urgent.id}`)
  const starts = new Date(visit?.startsAt ?? 0).toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'short' })
  expect(starts >= opens && starts < closes, `${starts} in ${opens}–${closes}`).toBe(true)
  await phone.close()

  // 5. Two visits go back to those that wait, in one go, and come back just so.
  const waits = await cards.count()
  const moves = page.locator('.booking[data-state="PLANNED"][data-moves="true"]')
  await moves.nth(0).click({ modifiers: ['ControlOrMeta'] })
  await moves.nth(1).focus()
  await page.keyboard.press('x')
  const bar = page.getByRole('toolbar', { name: '多选操作' })
  await expect(bar.getByText('已选 2 单')).toBeVisible()
  await bar.getByRole('button', { name: '退回待派工' }).click()
  await expect(cards).toHaveCount(waits + 2)
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(cards).toHaveCount(waits)

  // 6. An engineer calls in sick: others take over, at the times that customers know.
  const sick = page.locator('.board-row', { has: page.locator('.booking[data-state="PLANNED"]') }).first()
  const name = (await sick.getAttribute('aria-label')) ?? ''
  await sick.getByRole('button', { name: `${name}的操作` }).click()
  await page.getByRole('menuitem', { name: '今天不能来，找人接手…' }).click()
  await expect(accept).toBeVisible({ timeout: 60_000 })
  await accept.click()
  await expect(accept).toHaveCount(0)
  await expect(page.getByRole('region', { name, exact: true }).locator('.booking[data-state="PLANNED"]')).toHaveCount(0)

  // 7. The day from above.
  await page.goto(`/dispatch?day=${DAY}&branch=${branch}&view=map`)
  await expect(page.locator('.map-route').first()).toBeVisible()
})
