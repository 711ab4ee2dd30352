import { CalendarOutlined, ToolOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/dispatch', label: 'dispatch:menu.board', icon: CalendarOutlined, group: 'work', order: 30, may: 'dispatch.read' },
  { path: '/engineers', label: 'dispatch:menu.engineers', icon: ToolOutlined, group: 'base', order: 60, may: 'dispatch.read' },
] satisfies MenuEntry[]
