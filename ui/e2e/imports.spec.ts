import { expect } from '@playwright/test'
import { test } from './steps'

test('a list is brought, its bad row named, the good ones written, and all of it taken back', async ({ page }) => {
  const maker = `旅程厂 ${Date.now()}`
  const list = `厂家,型号,产品名称,质保\n${maker},J-1,一号主机,两年\n${maker},,没有型号,1年\n${maker},J-2,二号主机,24\n`
  await page.goto('/sign-in?next=%2Fimports')
  await page.getByLabel('账号', { exact: true }).fill('service')
  await page.getByLabel('密码', { exact: true }).fill('aftercare')
  await page.locator('button[type=submit]').click()
  await page.getByRole('listitem').filter({ hasText: '产品目录' }).getByRole('button', { name: '选择文件' }).click()
  await page.locator('input[type=file]').setInputFiles({ name: '型号.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })

  await expect(page.getByText('前几行将这样理解')).toBeVisible()
  await page.getByRole('button', { name: '核对全部 3 行' }).click()
  await expect(page.getByText('1 行有问题')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: '此项必填' }).first()).toContainText('型号')

  await page.getByRole('button', { name: '只导入 2 行正确的' }).click()
  await expect(page.getByText('已导入 2 个型号')).toBeVisible()
  await page.reload()
  await expect(page.getByText('1 行未导入').first()).toBeVisible()

  await page.goto(`/products?words=${encodeURIComponent(maker.toLowerCase())}`)
  await expect(page.getByText('J-2', { exact: false }).first()).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: '撤销整批' }).click()
  await page.locator('.ant-popover').getByRole('button', { name: '撤销整批' }).click()
  await expect(page.getByText('已撤销 2 个型号')).toBeVisible()
  await page.goto(`/products?words=${encodeURIComponent(maker.toLowerCase())}`)
  await expect(page.getByText('没有符合条件')).toBeVisible()
})
