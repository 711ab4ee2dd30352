import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PALETTE } from '@/shared/theme/palette'

const css = readFileSync(join(import.meta.dirname, '../src/shared/theme/tokens.css'), 'utf8')
const [light = '', dark = ''] = css.split(':root[data-theme="dark"]')
const variable = (text: string, name: string) =>
  new RegExp(`--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}: ([^;]+);`).exec(text)?.[1]

const themes = [
  ['light', PALETTE.light, light],
  ['dark', PALETTE.dark, dark],
] as const

/** WCAG contrast of two colours written as #rrggbb. */
function contrast(one: string, other: string) {
  const brightness = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [high = 0, low = 0] = [brightness(one), brightness(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

describe.each(themes)('the %s palette', (_, palette, text) => {
  it('is the same for the desk and for the light faces', () => {
    expect(Object.fromEntries(Object.keys(palette).map((name) => [name, variable(text, name)]))).toEqual(palette)
  })

  it.each(['text', 'textSoft', 'textFaint', 'link', 'good', 'warn', 'bad', 'info'] as const)(
    'has readable words in %s',
    (name) => {
      expect(contrast(palette[name], palette.surface)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(palette[name], palette.page)).toBeGreaterThanOrEqual(4.5)
    },
  )

  it.each(['good', 'warn', 'bad', 'info'] as const)('has readable badges in %s', (name) => {
    expect(contrast(palette[name], variable(text, `${name}-soft`) ?? '')).toBeGreaterThanOrEqual(4.5)
  })

  it('has readable words on its primary colour', () => {
    expect(contrast('#ffffff', palette.primary)).toBeGreaterThanOrEqual(4)
    expect(contrast(palette.link, palette.primarySoft)).toBeGreaterThanOrEqual(4.5)
  })
})
