import { MailOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  {
    path: '/messages',
    label: 'notices:messages.page',
    icon: MailOutlined,
    group: 'insight',
    order: 60,
    may: 'notices.read-messages',
  },
] satisfies MenuEntry[]
