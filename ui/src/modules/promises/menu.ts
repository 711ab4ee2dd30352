import { CalendarOutlined, FieldTimeOutlined, OrderedListOutlined, PauseCircleOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/promises', label: 'promises:menu.board', icon: FieldTimeOutlined, group: 'work', order: 40, may: 'promises.read' },
  {
    path: '/promises/rules',
    label: 'promises:menu.rules',
    icon: OrderedListOutlined,
    group: 'system',
    order: 10,
    may: 'promises.edit-rules',
  },
  {
    path: '/promises/calendars',
    label: 'promises:menu.calendars',
    icon: CalendarOutlined,
    group: 'system',
    order: 11,
    may: 'promises.edit-rules',
  },
  {
    path: '/promises/pauses',
    label: 'promises:menu.pauses',
    icon: PauseCircleOutlined,
    group: 'system',
    order: 12,
    may: 'promises.edit-rules',
  },
] satisfies MenuEntry[]
