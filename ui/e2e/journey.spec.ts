import { expect, type Page } from '@playwright/test'
import { as, json, PHONE, scribble, send, test } from './steps'

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC',
  'base64',
)
const LATER = Number(process.env.JOURNEY_DAY ?? 2)
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now() + LATER * 86_400_000)

test('one case, from the label on the device to the rating', async ({ browser }) => {
  test.setTimeout(240_000)

  // A device with a label, and an engineer of its branch who is free the day after tomorrow.
  const dispatcher = await as(browser, 'dispatch')
  const desk = await as(browser, 'desk')
  const engineerPage = await as(browser, 'engineer1', {
    ...PHONE,
    geolocation: { latitude: 30.25, longitude: 120.16 },
    permissions: ['geolocation'],
  })
  const me = await json<{ user: { id: string; name: string }; roles: { branchId: string }[] }>(
    engineerPage.request,
    '/api/session',
  )
  const branch = me.roles[0]?.branchId ?? ''
  type Devices = { rows: { id: string; branchId?: string; openCases?: number }[] }
  const devices = await json<Devices>(desk.request, `/api/devices?branch=${branch}`)
  const device = await json<{ id: string; qrToken: string; name: string }>(
    desk.request,
    `/api/devices/${devices.rows.at(-1)?.id}`,
  )

  const hazard = await send<{ id: string }>(dispatcher, 'POST', '/api/hazards', {
    scope: 'DEVICE',
    aboutId: device.id,
    words: { title: '断电后电容带电', measures: '放电五分钟', risk: 'HIGH', contactConfirms: false, certificate: null },
  })

  // 1. The customer scans the label and reports, without an account.
  await desk.goto('/cases')
  const phone = await (await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...PHONE })).newPage()
  await phone.goto(`/portal/d/${device.qrToken}`)
  await phone.getByLabel('具体情况').fill('机器突然停了，指示灯全灭')
  await phone.locator('input[type=file]').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: PICTURE })
  await phone.getByText('勉强能用，影响很大', { exact: true }).click()
  await phone.getByLabel('怎么称呼您').fill('周敏')
  await phone.getByLabel('手机号').fill('138 0000 7711')
  await phone.getByRole('button', { name: '提交报修', exact: true }).click()
  await expect(phone.getByRole('heading', { name: '已收到您的报修', exact: true })).toBeVisible()
  const number = ((await phone.locator('.portal-done > strong').textContent()) ?? '').trim()
  await phone.getByRole('link', { name: '查看进度', exact: true }).click()
  await expect(phone.getByText('答复您')).toBeVisible()

  // 2. It is on the desk without reloading, with device, warranty and clocks; the desk sorts it.
  await desk.getByText(number).waitFor()
  await desk.getByRole('row').filter({ hasText: number }).getByRole('link').first().click()
  await expect(desk.getByRole('heading', { name: number })).toBeVisible()
  await expect(desk.getByText(device.name, { exact: false }).first()).toBeVisible()
  await expect(desk.locator('.promise-card')).toHaveCount(3)
  await desk
    .locator('.panel', { has: desk.getByRole('heading', { name: '分诊', exact: true }) })
    .getByRole('button', { name: /修\s*改/ })
    .click()
  await desk.getByRole('radio', { name: /^2/ }).check()
  await desk.getByRole('button', { name: /保\s*存/ }).click()
  await expect(desk.locator('.case-head .severity-mark')).toHaveAttribute('data-severity', '2')
  await expect(desk.locator('.promise-card').first()).toHaveAttribute('data-state', 'KEPT')
  await desk
    .locator('.panel', { has: desk.getByRole('heading', { name: '有偿/无偿', exact: true }) })
    .getByRole('button', { name: /改\s*判/ })
    .click()
  await desk.getByText('收费', { exact: true }).click()
  await desk.getByLabel('理由（客户会看到）').fill('外部电源浪涌造成，按合同收费')
  await desk.getByRole('button', { name: /保\s*存/ }).click()
  await expect(desk.getByText('外部电源浪涌造成，按合同收费').first()).toBeVisible()

  // 3. The dispatcher drags it onto the engineer's day; the same hour cannot be given twice.
  await dispatcher.goto(`/dispatch?day=${DAY}&branch=${branch}`)
  const row = dispatcher.getByRole('region', { name: me.user.name })
  const track = row.locator('[data-track]')
  await drop(dispatcher, dispatcher.locator('.waiting li', { hasText: number }), track)
  await expect(row.locator('.booking', { hasText: '机器突然停了' })).toBeVisible()
  await expect(dispatcher.locator('.waiting li', { hasText: number })).toHaveCount(0)
  const other = dispatcher.locator('.waiting li').first()
  await drop(dispatcher, other, track)
  await expect(
    dispatcher
      .getByText('没有安排成功')
      .or(dispatcher.getByText(/时间冲突/))
      .first(),
  ).toBeVisible()

  // 4. The engineer accepts, sets out, arrives, writes the report and lets the customer sign.
  await engineerPage.goto('/field')
  await engineerPage.getByText(/^更多/).first().click()
  await engineerPage.getByText('机器突然停了').last().click()
  await engineerPage.getByRole('button', { name: '接单', exact: true }).click()
  await engineerPage.getByRole('button', { name: '出发', exact: true }).click()
  await expect(phone.getByText(me.user.name).first(), 'the customer sees who comes').toBeVisible()
  await engineerPage.getByRole('button', { name: '我已到达', exact: true }).click()
  await engineerPage.getByRole('button', { name: '开始作业', exact: true }).click()
  await expect(engineerPage.getByText('请先确认安全交底再开工')).toBeVisible()
  await engineerPage.getByRole('button', { name: '进行安全交底', exact: true }).click()
  await expect(engineerPage.getByText('放电五分钟')).toBeVisible()
  await engineerPage.getByRole('button', { name: '已了解，措施已落实', exact: true }).click()
  await engineerPage.getByRole('button', { name: '开始作业', exact: true }).click()
  await engineerPage
    .getByRole('link', { name: '填写服务报告单', exact: true })
    .or(engineerPage.getByRole('button', { name: '填写服务报告单', exact: true }))
    .first()
    .click()
  await engineerPage.getByLabel('现场发现').fill('开关电源无输出，压敏电阻烧黑')
  await next(engineerPage)
  await engineerPage.getByLabel('处理措施').fill('更换开关电源，加装浪涌保护器，试机正常')
  await engineerPage.getByLabel('故障原因').selectOption({ index: 2 })
  await next(engineerPage)
  await engineerPage.getByText('已修复', { exact: true }).click()
  await next(engineerPage)
  await engineerPage.getByRole('button', { name: '保存服务报告单', exact: true }).click()
  await engineerPage.getByRole('button', { name: '完成作业', exact: true }).click()
  await engineerPage.getByLabel('签字人').fill('周敏')
  await scribble(engineerPage)
  await engineerPage.getByRole('button', { name: '确认签字', exact: true }).click()
  await expect(engineerPage.getByText('任务完成')).toBeVisible()
  await send(dispatcher, 'POST', `/api/hazards/${hazard.id}/retire`, { retired: true })

  // 5. The customer gets the report as a PDF, accepts and rates.
  await expect(phone.getByRole('heading', { name: '处理完成，请您确认', exact: true })).toBeVisible()
  const report = await phone.request.get((await phone.locator('a[download]').first().getAttribute('href')) ?? '')
  expect(report.headers()['content-type']).toContain('application/pdf')
  await phone.getByRole('button', { name: '已解决', exact: true }).click()
  await phone.getByRole('button', { name: '确认验收', exact: true }).click()
  await expect(phone.getByRole('heading', { name: '服务已完成', exact: true })).toBeVisible()
  await phone.getByText('优秀', { exact: true }).first().click()
  await phone.getByRole('button', { name: '提交评价', exact: true }).click()
  await expect(phone.getByText('您的评价：优秀')).toBeVisible()

  // 6. The manager sees what happened, what was kept, and today's numbers.
  const manager = await as(browser, 'manager')
  await manager.goto(`/cases?group=ALL&words=${number}`)
  await manager.getByRole('row').filter({ hasText: number }).getByRole('link').first().click()
  await expect(manager.locator('.timeline')).toContainText('客户验收通过')
  await expect(manager.locator('.timeline')).toContainText('周敏在服务报告单')
  await expect(manager.locator('.promise-card[data-state="KEPT"]')).toHaveCount(3)
  await manager.goto('/overview')
  await expect(manager.locator('main h1')).toBeVisible()
  await expect(manager.locator('main svg').first()).toBeVisible()
})

/** Drags with the mouse to the middle of a track. */
async function drop(page: Page, card: ReturnType<Page['locator']>, track: ReturnType<Page['locator']>) {
  await card.scrollIntoViewIfNeeded()
  await track.scrollIntoViewIfNeeded()
  const from = await card.boundingBox()
  const to = await track.boundingBox()
  if (!from || !to) throw new Error('nothing to drag')
  await page.mouse.move(from.x + 20, from.y + 14)
  await page.mouse.down()
  await page.mouse.move(from.x + 60, from.y + 20, { steps: 4 })
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 12 })
  await page.mouse.up()
}

const next = (page: Page) => page.getByRole('button', { name: '下一步', exact: true }).click()
