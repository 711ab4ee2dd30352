import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '@/shared/i18n'

const SRC = join(import.meta.dirname, '..', 'src')
const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'))
const read = (file: string) => readFileSync(join(SRC, file), 'utf8')

type Words = { [key: string]: string | Words }
const keysOf = (words: Words, before = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [before + key] : keysOf(value, `${before}${key}.`),
  )
const wordsOf = (folder: string, language: string) => JSON.parse(read(`${folder}/${language}.json`)) as Words

const FOLDERS = [
  ...new Set(FILES.filter((file) => /(^|\/)locales\/[^/]+\.json$/.test(file)).map((file) => file.replace(/\/[^/]+$/, ''))),
]
const namespaceOf = (file: string) => /^modules\/([^/]+)\//.exec(file)?.[1] ?? 'shared'
const KEYS = new Map(FOLDERS.map((folder) => [namespaceOf(`${folder}/`), new Set(keysOf(wordsOf(folder, 'zh-CN')))]))

const CODE = FILES.filter((file) => /\.tsx?$/.test(file) && !/\.(test|d)\.tsx?$/.test(file))

describe.each(FOLDERS)('%s', (folder) => {
  const original = keysOf(wordsOf(folder, 'zh-CN')).sort()

  it.each(LANGUAGES)('says everything in %s', (language) => {
    expect(keysOf(wordsOf(folder, language)).sort()).toEqual(original)
  })

  it.each(LANGUAGES)('leaves nothing empty in %s', (language) => {
    const empty = (words: Words): string[] =>
      Object.entries(words).flatMap(([key, value]) => (typeof value === 'string' ? (value.trim() ? [] : [key]) : empty(value)))
    expect(empty(wordsOf(folder, language))).toEqual([])
  })

  it('speaks of the same things in every language', () => {
    const places = (text: string) => (text.match(/\{\{\s*\w+\s*\}\}/g) ?? []).map((place) => place.replace(/\s/g, '')).sort()
    const flat = (words: Words, before = ''): [string, string][] =>
      Object.entries(words).flatMap(([key, value]): [string, string][] =>
        typeof value === 'string' ? [[before + key, value]] : flat(value, `${before}${key}.`),
      )
    const originals = new Map(flat(wordsOf(folder, 'zh-CN')))
    for (const language of LANGUAGES) {
      for (const [key, text] of flat(wordsOf(folder, language))) {
        expect(places(text), `${language} ${key}`).toEqual(places(originals.get(key) ?? ''))
      }
    }
  })
})

describe('code', () => {
  /** `t('key')` and `t(wide ? 'one' : 'other')`; the first namespace of useTranslation is the file's own. */
  const used = (file: string) => {
    const text = read(file)
    const [, one, first] = /useTranslation\(\s*(?:'([^']+)'|\[\s*'([^']+)')/.exec(text) ?? []
    const own = one ?? first ?? 'shared'
    const calls = [...text.matchAll(/(?<![\w$])t\(\s*(?:'([^']+)'|[\w.!()[\]\s=]+\?\s*'([^']+)'\s*:\s*'([^']+)')/g)]
    const menus = [...text.matchAll(/label: '([\w-]+:[\w.-]+)'/g)]
    return [...calls, ...menus]
      .flatMap(([, ...keys]) => keys.filter((key) => key !== undefined))
      .map((key) => {
        const [namespace, rest] = key.includes(':') ? key.split(':') : [own, key]
        return [namespace as string, rest as string] as const
      })
  }

  it('uses only words that exist', () => {
    const missing = CODE.flatMap((file) =>
      used(file)
        .filter(([namespace, key]) => !KEYS.get(namespace)?.has(key) && !KEYS.get(namespace)?.has(`${key}_other`))
        .map(([namespace, key]) => `${file}: ${namespace}:${key}`),
    )
    expect(missing).toEqual([])
  })

  it('keeps Chinese words in the locale files', () => {
    const found = CODE.filter((file) => file !== 'shared/i18n.ts').flatMap((file) =>
      read(file)
        .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '))
        .split('\n')
        .flatMap((line, index) => (/\p{Script=Han}/u.test(line) ? [`${relative('.', file)}:${index + 1} ${line.trim()}`] : [])),
    )
    expect(found.filter((line) => !line.startsWith('shared/theme/chineseFont.ts'))).toEqual([])
  })
})
