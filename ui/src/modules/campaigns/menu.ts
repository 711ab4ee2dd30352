import { CloudUploadOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/campaigns', label: 'campaigns:title', icon: CloudUploadOutlined, group: 'site', order: 62, may: 'upkeep.read' },
] satisfies MenuEntry[]
