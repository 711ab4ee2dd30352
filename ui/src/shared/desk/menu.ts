import type { ComponentType } from 'react'

/** The groups of the left navigation, in their order. */
export const MENU_GROUPS = ['work', 'site', 'base', 'insight', 'system'] as const

/** One line of the left navigation. A module adds its lines in `modules/<module>/menu.ts` as its default export. */
export type MenuEntry = {
  path: string
  /** Key with namespace: `cases:menu.list` */
  label: string
  icon: ComponentType
  group: (typeof MENU_GROUPS)[number]
  /** Smaller comes first within the group. */
  order: number
  /** Shown to those who may; to everybody if not given. */
  may?: string
}
