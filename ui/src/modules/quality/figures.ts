import { i18n } from '@/shared/i18n'
import type { Today } from './api'

export const number = (value: number) => value.toLocaleString(i18n.language)

/** 96.4 %; nothing measured is not nought. */
export const percent = (part: number, all: number) => (all === 0 ? null : Math.round((part / all) * 1000) / 10)

export const shown = (value: number | null | undefined, unit = '') =>
  value === null || value === undefined ? '–' : `${value.toLocaleString(i18n.language, { maximumFractionDigits: 1 })}${unit}`

/** Counts of what is open stop at a limit. */
export const capped = (value: number, { cap }: Pick<Today, 'cap'>) => (value >= cap ? `${number(cap)}+` : number(value))

/** A name of the catalogue in the language of the page; the code where it has none. */
export const named = (name: Record<string, string> | null | undefined, code: string) =>
  name?.[i18n.language] ?? name?.['zh-CN'] ?? code

/** A length of time at a glance: 45 分钟, 5.8 小时, 3.2 天. */
export function roughly(minutes: number | null) {
  if (minutes === null) return '–'
  const [value, unit] =
    minutes < 60 ? [minutes, 'minutes'] : minutes < 48 * 60 ? [minutes / 60, 'hours'] : [minutes / 1440, 'days']
  return i18n.t(`shared:time.${unit}`, { [unit]: shown(value) })
}
