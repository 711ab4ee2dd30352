import { useTranslation } from 'react-i18next'
import { duration, formatTime } from '@/shared/time'
import type { Booking, Engineer } from './api'
import { lateBy, spanOf } from './rules'

type BoardListProps = { engineers: readonly Engineer[]; bookings: readonly Booking[]; onOpen: (booking: Booking) => void }

/** The board on a phone: each engineer's day as a list. */
export function BoardList({ engineers, bookings, onOpen }: BoardListProps) {
  const { t } = useTranslation('dispatch')
  return (
    <div className="board-list">
      {engineers.map((engineer) => {
        const own = bookings.filter((booking) => booking.engineerId === engineer.id)
        return (
          <section key={engineer.id}>
            <header>
              <h2>{engineer.name}</h2>
              <small>
                {own.length === 0
                  ? t('board.free')
                  : t('board.load', {
                      count: own.length,
                      time: duration(own.reduce((sum, one) => sum + spanOf(one).to - spanOf(one).from, 0)),
                    })}
              </small>
            </header>
            {own.map((booking) => (
              <button
                key={booking.id}
                type="button"
                className="board-line"
                data-state={booking.state}
                data-severity={booking.serviceCase.severity}
                data-late={lateBy(booking.serviceCase, spanOf(booking).from) > 0}
                onClick={() => onOpen(booking)}
              >
                <span className="tabular">
                  {formatTime(booking.startsAt, 'time')}
                  <br />
                  {formatTime(booking.endsAt, 'time')}
                </span>
                <span>
                  <strong>{booking.serviceCase.subject}</strong>
                  <small>{[t(`states.${booking.state}`), booking.serviceCase.customer].filter(Boolean).join(' · ')}</small>
                </span>
              </button>
            ))}
          </section>
        )
      })}
    </div>
  )
}
