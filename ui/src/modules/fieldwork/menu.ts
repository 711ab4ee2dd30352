import { DiffOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  {
    path: '/contradictions',
    label: 'fieldwork:menu.contradictions',
    icon: DiffOutlined,
    group: 'work',
    order: 33,
    may: 'dispatch.plan',
  },
] satisfies MenuEntry[]
