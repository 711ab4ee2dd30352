import { DiffOutlined, FileProtectOutlined, LayoutOutlined, SignatureOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  {
    path: '/contradictions',
    label: 'fieldwork:menu.contradictions',
    icon: DiffOutlined,
    group: 'site',
    order: 33,
    may: 'dispatch.plan',
  },
  {
    path: '/service-reports',
    label: 'fieldwork:menu.reports',
    icon: FileProtectOutlined,
    group: 'site',
    order: 34,
    may: 'fieldwork.read',
  },
  {
    path: '/unsigned',
    label: 'fieldwork:unsigned.title',
    icon: SignatureOutlined,
    group: 'site',
    order: 35,
    may: 'fieldwork.read',
  },
  {
    path: '/report-layout',
    label: 'fieldwork:menu.layout',
    icon: LayoutOutlined,
    group: 'system',
    order: 45,
    may: 'identity.edit-company',
  },
] satisfies MenuEntry[]
