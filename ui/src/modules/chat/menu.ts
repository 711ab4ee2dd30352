import { CommentOutlined, GlobalOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/desk/menu'

export default [
  { path: '/chats', label: 'chat:menu', icon: CommentOutlined, group: 'work', order: 14, may: 'chat.answer' },
  { path: '/chat-sites', label: 'chat:sites.title', icon: GlobalOutlined, group: 'system', order: 31, may: 'chat.edit-sites' },
] satisfies MenuEntry[]
