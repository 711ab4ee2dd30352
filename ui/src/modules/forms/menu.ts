import { FormOutlined, LineChartOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/forms', label: 'forms:menu', icon: FormOutlined, group: 'base', order: 60, may: 'forms.read' },
  { path: '/trends', label: 'forms:trend.menu', icon: LineChartOutlined, group: 'insight', order: 40, may: 'forms.read' },
] satisfies MenuEntry[]
