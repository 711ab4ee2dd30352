import { ContactsOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/customers', label: 'customers:title', icon: ContactsOutlined, group: 'base', order: 10, may: 'customers.read' },
] satisfies MenuEntry[]
