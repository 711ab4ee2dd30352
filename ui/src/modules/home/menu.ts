import { HomeOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [{ path: '/', label: 'home:title', icon: HomeOutlined, group: 'work', order: 0 }] satisfies MenuEntry[]
