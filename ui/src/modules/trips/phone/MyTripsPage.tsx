import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Badge, Card, EmptyState, ErrorPanel, Skeleton, TopBar } from '@/shared/lite'
import { TONES, tripQueries } from '../api'
import './trips.css'

/** The trips I go on. */
export function MyTripsPage() {
  const { t } = useTranslation('trips')
  const mine = useQuery(tripQueries.mine())
  return (
    <>
      <TopBar title={t('title')} back="/me" />
      {mine.isPending ? (
        <Skeleton lines={6} />
      ) : (
        <main className="lite-page">
          {!mine.data ? (
            <ErrorPanel error={mine.error} onRetry={() => mine.refetch()} />
          ) : mine.data.rows.length === 0 ? (
            <EmptyState title={t('phone.none')} hint={t('phone.noneHint')} />
          ) : (
            mine.data.rows.map((trip) => (
              <Link key={trip.id} to={`/trips/${trip.id}` as never} className="trip-link">
                <Card>
                  <div className="trip-head">
                    <strong>{trip.purpose}</strong>
                    <Badge tone={TONES[trip.status]}>{t(`statuses.${trip.status}`)}</Badge>
                  </div>
                  <p className="trip-soft tabular">
                    {t('span', { from: trip.fromDay, to: trip.toDay })} · {trip.place}
                  </p>
                  {trip.papersOwed && <Badge tone="warn">{t('papersOwed')}</Badge>}
                </Card>
              </Link>
            ))
          )}
        </main>
      )}
    </>
  )
}
