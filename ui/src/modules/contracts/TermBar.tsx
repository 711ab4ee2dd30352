import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Contract } from './api'

const DAY = 86_400_000
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)

/** The term as a bar with today on it, the day of notice as a notch, and the sentence that says what that means. */
export function TermBar({ contract }: { contract: Contract }) {
  const { t } = useTranslation('contracts')
  const { startsOn, endsOn, noticeOn, today, status, renewalOf, renewedBy, letGo, closedReason } = contract
  const length = at(endsOn) + DAY - at(startsOn)
  const place = (day: string) => Math.min(100, Math.max(0, ((at(day) - at(startsOn)) / length) * 100))
  const days = Math.round((at(endsOn) - at(today)) / DAY)
  const state = status !== 'ACTIVE' ? status : startsOn > today ? 'COMING' : days <= 90 && !renewedBy ? 'ENDING' : 'RUNNING'
  const until = Math.round((at(startsOn) - at(today)) / DAY)
  return (
    <div className="contract-term" data-state={state}>
      <p className="contract-sentence">{t(`term.${state}`, { days, until, endsOn, startsOn })}</p>
      <div className="contract-bar" role="img" aria-label={t('term.label', { from: startsOn, to: endsOn, today })}>
        {state !== 'COMING' && state !== 'DRAFT' && state !== 'CANCELLED' && (
          <div className="contract-past" style={{ inlineSize: `${place(today)}%` }} />
        )}
        {noticeOn > startsOn && noticeOn < endsOn && (
          <div
            className="contract-notice"
            style={{ insetInlineStart: `${place(noticeOn)}%` }}
            title={t('term.notice', { date: noticeOn })}
          />
        )}
        {today >= startsOn && today <= endsOn && (
          <div className="contract-now" style={{ insetInlineStart: `${place(today)}%` }} />
        )}
      </div>
      <div className="contract-ends tabular">
        <span>{startsOn}</span>
        <span>{t('term.notice', { date: noticeOn })}</span>
        <span>{endsOn}</span>
      </div>
      {renewalOf && (
        <small>
          {t('term.renewalOf')}{' '}
          <Link to="/contracts/$id" params={{ id: renewalOf.id }}>
            {renewalOf.number}
          </Link>
        </small>
      )}
      {renewedBy && (
        <small>
          {t('term.renewedBy', { to: renewedBy.endsOn })}{' '}
          <Link to="/contracts/$id" params={{ id: renewedBy.id }}>
            {renewedBy.number}
          </Link>
        </small>
      )}
      {letGo && <small>{t('term.letGo', { reason: letGo })}</small>}
      {closedReason && <small>{t('term.closed', { reason: closedReason })}</small>}
    </div>
  )
}
