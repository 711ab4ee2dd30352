import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { portalQueries } from './api'

const ASK_AGAIN = 30_000

/**
 * Keeps a tracking page up to date by itself: hears of changes while the stream is open, asks every half minute while it
 * is not, and asks at once when somebody looks again. Tells whether the stream is open.
 */
export function useTrackLive(token: string): boolean {
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)

  useEffect(() => {
    const { queryKey } = portalQueries.track(token)
    const ask = () => queries.invalidateQueries({ queryKey })
    const source = new EventSource(`/api/public/track/${encodeURIComponent(token)}/live`)
    source.onopen = () => {
      setOpen(true)
      // What happened before it was open is unknown.
      ask()
    }
    source.onmessage = ask
    source.onerror = () => setOpen(false)
    const timer = setInterval(() => {
      if (source.readyState !== EventSource.OPEN && document.visibilityState === 'visible') ask()
    }, ASK_AGAIN)
    const look = () => document.visibilityState === 'visible' && ask()
    document.addEventListener('visibilitychange', look)
    return () => {
      source.close()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [queries, token])

  return open
}
