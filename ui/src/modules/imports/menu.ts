import { ImportOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/imports', label: 'imports:title', icon: ImportOutlined, group: 'base', order: 90, may: 'assets.import' },
] satisfies MenuEntry[]
