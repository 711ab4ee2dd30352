import { CarOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/trips', label: 'trips:title', icon: CarOutlined, group: 'site', order: 64, may: 'trips.read' },
] satisfies MenuEntry[]
