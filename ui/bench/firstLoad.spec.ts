import { writeFileSync } from 'node:fs'
import { test } from '@playwright/test'

const ROUNDS = Number(process.env.ROUNDS ?? 5)
const FACES = [
  { name: 'field', login: 'engineer1', path: '/field', ready: '.field-card, .lite-empty' },
  { name: 'portal', login: 'customer1', path: '/portal/my', ready: 'main h1, main h2' },
]

/**
 * What a phone loads before its user can work: a slow phone (a quarter of this processor) on a slow net (1.6 Mbit/s, 150 ms), nothing kept
 * from before, a Chinese font at hand. One line a round: face, kB of script on the wire, seconds until the first thing to work with is there.
 */
test('first load', async ({ browser, baseURL }) => {
  const lines: string[] = []
  for (const face of FACES)
    for (let round = 0; round < ROUNDS; round++) {
      const context = await browser.newContext({
        locale: 'zh-CN',
        viewport: { width: 390, height: 844 },
        isMobile: true,
        serviceWorkers: 'block',
      })
      const page = await context.newPage()
      // Phones have a Chinese font; this machine may not, and would fetch ours.
      await page.addInitScript(() => {
        let drawn = 0
        HTMLCanvasElement.prototype.toDataURL = () => String(drawn++)
      })
      await page.goto('/sign-in')
      await page.getByLabel('账号', { exact: true }).fill(face.login)
      await page.getByLabel('密码', { exact: true }).fill('aftercare')
      await page.locator('button[type=submit]').click()
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
      await page.goto('about:blank')

      const wire = await context.newCDPSession(page)
      await wire.send('Network.enable')
      await wire.send('Network.setCacheDisabled', { cacheDisabled: true })
      await wire.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 150,
        downloadThroughput: 1_600_000 / 8,
        uploadThroughput: 750_000 / 8,
      })
      await wire.send('Emulation.setCPUThrottlingRate', { rate: 4 })
      const scripts = new Set<string>()
      let bytes = 0
      wire.on('Network.responseReceived', ({ requestId, response }) => {
        if (/\.m?js$/.test(new URL(response.url).pathname)) scripts.add(requestId)
      })
      wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        if (scripts.has(requestId)) bytes += encodedDataLength
      })
      const began = performance.now()
      await page.goto(`${baseURL}${face.path}`, { waitUntil: 'commit' })
      await page.locator(face.ready).first().waitFor({ timeout: 60_000 })
      lines.push(`${face.name} ${(bytes / 1024).toFixed(1)} ${((performance.now() - began) / 1000).toFixed(2)}`)
      await context.close()
    }
  writeFileSync(process.env.FIGURES ?? 'first-load.txt', `${lines.join('\n')}\n`)
})
