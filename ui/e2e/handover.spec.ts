import { expect, type Page } from '@playwright/test'
import { as, json, scribble, send, test } from './steps'

type Named = { id: string; name: string; version: number }

/** Accepted two years ago for one year, with one device: its warranty is over and its retention money is due. */
async function anOldProject(page: Page) {
  const session = await json<{ user: { name: string }; roles: { branchId: string }[] }>(page.request, '/api/session')
  const branchId = session.roles[0]?.branchId ?? ''
  const like = (await json<{ rows: { id: string }[] }>(page.request, `/api/devices?branch=${branchId}`)).rows[0]?.id
  const device = await json<{ customerId: string; siteId: string; productId: string }>(page.request, `/api/devices/${like}`)
  const stamp = Date.now().toString(36)
  const project = await send<Named>(page, 'POST', '/api/projects', {
    name: `泵房改造 ${stamp}`,
    customerId: device.customerId,
    branchId,
    warrantyMonths: 12,
    version: 0,
  })
  const accepted = new Date(Date.now() - 730 * 86_400_000).toISOString().slice(0, 10)
  await send(page, 'PUT', `/api/projects/${project.id}/acceptance`, {
    acceptedOn: accepted,
    warrantyMonths: 12,
    version: project.version,
  })
  const pump = await send<Named>(page, 'POST', '/api/devices', {
    customerId: device.customerId,
    branchId,
    siteId: device.siteId,
    projectId: project.id,
    productId: device.productId,
    serial: `E2E-${stamp}`,
    name: '一号泵',
    location: '地下泵房',
    installedOn: accepted,
    acceptedOn: null,
    deliveredOn: null,
    soldOn: null,
    warrantyMonths: null,
    note: '',
    version: 0,
  })
  return { project, pump, me: session.user.name }
}

const panel = (page: Page, title: string) =>
  page.locator('.panel', { has: page.getByRole('heading', { name: title, exact: true }) })

test('retention money waits for an open fault, a warranty is disputed, and a project comes to after-sales with its archive', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const page = await as(browser, 'manager')
  const { project, pump, me } = await anOldProject(page)

  // 1. Five per cent are held back, and due: the warranty ended a year ago. But there is a fault.
  const fault = await send<{ id: string }>(page, 'POST', '/api/cases', {
    channel: 'PHONE',
    kind: 'repair',
    severity: 3,
    subject: '一号泵异响',
    description: '',
    device: pump.id,
    take: true,
    contactName: '周敏',
    contactPhone: '13800007713',
  })
  await page.goto(`/projects/${project.id}`)
  await panel(page, '质保金').getByRole('button', { name: '登记质保金' }).click()
  await page.getByLabel('合同价款').fill('200000')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /保\s*存/ })
    .click()
  await panel(page, '质保金')
    .getByRole('link', { name: /10,000\.00/ })
    .click()
  await expect(page.getByText('1 个故障或投诉未办结，暂不能收款')).toBeVisible()
  await expect(panel(page, '收款障碍').getByRole('link', { name: '一号泵异响' })).toBeVisible()
  const money = page.url()
  await page.getByRole('button', { name: '登记收款、扣减或保函' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /保\s*存/ })
    .click()
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible()

  // 2. The warranty is over, so the repair would be paid; the customer objects, and the manager lets it be.
  await page.goto(`/cases/${fault.id}`)
  const decision = panel(page, '有偿/无偿')
  await expect(decision.locator('.status-tag')).toHaveText('收费')
  await expect(decision, 'the reason is told').toContainText('质保')
  await decision.getByRole('button', { name: /改\s*判/ }).click()
  await decision.getByText('善意免费', { exact: true }).click()
  await page.getByLabel('理由（客户会看到）').fill('客户对质保期有异议，老客户首次，免费处理')
  await decision.getByRole('button', { name: /保\s*存/ }).click()
  await expect(decision.locator('.status-tag')).toHaveText('善意免费')
  await expect(decision).toContainText(me)

  // 3. The fault is put right; nothing stands in the way any more, and the money is paid.
  await page.getByRole('button', { name: '标记解决' }).click()
  await page.getByLabel('怎么解决的？客户会看到').fill('更换轴承，试运行正常')
  await page.getByRole('dialog').getByRole('button', { name: '标记解决' }).click()
  await expect(page.getByText('待验收').first()).toBeVisible()
  await page.goto(money)
  await expect(page.getByText('没有未办结的故障或投诉')).toBeVisible()
  await page.getByRole('button', { name: '登记收款、扣减或保函' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /保\s*存/ })
    .click()
  await expect(page.getByRole('row').filter({ hasText: '收回' })).toContainText('¥0.00')

  // 4. The project is handed over with one paper missing, which somebody promises to bring.
  await page.goto(`/projects/${project.id}`)
  await page.getByRole('button', { name: '开始移交' }).click()
  await expect(page).toHaveURL(/handovers/)
  const handover = page.url().split('/').at(-1)
  for (const paper of ['使用与维护手册', '合格证与检测报告', '系统配置备份', '账号密码清单（密封）', '质保书']) {
    await page.getByRole('checkbox', { name: paper }).check()
  }
  await page.getByRole('switch').click()
  await page.getByLabel('受训人数').fill('6')
  await page.getByRole('button', { name: '双方签字' }).click()
  await expect(page.getByRole('alert').first(), 'a missing paper needs an item').toBeVisible()
  await page.getByRole('button', { name: '加一项' }).click()
  const item = page.locator('.handover-item')
  await choose(page, item.getByLabel('类别'), '资料')
  await item.getByLabel('事项').fill('补交竣工图两套')
  await choose(page, item.getByLabel('负责人'), me)
  const due = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  await item.getByLabel('完成日期').fill(due)
  await item.getByLabel('完成日期').press('Enter')
  await page.getByRole('button', { name: '双方签字' }).click()
  const signing = page.getByRole('dialog', { name: '双方签字' })
  await signing.getByLabel('移交方').fill('工程部 王工')
  await signing.getByLabel('接收方').fill('售后部 李工')
  for (const pad of await signing.getByLabel('签字区').all()) await scribble(page, pad)
  await signing.getByRole('button', { name: '双方签字' }).click()
  await expect(page.getByText('服务中').first()).toBeVisible()
  await expect(page.getByText('补交竣工图两套')).toBeVisible()
  const { items } = await json<{ items: { id: string }[] }>(page.request, `/api/handovers/${handover}`)
  const promised = await json<{ code: string; state: string }[]>(
    page.request,
    `/api/promises?subjectKind=handover-item&subjectId=${items[0]?.id}`,
  )
  expect(promised.map(({ code, state }) => `${code} ${state}`)).toEqual(['handover-item RUNNING'])

  // 5. The archive has taken the signed hand-over by itself and says what is still missing.
  await page.getByRole('link', { name: '项目档案', exact: true }).last().click()
  await expect(page.getByText(/15 种必备资料，缺 14 种/)).toBeVisible()
  await page
    .getByRole('navigation', { name: '归档范围' })
    .getByRole('button', { name: /^.*移交/ })
    .click()
  const paper = page.getByRole('link', { name: /项目移交单/ })
  await expect(paper).toBeVisible()
  const file = await page.request.get((await paper.getAttribute('href')) ?? '')
  expect(file.headers()['content-type']).toContain('application/pdf')
  await page.goto('/handovers?standing=OPEN')
  await expect(page.getByRole('row').filter({ hasText: project.name })).toContainText('1 / 1 项未办结')
})

async function choose(page: Page, select: ReturnType<Page['locator']>, option: string) {
  await select.click()
  await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).first().click()
}
