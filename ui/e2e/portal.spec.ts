import { type APIRequestContext, expect, type Page } from '@playwright/test'
import { test } from './steps'

const PHONE = { width: 390, height: 844 }
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC',
  'base64',
)

/** Somebody at the desk, working through the API. */
async function desk(request: APIRequestContext) {
  const token = async () => {
    const { cookies } = await request.storageState()
    return cookies.find(({ name }) => name === 'XSRF-TOKEN')?.value ?? ''
  }
  const post = async (path: string, data: unknown) => {
    const answer = await request.post(path, { data, headers: { 'X-XSRF-TOKEN': await token() } })
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
    return answer
  }
  await request.get('/api/public/about')
  await post('/api/session', { login: 'desk', password: 'aftercare' })
  const idOf = async (number: string) => {
    const found = await (await request.get(`/api/cases?words=${number}`)).json()
    return found.rows[0].id as string
  }
  return { post, idOf }
}

async function report(page: Page) {
  await page.goto('/portal')
  await page.getByRole('link', { name: /我要报修/ }).click()
  await page.getByText('异响/异味/破损', { exact: true }).click()
  await page.getByRole('button', { name: '过热或有焦味' }).click()
  await page.getByLabel('具体情况').fill('配电箱过热，有焦味')
  await page.locator('input[type=file]').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: PICTURE })
  await page.getByText('勉强能用，影响很大', { exact: true }).click()
  await page.getByLabel('单位名称').fill('嘉禾纺织有限公司')
  await page.getByLabel('怎么称呼您').fill('周敏')
  await page.getByLabel('手机号').fill('138 0000 7788')
  await page.getByRole('button', { name: '提交报修' }).click()
  await expect(page.getByRole('heading', { name: '已收到您的报修' })).toBeVisible()
  return (await page.locator('.portal-done > strong').textContent()) ?? ''
}

test.use({ viewport: PHONE, hasTouch: true, isMobile: true })

test('a fault is reported, followed, rejected, accepted and rated without an account', async ({ page, playwright, baseURL }) => {
  const number = await report(page)
  expect(number).toMatch(/^SO-\d{4}-\d{6}$/)
  await page.getByRole('link', { name: '查看进度' }).click()
  await expect(page.getByRole('heading', { name: '已收到，正在安排处理' })).toBeVisible()
  await expect(page.getByText('答复您')).toBeVisible()
  await expect(page.locator('.portal-photos img')).toHaveCount(1)

  const office = await playwright.request.newContext(baseURL ? { baseURL } : {})
  const { post, idOf } = await desk(office)
  const id = await idOf(number)

  await post(`/api/cases/${id}/notes`, { text: '工程师正在核对备件', visibleToCustomer: true })
  await expect(page.getByText('工程师正在核对备件'), 'without reloading').toBeVisible()

  await page.getByPlaceholder('写点什么…').fill('好的，下午两点后都在')
  await page.getByRole('button', { name: '发送' }).click()
  await expect(page.locator('.portal-talk li[data-side=mine]').getByText('好的，下午两点后都在')).toBeVisible()

  await post(`/api/cases/${id}/resolve`, { summary: '重新压接端子，已降温' })
  await expect(page.getByRole('heading', { name: '处理完成，请您确认' })).toBeVisible()
  await page.getByRole('button', { name: '还有问题' }).click()
  await page.getByRole('button', { name: '提交，请继续处理' }).click()
  await expect(page.getByText('请说明哪里没有解决')).toBeVisible()
  await page.getByLabel('具体情况').fill('两小时后又发热')
  await page.getByRole('button', { name: '提交，请继续处理' }).click()
  await expect(page.getByRole('heading', { name: '已重新受理，继续处理' })).toBeVisible()

  await post(`/api/cases/${id}/resolve`, { summary: '更换空开' })
  await page.getByRole('button', { name: '已解决' }).click()
  await page.getByRole('button', { name: '确认验收' }).click()
  await expect(page.getByRole('heading', { name: '服务已完成' })).toBeVisible()

  await page.getByText('良好', { exact: true }).first().click()
  await page.getByText('9', { exact: true }).click()
  await page.getByRole('button', { name: '提交评价' }).click()
  await expect(page.getByText('您的评价：良好')).toBeVisible()
  await office.dispose()
})

test('a case is found again by its number and phone, and not with another phone', async ({ page, context }) => {
  const number = await report(page)
  await context.clearCookies()
  await page.goto('/portal')
  await page.getByLabel('服务单号').fill(number.toLowerCase())
  await page.getByLabel('报修时留的手机号').fill('13900000000')
  await page.getByRole('button', { name: '查询' }).click()
  await expect(page.getByRole('alert')).toContainText('没有查到')
  await page.getByLabel('报修时留的手机号').fill('+86 13800007788')
  await page.getByRole('button', { name: '查询' }).click()
  await expect(page.getByText(number)).toBeVisible()
})

test('a form that cannot be sent keeps every word and is sent once when the line is back', async ({ page, context }) => {
  await page.goto('/portal/report')
  await page.getByRole('button', { name: '提交报修' }).click()
  await expect(page.getByText('请简单描述一下问题')).toBeVisible()
  await page.getByLabel('具体情况').fill('水泵不转')
  await page.getByText('完全停了，工作无法进行', { exact: true }).click()
  await page.getByLabel('单位名称').fill('嘉禾纺织有限公司')
  await page.getByLabel('手机号').fill('13800007799')
  await page.reload()
  await expect(page.getByLabel('具体情况')).toHaveValue('水泵不转')
  await context.setOffline(true)
  await page.getByRole('button', { name: '提交报修' }).click()
  await expect(page.getByRole('alert')).toContainText('连接不上服务器')
  await context.setOffline(false)
  await page.getByRole('button', { name: '重新提交' }).click()
  await expect(page.getByRole('heading', { name: '已收到您的报修' })).toBeVisible()
})

test('a link that opens nothing offers another way', async ({ page }) => {
  await page.goto('/portal/t/not-a-link')
  await expect(page.getByText('打不开这个链接')).toBeVisible()
  await expect(page.getByLabel('服务单号')).toBeVisible()
})

test('a company sees its own cases, devices and visits', async ({ page }) => {
  await page.goto('/portal/my')
  await expect(page).toHaveURL(/\/portal\/sign-in/)
  await page.getByLabel('账号', { exact: true }).fill('customer1')
  await page.locator('input[type=password]').fill('aftercare')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page).toHaveURL(/\/portal\/my$/)
  await page.getByText('设备', { exact: true }).click()
  await page.locator('.portal-row').first().click()
  await expect(page.getByRole('button', { name: '提交报修' }).or(page.getByText('报修内容'))).toBeVisible()
})
