import { existsSync } from 'node:fs'

const DEBIAN = '/usr/bin/chromium'

/** A Chromium to test with: the one named, an installed one, or the one from the npm package. */
export async function findChromium(): Promise<string> {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  if (existsSync(DEBIAN)) return DEBIAN
  const { default: chromium } = await import('@sparticuz/chromium')
  return chromium.executablePath()
}

export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
