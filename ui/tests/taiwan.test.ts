import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const HERE = import.meta.dirname
const { inTaiwan } = (await import(join(HERE, '../tools/taiwan.mjs'))) as { inTaiwan: (text: string) => string }

const ROOTS = [join(HERE, '../src'), join(HERE, '../../src/main/resources')]

type Words = { [key: string]: string | Words }
const saidIn = (words: Words): string[] =>
  Object.values(words).flatMap((word) => (typeof word === 'string' ? [word] : saidIn(word)))

/** Every Traditional text of a file: whole files of one language, and the one of three in the lists of the product. */
function texts(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  if (file.endsWith('zh-TW.txt')) return text.split('\n')
  if (file.endsWith('zh-TW.json')) return saidIn(JSON.parse(text))
  return [...text.matchAll(/"zh-TW"\s*:\s*("(?:[^"\\]|\\.)*")/g)].map(([, said]) => JSON.parse(said as string))
}

const FILES = ROOTS.flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /zh-TW\.txt$|\.json$/.test(file))
    .map((file) => join(root, file)),
)

it('says in Taiwan what Taiwan says', () => {
  const found = FILES.flatMap((file) =>
    texts(file)
      .filter((text) => inTaiwan(text) !== text)
      .map((text) => `${file}: ${text} → ${inTaiwan(text)}`),
  )
  expect(found).toEqual([])
  expect(FILES.flatMap(texts).length).toBeGreaterThan(5000)
})

it.each([
  ['質保期滿，合同終止', '保固期滿，合約終止'],
  ['品質保證由雙方聯合同意', '品質保證由雙方聯合同意'],
  ['短信已發送到用戶郵箱', '簡訊已傳送到使用者電子信箱'],
  ['視頻上傳後保存', '影片上傳後儲存'],
  ['網絡與軟件的默認質量', '網路與軟體的預設品質'],
  ['登錄後打印鏈接', '登入後列印連結'],
  ['掃二維碼', '掃 QR Code'],
])('mends %s', (here, there) => {
  expect(inTaiwan(here)).toBe(there)
  expect(inTaiwan(there)).toBe(there)
})
