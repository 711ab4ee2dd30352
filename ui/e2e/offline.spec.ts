import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from './browser'
import { as, HERE, PHONE, scribble, signIn, test } from './steps'

const LATER = Number(process.env.JOURNEY_DAY ?? 2) + 4
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now() + LATER * 86_400_000)

const WHOLE = `地下二层泵房控制柜报警 ${DAY}`
const DISPUTED = `屋顶气象站不上传 ${DAY}`

/** A phone with a memory of its own, that can be killed and switched on again. */
async function phone(baseURL: string, memory: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(memory, {
    executablePath: await findChromium(),
    args: CHROMIUM_ARGS,
    baseURL,
    ...HERE,
    ...PHONE,
    geolocation: { latitude: 30.25, longitude: 120.16 },
    permissions: ['geolocation'],
  })
}

/** What a page of ours asks, as it asks it. */
const ask = <T>(page: Page, method: string, path: string, body?: unknown): Promise<T> =>
  page.evaluate(
    async ([method, path, body]) => {
      const token = decodeURIComponent(/XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1] ?? '')
      const answer = await fetch(`/api${path}`, {
        method: method as string,
        headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token },
        body: body === undefined ? null : JSON.stringify(body),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
      return text ? JSON.parse(text) : undefined
    },
    [method, path, body] as const,
  ) as Promise<never>

type Booked = { case: string; visit: string; booking: { id: string; version: number } }

/** A fault at the customer's, planned for the engineer. */
async function planned(
  desk: Page,
  dispatcher: Page,
  engineer: { id: string; branch: string },
  hour: string,
  subject: string,
): Promise<Booked> {
  const devices = await ask<{ rows: { id: string }[] }>(desk, 'GET', `/devices?branch=${engineer.branch}`)
  const opened = await ask<{ id: string }>(desk, 'POST', '/cases', {
    channel: 'PHONE',
    kind: 'repair',
    severity: 3,
    subject,
    contactName: '沈国梁',
    contactPhone: '13800001001',
    device: devices.rows.at(0)?.id,
    take: true,
  })
  const from = new Date(`${DAY}T${hour}:00+08:00`)
  const booking = await ask<{ booking: { id: string; version: number } }>(dispatcher, 'POST', '/dispatch/bookings', {
    caseId: opened.id,
    engineerId: engineer.id,
    startsAt: from.toISOString(),
    endsAt: new Date(from.getTime() + 3_600_000).toISOString(),
    note: '',
  })
  const visits = await visitsOf(desk, opened.id)
  return { case: opened.id, visit: visits[0]?.id ?? '', booking: booking.booking }
}

type CaseVisit = { id: string; status: string }

const visitsOf = (page: Page, id: string) => ask<CaseVisit[]>(page, 'GET', `/visits?caseId=${id}`)

/** Waits until the phone has its programs and all of the visits. */
async function packed(page: Page, ...visits: string[]) {
  await page.goto('/field?on=later')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.reload()
  await expect
    .poll(
      () =>
        page.evaluate(async (visits) => {
          const opening = indexedDB.open('aftercare-field')
          const db = await new Promise<IDBDatabase>((done) => {
            opening.onsuccess = () => done(opening.result)
          })
          const reading = db.transaction('kept').objectStore('kept').getAll()
          const kept = await new Promise<{ hash: string; data: unknown }[]>((done) => {
            reading.onsuccess = () => done(reading.result)
          })
          db.close()
          const mine = JSON.stringify(kept.find(({ hash }) => hash.includes('"mine"'))?.data)
          return visits.every((id) => mine?.includes(id) && kept.filter(({ hash }) => hash.includes(id)).length >= 3)
        }, visits),
      { timeout: 30_000 },
    )
    .toBe(true)
}

/** A picture as a camera makes it: noise, so that it does not get smaller. */
function picture(seed: number): Buffer {
  const side = 320
  const rows = Buffer.alloc(side * (side * 3 + 1))
  let state = seed * 7919 + 1
  for (let at = 0; at < rows.length; at++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    rows[at] = at % (side * 3 + 1) === 0 ? 0 : state & 255
  }
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data])
    const whole = Buffer.alloc(body.length + 8)
    whole.writeUInt32BE(data.length)
    body.copy(whole, 4)
    whole.writeUInt32BE(crc32(body), body.length + 4)
    return whole
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const photos = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({ name: `现场${from + n}.png`, mimeType: 'image/png', buffer: picture(from + n) }))

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

