import {
  CalendarOutlined,
  IdcardOutlined,
  InboxOutlined,
  PhoneOutlined,
  SwapOutlined,
  TeamOutlined,
  ToolOutlined,
} from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/dispatch', label: 'dispatch:menu.board', icon: CalendarOutlined, group: 'work', order: 30, may: 'dispatch.read' },
  {
    path: '/invitations',
    label: 'dispatch:menu.invitations',
    icon: InboxOutlined,
    group: 'work',
    order: 29,
    may: 'dispatch.answer',
  },
  { path: '/tenders', label: 'dispatch:menu.tenders', icon: SwapOutlined, group: 'work', order: 32, may: 'dispatch.tender' },
  { path: '/shifts', label: 'dispatch:menu.shifts', icon: TeamOutlined, group: 'work', order: 34, may: 'dispatch.read' },
  { path: '/on-call', label: 'dispatch:menu.onCall', icon: PhoneOutlined, group: 'work', order: 36, may: 'dispatch.read' },
  { path: '/engineers', label: 'dispatch:menu.engineers', icon: ToolOutlined, group: 'base', order: 60, may: 'dispatch.read' },
  {
    path: '/dispatch-lists',
    label: 'dispatch:menu.lists',
    icon: IdcardOutlined,
    group: 'base',
    order: 61,
    may: 'dispatch.edit-engineers',
  },
] satisfies MenuEntry[]
