import { type APIRequestContext, type Browser, test as base, expect, type Page } from '@playwright/test'

export const HERE = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }
export const DESK = { viewport: { width: 1440, height: 900 } }
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** Whoever has done their part goes home: no open page asks on behind the next journey's back. */
export const test = base.extend<{ home: undefined }>({
  home: [
    async ({ browser }, use) => {
      await use(undefined)
      for (const context of browser.contexts()) await context.close()
    },
    { auto: true },
  ],
})

export async function signIn(page: Page, login: string): Promise<Page> {
  await page.goto('/sign-in')
  await page.getByLabel('账号', { exact: true }).fill(login)
  await page.getByLabel('密码', { exact: true }).fill('aftercare')
  await page.locator('button[type=submit]').click()
  await expect(page).not.toHaveURL(/sign-in/)
  return page
}

/** A page of somebody who has signed in, on a device of their own. */
export async function as(browser: Browser, login: string, options: Parameters<Browser['newContext']>[0] = DESK): Promise<Page> {
  return signIn(await (await browser.newContext({ ...HERE, ...options })).newPage(), login)
}

export const json = async <T>(request: APIRequestContext, path: string) => (await (await request.get(path)).json()) as T

/** Signs with a finger or a mouse. */
export async function scribble(page: Page, area = page.getByLabel('签字区')) {
  const pad = await area.boundingBox()
  if (!pad) throw new Error('no pad')
  await page.mouse.move(pad.x + 30, pad.y + 40)
  await page.mouse.down()
  for (let i = 1; i <= 12; i++) await page.mouse.move(pad.x + 30 + i * 18, pad.y + 40 + (i % 2 ? 40 : 0), { steps: 3 })
  await page.mouse.up()
}

/** Changes something as whoever has signed in on this page. */
export async function send<T>(page: Page, method: 'POST' | 'PUT', path: string, data: object): Promise<T> {
  const token = (await page.context().cookies()).find((one) => one.name === 'XSRF-TOKEN')?.value ?? ''
  const answer = await page.request.fetch(path, { method, headers: { 'X-XSRF-TOKEN': token }, data })
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}
