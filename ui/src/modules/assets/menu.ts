import { ApartmentOutlined, AppstoreOutlined, HddOutlined, ProjectOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/projects', label: 'assets:projects.title', icon: ProjectOutlined, group: 'base', order: 20, may: 'assets.read' },
  { path: '/installed-base', label: 'assets:base.title', icon: ApartmentOutlined, group: 'base', order: 28, may: 'assets.read' },
  { path: '/devices', label: 'assets:devices.title', icon: HddOutlined, group: 'base', order: 30, may: 'assets.read' },
  { path: '/products', label: 'assets:products.title', icon: AppstoreOutlined, group: 'base', order: 40, may: 'assets.read' },
  {
    path: '/warranty-templates',
    label: 'assets:templates.title',
    icon: SafetyCertificateOutlined,
    group: 'base',
    order: 45,
    may: 'assets.read',
  },
] satisfies MenuEntry[]
