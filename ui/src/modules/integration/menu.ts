import { ApiOutlined, KeyOutlined, SendOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/api-keys', label: 'integration:keys.title', icon: KeyOutlined, group: 'system', order: 70, may: 'integration.edit' },
  {
    path: '/webhooks',
    label: 'integration:hooks.title',
    icon: SendOutlined,
    group: 'system',
    order: 71,
    may: 'integration.edit',
  },
  { path: '/api-docs', label: 'integration:docs.title', icon: ApiOutlined, group: 'system', order: 72, may: 'integration.edit' },
] satisfies MenuEntry[]
