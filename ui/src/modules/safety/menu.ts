import { AlertOutlined, SafetyOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/hazards', label: 'safety:hazards.title', icon: SafetyOutlined, group: 'site', order: 68, may: 'safety.read' },
  { path: '/near-misses', label: 'safety:nearMisses.title', icon: AlertOutlined, group: 'site', order: 70, may: 'safety.read' },
] satisfies MenuEntry[]
