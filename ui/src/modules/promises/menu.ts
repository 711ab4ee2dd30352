import { FieldTimeOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/promises', label: 'promises:menu.board', icon: FieldTimeOutlined, group: 'work', order: 40, may: 'promises.read' },
] satisfies MenuEntry[]
