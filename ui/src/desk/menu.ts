import { MENU_GROUPS, type MenuEntry } from '@/shared/desk/menu'

const FILES = import.meta.glob<MenuEntry[]>('../modules/*/menu.ts', { eager: true, import: 'default' })

export const MENU: MenuEntry[] = Object.values(FILES)
  .flat()
  .sort((a, b) => MENU_GROUPS.indexOf(a.group) - MENU_GROUPS.indexOf(b.group) || a.order - b.order)

export const MENU_NAMESPACES = [...new Set(MENU.map((entry) => entry.label.split(':')[0] ?? 'shared'))]

export const menuFor = (may: (permission: string) => boolean) => MENU.filter((entry) => !entry.may || may(entry.may))

/** The entry a page belongs to: the longest path that leads to it. */
export function entryOf(entries: MenuEntry[], pathname: string) {
  return entries
    .filter(({ path }) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`)))
    .sort((a, b) => b.path.length - a.path.length)[0]
}
