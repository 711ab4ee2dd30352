import { type Browser, expect, type Page, test } from '@playwright/test'

const OUT = '../docs/img'
const DESK = { width: 1280, height: 720 }
const PHONE = { width: 390, height: 844 }

/** A page of somebody who is signed in; `-` is a customer without an account. */
async function as(browser: Browser, login: string, options: Parameters<Browser['newContext']>[0]): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options })
  const page = await context.newPage()
  if (login === '-') return page
  await page.goto('/sign-in')
  await page.getByLabel('账号', { exact: true }).fill(login)
  await page.getByLabel('密码', { exact: true }).fill('aftercare')
  await page.locator('button[type=submit]').click()
  await expect(page).not.toHaveURL(/sign-in/)
  return page
}

async function picture(page: Page, path: string, name: string) {
  await page.goto(path)
  await expect(page.locator('h1').first()).toBeVisible()
  await page.waitForLoadState('networkidle', { timeout: 8000 }).catch(() => undefined)
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: `${OUT}/${name}.png`, animations: 'disabled' })
}

test('desk', async ({ browser }) => {
  const manager = await as(browser, 'service', { viewport: DESK })
  await picture(manager, '/', 'start')
  await picture(manager, '/cases', 'worklist')
  const first = await manager.locator('table a[href^="/cases/"]').first().getAttribute('href')
  await picture(manager, first ?? '/cases', 'case')
  await picture(manager, '/overview', 'overview')
})

test('board, light and dark', async ({ browser }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const dispatcher = await as(browser, 'dispatch', { viewport: DESK, colorScheme })
    await picture(dispatcher, '/dispatch', colorScheme === 'dark' ? 'board-dark' : 'board')
  }
})

test('what the planner says', async ({ browser }) => {
  test.setTimeout(180_000)
  const page = await as(browser, 'dispatch', { viewport: DESK })
  const shot = async (name: string) => {
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))))
    await page.screenshot({ path: `${OUT}/${name}.png`, animations: 'disabled' })
  }
  const day = new Date(Date.now() + 86_400_000)
  while ([0, 6].includes(day.getUTCDay())) day.setTime(day.getTime() + 86_400_000)
  const board = `/dispatch?day=${day.toISOString().slice(0, 10)}`
  const found = page.getByRole('dialog', { name: '排程方案' }).getByRole('button', { name: /^采用/ })

  await page.goto(board)
  await page.locator('.waiting li').nth(1).getByRole('button', { name: '推荐…' }).click()
  await expect(page.locator('.advice-offers').first()).toBeVisible()
  await shot('advice')

  await page.goto(board)
  await page.getByRole('button', { name: '自动排程' }).click()
  await page.getByRole('button', { name: '开始排程' }).click()
  await expect(found).toBeVisible({ timeout: 60_000 })
  await page.getByRole('tab', { name: '排程图' }).click()
  await shot('plan')
  await page.getByRole('button', { name: '放弃' }).click()
  await expect(found).toHaveCount(0)

  await page.goto(board)
  const sick = page.locator('.board-row', { has: page.locator('.booking[data-moves="true"]') }).first()
  await sick.getByRole('button', { name: /的操作$/ }).click()
  await page.getByRole('menuitem', { name: '今天不能来，找人接手…' }).click()
  await expect(found).toBeVisible({ timeout: 60_000 })
  await shot('sick')
})

test('what stands where, and the money that is held', async ({ browser }) => {
  const manager = await as(browser, 'manager', { viewport: DESK })
  await picture(manager, '/installed-base', 'installed-base')
  await picture(manager, '/retention', 'retention')
  await picture(manager, '/archives', 'archive')
  await manager.goto('/letters')
  const letter = await manager.locator('table a[href^="/letters/"]').first().getAttribute('href')
  await picture(manager, letter ?? '/letters', 'letter')
})

test('phone and portal', async ({ browser }) => {
  const phone = { viewport: PHONE, hasTouch: true, isMobile: true }
  await picture(await as(browser, 'engineer1', phone), '/field', 'field')

  const desk = await as(browser, 'desk', { viewport: DESK })
  const json = async <T>(path: string) => (await (await desk.request.get(path)).json()) as T
  const devices = await json<{ rows: { id: string }[] }>('/api/devices')
  const device = await json<{ qrToken: string }>(`/api/devices/${devices.rows[0]?.id}`)
  const customer = await as(browser, '-', phone)
  await picture(customer, `/portal/d/${device.qrToken}`, 'portal-report')

  const cases = await json<{ rows: { id: string; stage: string }[] }>('/api/cases?group=OPEN')
  const shown = cases.rows.find(({ stage }) => stage === 'on-site') ?? cases.rows[0]
  const { about } = await json<{ about: { trackingToken: string } }>(`/api/cases/${shown?.id}`)
  await picture(customer, `/portal/t/${about.trackingToken}`, 'portal-track')

  const dispatcher = await as(browser, 'dispatch', { viewport: DESK })
  const from = new Date(Date.now() + 86_400_000).toISOString()
  const to = new Date(Date.now() + 5 * 86_400_000).toISOString()
  const board = (await (await dispatcher.request.get(`/api/dispatch/board?from=${from}&to=${to}`)).json()) as {
    bookings: { state: string; serviceCase: { id: string } }[]
  }
  const visit = board.bookings.find(({ state }) => state === 'PLANNED' || state === 'CONFIRMED')
  const moved = await json<{ about: { trackingToken: string } }>(`/api/cases/${visit?.serviceCase.id}`)
  await customer.goto(`/portal/t/${moved.about.trackingToken}`)
  await customer.getByRole('button', { name: '改约上门时间' }).click()
  const times = customer.locator('.portal-windows button')
  await times.nth(1).click()
  await customer.locator('.portal-kept').waitFor()
  await customer.screenshot({ path: `${OUT}/portal-rebook.png`, animations: 'disabled' })
})
