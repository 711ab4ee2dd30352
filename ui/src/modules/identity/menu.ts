import { ApartmentOutlined, AuditOutlined, BankOutlined, TeamOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  {
    path: '/organisation',
    label: 'identity:organisation.title',
    icon: ApartmentOutlined,
    group: 'system',
    order: 8,
    may: 'identity.edit-users',
  },
  { path: '/users', label: 'identity:users.title', icon: TeamOutlined, group: 'system', order: 10, may: 'identity.edit-users' },
  {
    path: '/sign-ins',
    label: 'identity:signIns.title',
    icon: AuditOutlined,
    group: 'system',
    order: 20,
    may: 'identity.read-sign-ins',
  },
  {
    path: '/company',
    label: 'identity:company.title',
    icon: BankOutlined,
    group: 'system',
    order: 5,
    may: 'identity.edit-company',
  },
] satisfies MenuEntry[]
