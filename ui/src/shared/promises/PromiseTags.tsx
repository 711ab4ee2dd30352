import { useTranslation } from 'react-i18next'
import { Countdown } from '../Countdown'
import { duration, formatTime } from '../time'
import { isOpen, newestRounds, type PromiseView, warnAt } from './model'
import { usePromiseWords } from './usePromiseWords'
import './promises.css'

const MINUTE = 60_000

/**
 * The promises of one thing in a line, for lists: what is still owed first, each with its clock. What was kept is a quiet
 * word; `onlyOpen` leaves it out. Without antd, so that every face can use it.
 */
export function PromiseTags({ promises, onlyOpen = false }: { promises: readonly PromiseView[]; onlyOpen?: boolean }) {
  const { promise: name } = usePromiseWords()
  const shown = newestRounds(promises).filter((promise) => promise.state !== 'WAIVED' && (!onlyOpen || isOpen(promise)))
  if (shown.length === 0) return null
  const owed = [...shown.filter(isOpen), ...shown.filter((promise) => !isOpen(promise))]
  return (
    <span className="promise-tags">
      {owed.map((promise) => (
        <span key={promise.id} className="promise-tag">
          <span className="promise-name">{name(promise.code)}</span>
          <PromiseClock promise={promise} />
        </span>
      ))}
    </span>
  )
}

/** How a promise stands: its clock while it is open, its outcome once it is settled. */
export function PromiseClock({ promise }: { promise: PromiseView }) {
  const { t } = useTranslation('promises')
  if (promise.state === 'BROKEN') {
    const late = t('late', { time: duration((promise.overrunMinutes ?? 0) * MINUTE) })
    return (
      <span
        className="countdown"
        data-tone="overdue"
        title={t('dueAndDone', { due: formatTime(promise.dueAt), done: formatTime(promise.endedAt) })}
      >
        {(promise.overrunMinutes ?? 0) > 0 ? late : t('lateOffHours')}
      </span>
    )
  }
  return (
    <Countdown
      dueAt={promise.dueAt}
      state={promise.state}
      pausedRemainingMinutes={promise.remainingMinutes}
      warnAt={warnAt(promise)}
    />
  )
}
