import { FileDoneOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/letters', label: 'letters:title', icon: FileDoneOutlined, group: 'base', order: 26, may: 'letters.read' },
] satisfies MenuEntry[]
