import { EnvironmentOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { planQueries, useRideAlong } from './planApi'
import './planning.css'

/** What waits near a visit and could ride along: a click books it with the same engineer on the same day. Nothing near, nothing shown. */
export function RideAlong({ bookingId }: { bookingId: string }) {
  const { t } = useTranslation('dispatch')
  const { message } = App.useApp()
  const riders = useQuery(planQueries.nearby(bookingId))
  const take = useRideAlong(bookingId)
  if (!riders.data || riders.data.length === 0) return null
  return (
    <section className="advice-others" aria-label={t('ride.title')}>
      <h3>{t('ride.title')}</h3>
      <ul>
        {riders.data.map((one) => (
          <li key={one.caseId} className="rider">
            <span>
              <strong>{one.subject}</strong>
              <small>
                {[one.customer, one.site].filter(Boolean).join(' · ')}
                <br />
                <EnvironmentOutlined /> {one.samePlace ? t('ride.same') : t('ride.away', { count: one.awayMinutes })} ·{' '}
                {formatTime(one.startsAt, 'time')}–{formatTime(one.endsAt, 'time')}
                {one.promiseMinutes !== null && one.promiseMinutes < 0 && ` · ${t('board.late')}`}
              </small>
            </span>
            <span className="rider-act">
              <small>{t('ride.saves', { count: one.savedMinutes })}</small>
              <Button
                size="small"
                loading={take.isPending && take.variables?.caseId === one.caseId}
                aria-label={t('ride.takeWhich', { subject: one.subject })}
                onClick={() =>
                  take.mutate(
                    { caseId: one.caseId, startsAt: one.startsAt },
                    {
                      onSuccess: () => message.success(t('ride.taken', { time: formatTime(one.startsAt, 'time') })),
                      onError: (error) => message.error(problemText(error)),
                    },
                  )
                }
              >
                {t('ride.take')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
