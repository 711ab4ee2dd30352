import { ApiOutlined, CustomerServiceOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/calls', label: 'calls:title', icon: CustomerServiceOutlined, group: 'work', order: 6, may: 'calls.read' },
  {
    path: '/call-centres',
    label: 'calls:centres.title',
    icon: ApiOutlined,
    group: 'system',
    order: 31,
    may: 'calls.edit-centres',
  },
] satisfies MenuEntry[]
