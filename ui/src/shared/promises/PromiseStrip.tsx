import { useQuery } from '@tanstack/react-query'
import { Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, got } from '../http'
import { Time } from '../Time'
import { formatTime } from '../time'
import { isOpen, newestRounds, type PromiseView } from './model'
import { PromiseActs } from './PromiseActs'
import { PromiseClock } from './PromiseTags'
import { PromiseWhy } from './PromiseWhy'
import { usePromiseWords } from './usePromiseWords'
import './promises.css'

/**
 * The promises of one thing on its own page: each with its clock, its due time and, on a click, the reason for it.
 * Give `promises` when the page has them already; else they are asked for.
 */
export function PromiseStrip({
  subject,
  promises,
}: {
  subject: { kind: string; id: string }
  promises?: readonly PromiseView[]
}) {
  const asked = useQuery({
    queryKey: ['promises', 'of', subject.kind, subject.id],
    queryFn: ({ signal }) =>
      got(api.GET('/api/promises', { params: { query: { subjectKind: subject.kind, subjectId: subject.id } }, signal })),
    enabled: promises === undefined,
  })
  const { t } = useTranslation('promises')
  const known = promises ?? asked.data ?? []
  const shown = newestRounds(known)
  if (shown.length === 0) return null
  return (
    <ul className="promise-strip" aria-label={t('strip')}>
      {shown.map((promise) => (
        <li key={promise.id}>
          <PromiseCard
            promise={promise}
            earlier={known.filter((one) => one.code === promise.code && one.round < promise.round)}
          />
        </li>
      ))}
    </ul>
  )
}

function PromiseCard({ promise, earlier }: { promise: PromiseView; earlier: readonly PromiseView[] }) {
  const { t } = useTranslation('promises')
  const { promise: name, reason } = usePromiseWords()
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      title={t('why', { promise: name(promise.code) })}
      content={
        <>
          <PromiseActs promise={promise} />
          <PromiseWhy id={promise.id} earlier={earlier} />
        </>
      }
      styles={{ container: { width: 'min(440px, calc(100vw - 32px))' } }}
    >
      <button type="button" className="promise-card" data-state={promise.state} data-late={promise.breachedAt !== null}>
        <span className="promise-name">
          {name(promise.code)}
          {promise.round > 1 && <span className="promise-round">{t('round', { round: promise.round })}</span>}
        </span>
        <PromiseClock promise={promise} />
        <span className="promise-due">
          {promise.state === 'PAUSED' && promise.pauseReason ? (
            t('pausedFor', {
              reason: promise.pauseName ?? reason(promise.pauseReason),
              at: formatTime(promise.pausedAt, 'short'),
            })
          ) : isOpen(promise) ? (
            <>
              {t('due')} <Time at={promise.dueAt} />
            </>
          ) : (
            <>
              {t(`ended.${promise.state}`, { defaultValue: '' })} <Time at={promise.endedAt} />
            </>
          )}
        </span>
      </button>
    </Popover>
  )
}
