import { useTranslation } from 'react-i18next'
import { Countdown } from '@/shared/Countdown'
import { Card } from '@/shared/lite'
import { formatTime } from '@/shared/time'
import type { TrackPromise } from './api'

/** What was promised and whether it was kept, in plain words. */
export function Promises({ promises }: { promises: TrackPromise[] }) {
  const { t } = useTranslation('portal')
  if (promises.length === 0) return null
  return (
    <Card title={t('promises.title')}>
      <ul className="portal-promises">
        {promises.map((promise) => (
          <OnePromise key={`${promise.code}-${promise.round}`} promise={promise} />
        ))}
      </ul>
    </Card>
  )
}

function OnePromise({ promise }: { promise: TrackPromise }) {
  const { t } = useTranslation('portal')
  const { code, round, state, dueAt, breachedAt, endedAt } = promise
  const late = state === 'BROKEN' || breachedAt !== null
  const what = t(`promises.what.${code}`, { defaultValue: t('promises.what.other') })
  const sentence = state === 'RUNNING' && late ? 'late' : state
  return (
    <li data-state={late && state !== 'WAIVED' ? 'late' : state}>
      <i aria-hidden="true" />
      <span>
        <strong>{t(`promises.before.${code}`, { defaultValue: t('promises.before.other') })}</strong>
        {round > 1 && <em>{t('promises.round', { round })}</em>}
        <small>
          {t(`promises.state.${sentence}`, { what, due: formatTime(dueAt, 'short'), done: formatTime(endedAt, 'short') })}
        </small>
      </span>
      {state === 'RUNNING' && !late && <Countdown state="RUNNING" dueAt={dueAt} />}
    </li>
  )
}
