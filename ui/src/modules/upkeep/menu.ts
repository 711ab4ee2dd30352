import { CarryOutOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/upkeep', label: 'upkeep:title', icon: CarryOutOutlined, group: 'site', order: 60, may: 'upkeep.read' },
] satisfies MenuEntry[]
