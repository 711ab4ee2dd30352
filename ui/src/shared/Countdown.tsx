import { useTranslation } from 'react-i18next'
import './countdown.css'
import { duration, formatTime, type Instantish, minutesSeconds, useNow } from './time'

export type PromiseState = 'RUNNING' | 'PAUSED' | 'KEPT' | 'BROKEN' | 'WAIVED'

export type CountdownProps = {
  dueAt: Instantish | null
  state: PromiseState
  pausedRemainingMinutes?: number | null
  /** From when on it asks for attention; one hour before the limit if not given. */
  warnAt?: Instantish | null
}

type Tone = 'calm' | 'warn' | 'overdue' | 'paused' | 'idle'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How long a promise still has, as it runs; once settled, how it ended. */
export function Countdown({ dueAt, state, pausedRemainingMinutes, warnAt }: CountdownProps) {
  const { t } = useTranslation('shared')
  const due = dueAt === null ? null : new Date(dueAt).getTime()
  const byMinute = useNow('minute')
  const lastHour = state === 'RUNNING' && due !== null && Math.abs(due - byMinute) < HOUR + MINUTE
  const bySecond = useNow(lastHour ? 'second' : 'minute')
  const now = lastHour ? bySecond : byMinute

  const [tone, words] = read()
  return (
    <span className="countdown" data-tone={tone} title={due === null ? undefined : t('countdown.due', { at: formatTime(due) })}>
      {words}
    </span>
  )

  function read(): [Tone, string] {
    switch (state) {
      case 'KEPT':
        return ['calm', t('countdown.kept')]
      case 'BROKEN':
        return ['overdue', t('countdown.broken')]
      case 'WAIVED':
        return ['idle', t('countdown.waived')]
      case 'PAUSED':
        return pausedRemainingMinutes === null || pausedRemainingMinutes === undefined
          ? ['paused', t('countdown.paused')]
          : pausedRemainingMinutes < 0
            ? ['paused', t('countdown.pausedLate', { time: duration(pausedRemainingMinutes * MINUTE) })]
            : ['paused', t('countdown.pausedLeft', { time: duration(pausedRemainingMinutes * MINUTE) })]
      case 'RUNNING': {
        if (due === null) return ['idle', t('countdown.open')]
        const left = due - now
        const time = Math.abs(left) < HOUR ? minutesSeconds(left) : duration(left)
        if (left <= 0) return ['overdue', t('countdown.late', { time })]
        const warnFrom = warnAt ? new Date(warnAt).getTime() : due - HOUR
        return [now >= warnFrom ? 'warn' : 'calm', t('countdown.left', { time })]
      }
    }
  }
}
