import { useTranslation } from 'react-i18next'
import { dayOf, formatTime } from '@/shared/time'
import type { Run, Tour } from './planApi'

/** How the best cost fell while the search went on. */
export function PlanCurve({ steps }: { steps: Run['progress'] }) {
  const { t } = useTranslation('dispatch')
  const costs = steps.map((step) => step.cost)
  const high = Math.max(1, ...costs)
  const low = Math.min(high, ...costs)
  const y = (cost: number) => 8 + (high === low ? 0.5 : (high - cost) / (high - low)) * 64
  const points = steps.map((step) => `${(step.spent * 400).toFixed(1)},${y(step.cost).toFixed(1)}`).join(' ')
  return (
    <svg className="plan-curve" viewBox="0 0 400 80" preserveAspectRatio="none" role="img" aria-label={t('planner.curve')}>
      <line x1="0" y1="79" x2="400" y2="79" />
      {steps.length > 1 && <polyline points={points} />}
    </svg>
  )
}

/** The planned days, a line for each engineer's day. */
export function PlanPicture({ tours }: { tours: readonly Tour[] }) {
  const { t } = useTranslation('dispatch')
  const days = [...new Set(tours.map((tour) => dayOf(tour.from)))].sort()
  return (
    <div className="plan-picture">
      {days.map((day) => {
        const today = tours.filter((tour) => dayOf(tour.from) === day)
        const from = Math.min(...today.map((tour) => Date.parse(tour.from)))
        const to = Math.max(
          ...today.flatMap((tour) => [Date.parse(tour.to), ...tour.stops.map((stop) => Date.parse(stop.endsAt))]),
        )
        const share = (at: string) => ((Date.parse(at) - from) / (to - from)) * 100
        return (
          <section key={day}>
            <h3>{formatTime(today[0]?.from ?? day, 'day')}</h3>
            {today.map((tour) => (
              <div key={`${tour.engineerId} ${tour.from}`} className="plan-tour">
                <span>{tour.engineer}</span>
                <div>
                  {tour.stops.map((stop) => {
                    const left = share(stop.startsAt)
                    const way = (stop.travelMinutes * 60_000 * 100) / (to - from)
                    return (
                      <span key={stop.caseId + stop.startsAt}>
                        <u style={{ left: `${Math.max(0, left - way)}%`, width: `${Math.min(way, left)}%` }} />
                        <i
                          data-fate={stop.fate}
                          style={{ left: `${left}%`, width: `${share(stop.endsAt) - left}%` }}
                          title={`${formatTime(stop.startsAt, 'time')}–${formatTime(stop.endsAt, 'time')} ${stop.number} ${stop.subject}`}
                        >
                          {stop.subject}
                        </i>
                      </span>
                    )
                  })}
                </div>
              </div>
            ))}
          </section>
        )
      })}
      <div className="board-legend">
        {(['KEPT', 'MOVED', 'NEW'] as const).map((fate) => (
          <span key={fate}>
            <i data-fate={fate} />
            {t(`planner.fate.${fate}`)}
          </span>
        ))}
      </div>
    </div>
  )
}
