import { AuditOutlined, TeamOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/users', label: 'identity:users.title', icon: TeamOutlined, group: 'system', order: 10, may: 'identity.edit-users' },
  {
    path: '/sign-ins',
    label: 'identity:signIns.title',
    icon: AuditOutlined,
    group: 'system',
    order: 20,
    may: 'identity.read-sign-ins',
  },
] satisfies MenuEntry[]
