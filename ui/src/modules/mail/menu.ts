import { InboxOutlined, MailOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/mails', label: 'mail:list.title', icon: MailOutlined, group: 'work', order: 13, may: 'mail.read' },
  { path: '/mailboxes', label: 'mail:boxes.title', icon: InboxOutlined, group: 'system', order: 30, may: 'mail.edit-mailboxes' },
] satisfies MenuEntry[]
