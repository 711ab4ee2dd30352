import { expect } from '@playwright/test'
import { as, DESK, HERE, PHONE, test } from './steps'

test('a visitor asks in the portal, two agents answer one after the other, and a case comes of it', async ({ browser }) => {
  test.setTimeout(240_000)
  // Whoever writes is shown as they wrote.
  const name = `<b>赵女士</b> ${Date.now() % 100_000}`
  const agent = await as(browser, 'desk')
  // Where there are two nodes, the colleague sits at the other one.
  const colleague = await as(browser, 'manager', { ...DESK, ...(process.env.OTHER_URL && { baseURL: process.env.OTHER_URL }) })
  const visitor = await (await browser.newContext({ ...HERE, ...PHONE })).newPage()

  const standing = visitor.locator('.visitor-standing')

  await visitor.goto('/portal')
  await visitor.getByRole('link', { name: '在线客服' }).click()
  await visitor.getByLabel('怎么称呼您').fill(name)
  await visitor.getByLabel('手机号或邮箱').fill('13612340077')
  await visitor.getByLabel('想咨询什么').fill('会议室投影没有信号')
  await visitor.getByRole('button', { name: '开始咨询' }).click()
  await expect(standing).toContainText(/前面还有|下一位就是您/)

  await agent.goto('/chats')
  const waiting = agent.getByRole('listitem').filter({ hasText: name })
  await waiting.getByRole('button', { name: /接\s*入/ }).click()
  await expect(standing).toContainText('正在为您服务')
  await agent.getByLabel('输入答复').fill('/重启')
  await agent.keyboard.press('Enter')
  await expect(agent.getByLabel('输入答复')).toHaveValue(/断电 1 分钟/)
  await agent.keyboard.press('Enter')
  await expect(visitor.getByText(/断电 1 分钟/)).toBeVisible()

  await visitor.getByLabel('输入消息').fill('试过了，还是不行')
  await expect(agent.getByText('正在输入')).toBeVisible()
  await visitor.getByRole('button', { name: '发送', exact: true }).click()
  await expect(agent.getByRole('log').getByText('试过了，还是不行')).toBeVisible()
  await visitor.reload()
  await expect(visitor.getByText('试过了，还是不行')).toBeVisible()

  await agent.getByRole('button', { name: '转交' }).click()
  await agent.getByLabel('给同事的话').fill('客户很急')
  await agent
    .getByRole('dialog')
    .getByRole('button', { name: '转 交' })
    .or(agent.getByRole('dialog').getByRole('button', { name: '转交' }))
    .click()
  await expect(standing).toContainText(/前面还有|下一位就是您/)

  await colleague.goto('/chats')
  await colleague
    .getByRole('listitem')
    .filter({ hasText: name })
    .getByRole('button', { name: /接\s*入/ })
    .click()
  await expect(colleague.getByText('客户很急').last()).toBeVisible()
  await expect(visitor.getByText('客户很急')).toHaveCount(0)
  await colleague.getByRole('button', { name: '转为服务单' }).click()
  await colleague.getByRole('button', { name: /登\s*记/ }).click()
  await expect(visitor.getByText(/已登记服务单 SO-/)).toBeVisible()
  await expect(visitor.getByRole('link', { name: '查看进度' })).toHaveAttribute('href', /\/portal\/t\/.+/)

  await visitor.getByRole('button', { name: '结束', exact: true }).click()
  await visitor.getByTitle('5 星').click()
  await visitor.getByRole('button', { name: '提交评价' }).click()
  await expect(visitor.getByText('感谢您的评价')).toBeVisible()
})
