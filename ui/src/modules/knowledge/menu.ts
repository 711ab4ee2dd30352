import { ReadOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/articles', label: 'knowledge:title', icon: ReadOutlined, group: 'base', order: 85, may: 'knowledge.read' },
] satisfies MenuEntry[]
