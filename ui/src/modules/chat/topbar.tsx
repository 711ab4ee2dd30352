import { CommentOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Badge, Button, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useTitleCount } from '@/shared/desk/useTitleCount'
import { useMay } from '@/shared/session'
import { chatQueries } from './api'

/** Says on every page that somebody waits to be answered. */
export default function ChatsWaiting() {
  const may = useMay('chat.answer')
  return may ? <Counter /> : null
}

function Counter() {
  const { t } = useTranslation('chat')
  const navigate = useNavigate()
  const counts = useQuery(chatQueries.counts()).data
  const waiting = counts?.waiting ?? 0
  const all = waiting + (counts?.unread ?? 0)
  useTitleCount(all)
  const label = waiting > 0 ? t('top.waiting', { count: waiting }) : t('top.calm')
  return (
    <Tooltip title={label} placement="bottom">
      <Badge count={all} overflowCount={99} size="small" offset={[-6, 6]}>
        <Button type="text" icon={<CommentOutlined />} aria-label={label} onClick={() => navigate({ to: '/chats' })} />
      </Badge>
    </Tooltip>
  )
}
