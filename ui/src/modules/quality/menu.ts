import { BarChartOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/overview', label: 'quality:menu', icon: BarChartOutlined, group: 'insight', order: 10, may: 'quality.read' },
  {
    path: '/overview/promises',
    label: 'quality:report.menu',
    icon: SafetyCertificateOutlined,
    group: 'insight',
    order: 12,
    may: 'quality.read',
  },
] satisfies MenuEntry[]
