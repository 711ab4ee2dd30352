import { FileProtectOutlined, MoneyCollectOutlined, SolutionOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/contracts', label: 'contracts:title', icon: FileProtectOutlined, group: 'base', order: 25, may: 'contracts.read' },
  { path: '/handovers', label: 'contracts:handover.title', icon: SolutionOutlined, group: 'base', order: 23, may: 'assets.read' },
  {
    path: '/retention',
    label: 'contracts:retention.title',
    icon: MoneyCollectOutlined,
    group: 'base',
    order: 27,
    may: 'contracts.read-retention',
  },
] satisfies MenuEntry[]
