import type { ComponentType } from 'react'

const FILES = import.meta.glob<ComponentType>('../modules/*/topbar.tsx', { eager: true, import: 'default' })

/** What modules put into the top bar (the bell of notices, say): the default export of `modules/<module>/topbar.tsx`. */
export const TOP_BAR: ComponentType[] = Object.values(FILES)
