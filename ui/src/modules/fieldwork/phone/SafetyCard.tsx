import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Badge, Card } from '@/shared/lite'
import { formatTime } from '@/shared/time'
import { useBriefing, type Visit } from '../api'
import { certificateWords, RISK_TONE } from '../safety'

/** Why work stands still, what is missing before it may begin, and the hazards of this visit. Nothing where nothing is dangerous. */
export function SafetyCard({ visit }: { visit: Visit }) {
  const { t } = useTranslation('fieldwork')
  const { id, status } = visit.card
  const briefing = useBriefing(id).data
  const stop = (visit.interruptions ?? []).find(({ kind, toAt }) => kind === 'STOP' && toAt === null)
  const over = ['SIGNED', 'HANDED_OVER', 'REFUSED', 'CANCELLED'].includes(status)
  const missing = over ? [] : (briefing?.certificates ?? [])
  const hazards = briefing?.hazards ?? []
  if (!stop && missing.length === 0 && hazards.length === 0) return null
  const done = briefing?.engineerDone && briefing.contactDone
  return (
    <Card
      title={t('safety.title')}
      tone={stop || missing.length > 0 ? 'bad' : undefined}
      extra={hazards.length > 0 && <Badge tone={done ? 'good' : 'warn'}>{t(done ? 'safety.done' : 'safety.todo')}</Badge>}
    >
      {stop && (
        <p className="field-text">
          <strong>{t('safety.stopped', { at: formatTime(stop.fromAt, 'time') })}</strong> {stop.reason}
        </p>
      )}
      {missing.length > 0 && <p className="field-text">{t('safety.certificate', { names: certificateWords(missing) })}</p>}
      {hazards.length > 0 && (
        <ul className="field-checklists">
          {hazards.slice(0, 3).map((hazard) => (
            <li key={hazard.id}>
              <Link to={`/visits/${id}/briefing` as never}>
                <span>{hazard.title}</span>
                <Badge tone={RISK_TONE[hazard.risk]}>{t(`safety.risks.${hazard.risk}`)}</Badge>
              </Link>
            </li>
          ))}
          {hazards.length > 3 && (
            <li>
              <Link to={`/visits/${id}/briefing` as never}>
                <span>{t('safety.more', { count: hazards.length - 3 })}</span>
              </Link>
            </li>
          )}
        </ul>
      )}
    </Card>
  )
}
