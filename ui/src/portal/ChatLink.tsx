import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { http } from '@/shared/http'

const entranceQuery = queryOptions({
  queryKey: ['chat-entrance', ''],
  queryFn: ({ signal }) => http<unknown>('/public/chat-sites', { signal }),
  retry: false,
  staleTime: 5 * 60_000,
})

/** Stands on every page of the portal, where the house answers in a chat. */
export function ChatLink() {
  const { t } = useTranslation('portal')
  const here = useRouterState({ select: ({ location }) => location.pathname })
  const there = useQuery(entranceQuery).isSuccess
  if (!there || here === '/chat') return null
  return (
    <Link to={'/chat' as never} className="portal-chat">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 5h16v11H9l-5 4z" />
      </svg>
      {t('chat')}
    </Link>
  )
}
