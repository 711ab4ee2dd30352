import { BarChartOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/overview', label: 'quality:menu', icon: BarChartOutlined, group: 'insight', order: 10, may: 'quality.read' },
] satisfies MenuEntry[]
