import { expect } from '@playwright/test'
import { test } from './steps'

test('a page of the desk asks to sign in first, and leads back', async ({ page }) => {
  await page.goto('/users?words=0013')
  await expect(page).toHaveURL('/sign-in?next=%2Fusers%3Fwords%3D0013')
  await expect(page.getByRole('heading', { name: '安心售后' })).toBeVisible()
})

test('a wrong password is told, and the account stays', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('账号', { exact: true }).fill('nobody-of-this-name')
  await page.getByLabel('密码').fill('a guess')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('alert')).toHaveText('账号或密码不正确')
  await expect(page.getByLabel('账号', { exact: true })).toHaveValue('nobody-of-this-name')
})

test('every face opens by a deep link', async ({ page }) => {
  const inTheBrowser: string[] = []
  page.on('pageerror', (error) => inTheBrowser.push(error.message))
  await page.goto('/field/visits/unknown')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Ffield%2Fvisits%2Funknown$/)
  const portal = await page.goto('/portal/somewhere')
  expect(portal?.headers()['content-type']).toContain('text/html')
  await expect(page.getByText('没有找到这个页面')).toBeVisible()
  expect(inTheBrowser).toEqual([])
})

test('the portal never loads the office', async ({ page }) => {
  const loaded: string[] = []
  page.on('request', (request) => loaded.push(request.url()))
  await page.goto('/portal')
  await page.waitForLoadState('networkidle')
  expect(loaded.filter((url) => /antd|echarts/.test(url))).toEqual([])
})

test('the language is chosen at the door and stays', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: '语言' }).click()
  await page.getByRole('menuitem', { name: 'English' }).click()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
})

test('the phone desk keeps what was typed through a reload and saves it as a case', async ({ page }) => {
  await page.goto('/sign-in?next=%2Fcases%2Fnew')
  await page.getByLabel('账号', { exact: true }).fill('desk')
  await page.getByLabel('密码', { exact: true }).fill('aftercare')
  await page.locator('button[type=submit]').click()
  await page.getByLabel('客户描述').fill('地下车库道闸抬不起来。早上八点开始的')
  await page.getByLabel('单位（报修人自述）').fill('湖滨花园物业')
  await page.reload()
  await expect(page.getByLabel('单位（报修人自述）')).toHaveValue('湖滨花园物业')
  await page.getByRole('button', { name: '登记并受理' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('地下车库道闸抬不起来')
  await expect(page.getByText('湖滨花园物业')).toBeVisible()
})
