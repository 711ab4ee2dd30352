import { ApiOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/channels', label: 'channels:title', icon: ApiOutlined, group: 'system', order: 32, may: 'channels.edit' },
] satisfies MenuEntry[]
