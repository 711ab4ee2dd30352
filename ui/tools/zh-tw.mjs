// Fills every zh-TW.json from its zh-CN.json. What was translated by hand stays, but for words Taiwan does not use;
// `--all` translates everything anew.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as OpenCC from 'opencc-js'
import { inTaiwan } from './taiwan.mjs'

const root = join(import.meta.dirname, '..', 'src')
const all = process.argv.includes('--all')
const characters = OpenCC.Converter({ from: 'cn', to: 'twp' })

const convert = (text) => inTaiwan(characters(text))

/** Same keys in the same order as the original; texts that exist already are kept. */
function fill(original, translated) {
  return Object.fromEntries(
    Object.entries(original).map(([key, value]) => {
      const existing = translated?.[key]
      if (typeof value !== 'string') return [key, fill(value, typeof existing === 'object' ? existing : undefined)]
      return [key, !all && typeof existing === 'string' ? inTaiwan(existing) : convert(value)]
    }),
  )
}

const sources = readdirSync(root, { recursive: true }).filter((file) => file.endsWith(join('locales', 'zh-CN.json')))
for (const source of sources) {
  const target = join(root, source.replace('zh-CN.json', 'zh-TW.json'))
  const before = existsSync(target) ? readFileSync(target, 'utf8') : ''
  const original = JSON.parse(readFileSync(join(root, source), 'utf8'))
  const after = `${JSON.stringify(fill(original, before ? JSON.parse(before) : undefined), null, 2)}\n`
  if (after !== before) {
    writeFileSync(target, after)
    console.log(target)
  }
}
