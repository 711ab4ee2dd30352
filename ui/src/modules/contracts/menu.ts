import { FileProtectOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/contracts', label: 'contracts:title', icon: FileProtectOutlined, group: 'base', order: 25, may: 'contracts.read' },
] satisfies MenuEntry[]
