// Fills every zh-TW.json from its zh-CN.json. What was translated by hand stays; `--all` translates everything anew.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as OpenCC from 'opencc-js'

const root = join(import.meta.dirname, '..', 'src')
const all = process.argv.includes('--all')
const characters = OpenCC.Converter({ from: 'cn', to: 'twp' })

/** What Taiwan calls it where the dictionary does not know, or knows another trade. */
const WORDS = [
  ['裝置', '設備'],
  ['賬號', '帳號'],
  ['賬戶', '帳戶'],
  ['派工臺', '派工台'],
  ['郵箱', '電子信箱'],
  ['二維碼', 'QR Code'],
  [/手機號(?!碼)/g, '手機號碼'],
  ['退出登入', '登出'],
  ['會立即退出', '會立即登出'],
  ['會退出', '會登出'],
  ['反饋', '反映'],
  ['添加', '新增'],
  ['保存', '儲存'],
  ['渠道', '管道'],
  ['質量', '品質'],
  ['黑屏', '全黑'],
  ['返修', '重修'],
  ['模板', '範本'],
  ['坐席', '客服'],
  ['客服客服', '客服'],
  ['短訊', '簡訊'],
  ['優先級', '優先順序'],
  ['宕機', '當機'],
  ['剪貼板', '剪貼簿'],
  ['鏈接', '連結'],
  ['屏幕', '螢幕'],
  ['視頻', '影片'],
  [/([一-龥])QR Code/g, '$1 QR Code'],
  [/QR Code([一-龥])/g, 'QR Code $1'],
  ['查找', '尋找'],
  ['“', '「'],
  ['”', '」'],
]

const convert = (text) => WORDS.reduce((said, [here, there]) => said.replaceAll(here, there), characters(text))

/** Same keys in the same order as the original; words that exist already are kept. */
function fill(original, translated) {
  return Object.fromEntries(
    Object.entries(original).map(([key, value]) => {
      const existing = translated?.[key]
      if (typeof value !== 'string') return [key, fill(value, typeof existing === 'object' ? existing : undefined)]
      return [key, !all && typeof existing === 'string' ? existing : convert(value)]
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
