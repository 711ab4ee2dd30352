import { ExportOutlined, InboxOutlined, NotificationOutlined, PhoneOutlined, QrcodeOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/cases/new', label: 'intake:new.title', icon: PhoneOutlined, group: 'work', order: 5, may: 'cases.open' },
  { path: '/reports', label: 'intake:reports.title', icon: InboxOutlined, group: 'work', order: 12, may: 'cases.open' },
  {
    path: '/mass-notices',
    label: 'intake:notices.title',
    icon: NotificationOutlined,
    group: 'work',
    order: 14,
    may: 'notices.announce',
  },
  { path: '/pass-on', label: 'intake:passOn.title', icon: ExportOutlined, group: 'work', order: 15, may: 'intake.pass-on' },
  {
    path: '/self-service',
    label: 'intake:selfService.title',
    icon: QrcodeOutlined,
    group: 'system',
    order: 7,
    may: 'identity.edit-company',
  },
] satisfies MenuEntry[]
