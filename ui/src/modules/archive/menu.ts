import { FolderOpenOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/archives', label: 'archive:title', icon: FolderOpenOutlined, group: 'base', order: 24, may: 'assets.read' },
] satisfies MenuEntry[]
