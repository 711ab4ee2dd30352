import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../desk/ProblemAlert'
import { api, got } from '../http'
import { duration, formatTime } from '../time'
import type { PromiseView, Stretch } from './model'
import { usePromiseWords } from './usePromiseWords'
import './promises.css'

const MINUTE = 60_000

/** "Why is it due then?": what counted, what did not, and why. */
export function PromiseWhy({ id, earlier = [] }: { id: string; earlier?: readonly PromiseView[] }) {
  const { t } = useTranslation('promises')
  const { reason } = usePromiseWords()
  const asked = useQuery({
    queryKey: ['promises', 'why', id],
    queryFn: ({ signal }) => got(api.GET('/api/promises/{id}/explanation', { params: { path: { id } }, signal })),
  })
  if (asked.isPending) return <Skeleton active title={false} paragraph={{ rows: 4 }} />
  if (asked.isError) return <ProblemAlert error={asked.error} onRetry={() => asked.refetch()} compact />
  const why = asked.data
  const calendar = t(`calendars.${why.calendar}`, { defaultValue: why.calendarName })
  return (
    <div className="promise-why">
      <p>
        {t(why.pausedAt ? 'sentencePaused' : 'sentence', {
          from: formatTime(why.startedAt, 'short'),
          goal: duration(why.goalMinutes * MINUTE),
          calendar,
          due: formatTime(why.dueAt, 'short'),
        })}
      </p>
      <SpanBar spans={why.spans} dueAt={why.dueAt} />
      <ol className="promise-spans">
        {why.spans.map((span) => (
          <li key={span.from} data-counts={span.counts} data-after={span.from >= why.dueAt}>
            <span className="tabular">{range(span)}</span>
            <span>
              {span.reason === 'PAUSED'
                ? t('spans.PAUSED', { reason: reason(span.name) })
                : `${t(why.worksAlways && span.counts ? 'spans.COUNTED' : `spans.${span.reason}`)}${span.name ? ` · ${span.name}` : ''}`}
            </span>
            <span className="tabular">{span.counts ? `+${duration(span.minutes * MINUTE)}` : ''}</span>
          </li>
        ))}
        {why.cut && <li>{t('cut')}</li>}
      </ol>
      <ul className="promise-log">
        {why.log.map((line) => (
          <li key={`${line.kind}${line.at}`}>
            <span className="tabular">{formatTime(line.at, 'short')}</span>{' '}
            {t(`log.${line.kind}`, { reason: reason(line.reason), defaultValue: line.kind })}
          </li>
        ))}
      </ul>
      <p className="promise-rule">{t('rule', { rule: why.ruleName, version: why.ruleVersion })}</p>
      {earlier.map((one) => (
        <p key={one.id} className="promise-rule">
          {t('earlier', { round: one.round, due: formatTime(one.dueAt, 'short'), outcome: t(`outcomes.${one.state}`) })}
        </p>
      ))}
    </div>
  )
}

/** Longer stretches are drawn wider, but a weekend does not push an hour of work off the bar: widths grow as square roots. */
function SpanBar({ spans, dueAt }: { spans: readonly Stretch[]; dueAt: string }) {
  return (
    <div className="promise-bar" aria-hidden>
      {spans.map((span) => (
        <i
          key={span.from}
          data-kind={
            span.reason === 'PAUSED'
              ? 'paused'
              : span.counts
                ? 'counts'
                : span.reason === 'BREAK' || span.reason === 'CLOSED'
                  ? 'closed'
                  : 'rest'
          }
          data-after={span.from >= dueAt}
          style={{ flexGrow: Math.sqrt(Math.max(1, span.minutes)) }}
        />
      ))}
    </div>
  )
}

function range({ from, to }: Stretch) {
  const sameDay = formatTime(from, 'date') === formatTime(to, 'date')
  return `${formatTime(from, 'short')} – ${sameDay ? formatTime(to, 'time') : formatTime(to, 'short')}`
}
