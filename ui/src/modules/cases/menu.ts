import { FileTextOutlined, ProfileOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/cases', label: 'cases:menu', icon: FileTextOutlined, group: 'work', order: 10, may: 'cases.read' },
  { path: '/catalogue', label: 'cases:catalogue.title', icon: ProfileOutlined, group: 'base', order: 80, may: 'cases.read' },
] satisfies MenuEntry[]