test('a phone without a net: a whole visit survives the phone dying, and what the office changed meanwhile is settled', async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(240_000)
  const memory = mkdtempSync(join(tmpdir(), 'phone-'))
  try {
    const desk = await as(browser, 'desk')
    const dispatcher = await as(browser, 'dispatch')
    let context = await phone(baseURL ?? '', memory)
    let page = await signIn(await context.newPage(), 'engineer1')
    const me = await ask<{ user: { id: string }; roles: { branchId: string }[] }>(page, 'GET', '/session')
    const engineer = { id: me.user.id, branch: me.roles[0]?.branchId ?? '' }
    const whole = await planned(desk, dispatcher, engineer, '09:00', WHOLE)
    const disputed = await planned(desk, dispatcher, engineer, '14:00', DISPUTED)
    await packed(page, whole.visit, disputed.visit)

    // 1. Down in the basement: the phone starts without a net and everything is there.
    await context.setOffline(true)
    await page.reload()
    await expect(page.getByText('没有网络，照常工作')).toBeVisible()
    await page.locator('.field-card', { hasText: WHOLE }).click()
    await press(page, '接单')
    await press(page, '出发')
    await press(page, '我已到达')
    await press(page, '开始作业')
    await press(page, '填写服务报告单')
    await page.getByLabel('现场发现').fill('控制柜进水，端子锈蚀')
    await page.locator('input[type=file]').setInputFiles(photos(1, 6))
    await expect(page.getByText('6 / 12')).toBeVisible()
    await press(page, '下一步')
    await page.getByLabel('处理措施').fill('烘干、更换端子排，试运行正常')
    await page.getByLabel('故障原因').selectOption({ index: 2 })
    await press(page, '下一步')
    await page.getByText('已修复', { exact: true }).click()
    await page.locator('input[type=file]').setInputFiles(photos(7, 6))
    await expect(page.getByText('6 / 12')).toBeVisible()
    await press(page, '下一步')
    await press(page, '保存服务报告单')
    await press(page, '完成作业')
    await page.getByLabel('签字人').fill('沈国梁')
    await scribble(page)
    await press(page, '确认签字')
    await expect(page.getByText('任务完成')).toBeVisible()
    await expect(page.getByText('没有网络 · 19 项待发送')).toBeVisible()
    expect((await visitsOf(desk, whole.case))[0]?.status).toBe('PLANNED')

    // 2. The battery is empty. Switched on again, still without a net, nothing is gone.
    execFileSync('pkill', ['-9', '-f', memory])
    await context.close().catch(() => undefined)
    context = await phone(baseURL ?? '', memory)
    await context.clearCookies()
    await context.setOffline(true)
    page = await context.newPage()
    await page.goto('/field/queue')
    await expect(page.getByText('没有网络 · 19 项待发送')).toBeVisible()
    await expect(page.locator('.field-queue-photo')).toHaveCount(12)

    // 3. Back in the light the phone has forgotten who it is, not what was done: signed in again, it is sent in order, once.
    await context.setOffline(false)
    await page.getByRole('dialog').locator('input[type=password]').fill('aftercare')
    await press(page, '登录')
    await expect(page.getByText('全部已发送')).toBeVisible({ timeout: 60_000 })
    const [visit] = await visitsOf(desk, whole.case)
    expect(visit?.status).toBe('SIGNED')
    const kept = await ask<{ rows: { section: string }[] }>(desk, 'GET', `/documents?ownerKind=visit&ownerId=${visit?.id}`)
    expect(kept.rows.filter(({ section }) => section === 'before')).toHaveLength(6)
    expect(kept.rows.filter(({ section }) => section === 'after')).toHaveLength(6)
    await desk.goto(`/cases/${whole.case}`)
    const told = desk.locator('.timeline')
    await expect(told).toContainText('沈国梁在服务报告单')
    for (const once of ['工程师已出发', '工程师到达现场', '开始作业'])
      await expect(told.getByText(once, { exact: false })).toHaveCount(1)
    await page.goto(`/field/visits/${whole.visit}`)
    await expect(page.getByRole('link', { name: /服务报告单/ })).toBeVisible()

    // 4. Without a net again, while the office takes the next visit away: both sides stand, a person decides.
    await packed(page, disputed.visit)
    await context.setOffline(true)
    await page.locator('.field-card', { hasText: DISPUTED }).click()
    await press(page, '接单')
    await press(page, '我已到达')
    await ask(
      dispatcher,
      'DELETE',
      `/dispatch/bookings/${disputed.booking.id}?version=${disputed.booking.version}&reason=${encodeURIComponent('客户说不用来了')}`,
    )
    await context.setOffline(false)
    type Held = { rows: { caseId: string }[] }
    await expect
      .poll(
        async () => (await ask<Held>(dispatcher, 'GET', '/contradictions')).rows.some(({ caseId }) => caseId === disputed.case),
        {
          timeout: 60_000,
        },
      )
      .toBe(true)
    await expect(page.getByText(/处与计划不一致，等待公司处理/)).toBeVisible({ timeout: 30_000 })
    await dispatcher.goto('/contradictions')
    const held = dispatcher.locator('.panel', { hasText: DISPUTED })
    await expect(held).toContainText('已取消')
    await expect(held.locator('.contradiction-acts')).toContainText('到达')
    await held.getByRole('button', { name: '认可现场记录' }).click()
    await dispatcher.getByRole('dialog').getByRole('button', { name: '认可现场记录' }).click()
    await expect(held).toHaveCount(0)
    const visits = await visitsOf(desk, disputed.case)
    expect(visits.map(({ status }) => status).sort()).toEqual(['ARRIVED', 'CANCELLED'])
    await context.close()
  } finally {
    // A browser that is closing may still be writing.
    await expect.poll(() => gone(memory), { timeout: 30_000 }).toBe(true)
  }
})

function gone(folder: string) {
  try {
    rmSync(folder, { recursive: true, force: true })
    return true
  } catch {
    return false
  }
}
