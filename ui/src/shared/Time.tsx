import { useTranslation } from 'react-i18next'
import { formatTime, type Instantish, relativeTime, type TimeStyle, useNow } from './time'

/** A time on screen; hovering tells the other half (relative, or exact). */
export function Time({
  at,
  style = 'short',
  relative = false,
}: {
  at: Instantish | null | undefined
  style?: TimeStyle
  relative?: boolean
}) {
  useTranslation()
  const now = useNow('minute')
  if (at === null || at === undefined) return null
  const exact = formatTime(at, 'full')
  const words = relativeTime(at, Math.max(now, new Date(at).getTime() > now ? now : Date.now()))
  return (
    <time className="tabular" dateTime={new Date(at).toISOString()} title={relative ? exact : `${exact} · ${words}`}>
      {relative ? words : formatTime(at, style)}
    </time>
  )
}
