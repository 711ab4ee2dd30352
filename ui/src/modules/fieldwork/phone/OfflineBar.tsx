import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api, got, useReached } from '@/shared/http'
import { useContradictions } from '../api'
import { sync, useQueue } from '../offline/queue'
import './field.css'

const LOOK_AGAIN = 10_000

/** Whether the server can be reached; while it cannot, it is looked for, and what waits goes as soon as it is there. */
export function useOnline() {
  const reached = useReached()
  useEffect(() => {
    if (reached) return void sync()
    const look = () => void got(api.GET('/api/public/about')).catch(() => undefined)
    const timer = setInterval(look, LOOK_AGAIN)
    window.addEventListener('online', look)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', look)
    }
  }, [reached])
  return reached
}

/** One line above every page while something waits: how much, for what, and where to look. */
export function OfflineBar() {
  const { t } = useTranslation('fieldwork')
  const { entries, sending } = useQueue()
  const online = useOnline()
  const held = (useContradictions().data ?? []).filter(({ state }) => state === 'OPEN').length
  const refused = entries.filter((entry) => entry.refused).length
  const count = entries.length - refused
  const away = !online || sending === 'OFFLINE'
  const [tone, text] =
    sending === 'SIGNED_OUT' && count > 0
      ? ['warn', t('queue.signIn', { count })]
      : away
        ? ['warn', count > 0 ? t('queue.offlineWaiting', { count }) : t('queue.offline')]
        : refused > 0
          ? ['bad', t('queue.refused', { count: refused })]
          : count > 1 || (count === 1 && entries[0]?.kind === 'PHOTO')
            ? ['info', t('queue.sending', { count })]
            : held > 0
              ? ['warn', t('queue.held', { count: held })]
              : ['', '']
  if (!text) return null
  return (
    <Link to={'/queue' as never} className="field-offline" data-tone={tone} role="status">
      <span>{text}</span>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="m9.5 5 7 7-7 7" />
      </svg>
    </Link>
  )
}
