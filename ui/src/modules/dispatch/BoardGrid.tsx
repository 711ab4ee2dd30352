import { ClockCircleOutlined } from '@ant-design/icons'
import { Tag } from 'antd'
import type { CSSProperties, PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { duration, formatTime, useNow } from '@/shared/time'
import type { Absence, Booking, Engineer } from './api'
import { HOUR, instantOf, overlap, type Span, share } from './day'
import { useObjectionWords } from './Objections'
import { absenceSpan, fits, lateBy, objections, spanOf } from './rules'
import type { Drag, Load } from './useDragging'
import { useSkillNames } from './useSkillNames'

/** A plan on its way to the server. */
export type Pending = { caseId: string; engineerId: string; span: Span; subject: string }

type BoardGridProps = {
  day: string
  view: Span
  engineers: readonly Engineer[]
  bookings: readonly Booking[]
  absences: readonly Absence[]
  drag: Drag | undefined
  pending: Pending | undefined
  manyBranches: boolean
  onGrab: (event: PointerEvent, load: Load) => void
  onOpen: (booking: Booking) => void
}

/** Engineers as rows, hours as columns. */
export function BoardGrid(props: BoardGridProps) {
  const { t } = useTranslation('dispatch')
  const { day, view, engineers, bookings } = props
  const hours = Math.round((view.to - view.from) / HOUR)
  const marks = Array.from({ length: hours }, (_, index) => view.from + index * HOUR)
  const now = useNow('minute')

  return (
    <div className="board-scroll" data-scroll="">
      <div className="board-grid" style={{ '--hours': hours } as CSSProperties}>
        <div className="board-hours" aria-hidden="true">
          <div className="board-corner">{t('board.engineer')}</div>
          <div className="board-marks">
            {marks.map((at) => (
              <span key={at} className="tabular">
                {formatTime(at, 'time')}
              </span>
            ))}
          </div>
        </div>
        {engineers.map((engineer) => (
          <Row
            key={engineer.id}
            {...props}
            day={day}
            engineer={engineer}
            own={bookings.filter((booking) => booking.engineerId === engineer.id)}
          />
        ))}
        {now > view.from && now < view.to && (
          <div className="board-now" style={{ '--at': share(view, now) } as CSSProperties} aria-hidden="true">
            <span className="tabular">{formatTime(now, 'time')}</span>
          </div>
        )}
      </div>
    </div>
  )
}

type RowProps = BoardGridProps & { engineer: Engineer; own: readonly Booking[] }

function Row({ day, view, engineer, own, bookings, absences, drag, pending, manyBranches, onGrab, onOpen }: RowProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const skill = useSkillNames()
  const starts = instantOf(day, engineer.dayStarts.slice(0, 5), engineer.zone)
  const ends = instantOf(day, engineer.dayEnds.slice(0, 5), engineer.zone)
  const within = own.filter((booking) => overlap(spanOf(booking), view))
  const booked = within.reduce((sum, booking) => sum + overlapOf(spanOf(booking), { from: starts, to: ends }), 0)
  const load = Math.min(1, booked / (ends - starts))
  const held = drag?.load
  const inHand = held ? (held.kind === 'book' ? held.waiting.serviceCase : held.booking.serviceCase) : undefined
  const unfit = inHand !== undefined && held?.kind !== 'stretch' && !fits(engineer, inHand.needs)

  return (
    <section className="board-row" aria-label={engineer.name} data-unfit={unfit} data-inactive={!engineer.active}>
      <div className="board-name">
        <div className="board-person">
          <strong>{engineer.name}</strong>
          {engineer.partnerName ? (
            <Tag variant="filled" title={engineer.partnerName}>
              {t('board.partner')}
            </Tag>
          ) : manyBranches ? (
            <small>{engineer.branchName}</small>
          ) : null}
        </div>
        <span className="board-skills" title={engineer.skills.map((one) => skill(one.skill)).join(t('comma'))}>
          {unfit ? t('board.unfit') : engineer.skills.map((one) => skill(one.skill)).join(t('comma')) || t('board.noSkills')}
        </span>
        <div className="board-load" title={t('board.load', { time: duration(booked), count: within.length })}>
          <i style={{ width: `${load * 100}%` }} data-full={load > 0.9} />
        </div>
      </div>
      <div className="board-track" data-track={engineer.id}>
        <Off view={view} from={view.from} to={starts} />
        <Off view={view} from={ends} to={view.to} />
        {absences
          .filter((one) => one.userId === engineer.id && overlap(absenceSpan(one), view))
          .map((one) => (
            <div key={one.id} className="board-away" style={position(view, absenceSpan(one))}>
              {t('board.away')}
            </div>
          ))}
        {within.map((booking) => (
          <Block
            key={booking.id}
            booking={booking}
            view={view}
            lifted={held !== undefined && held.kind !== 'book' && held.booking.id === booking.id}
            waiting={pending?.caseId === booking.serviceCase.id}
            onGrab={onGrab}
            onOpen={onOpen}
          />
        ))}
        {drag?.target?.kind === 'plan' && drag.target.engineerId === engineer.id && inHand && (
          <Preview
            day={day}
            view={view}
            engineer={engineer}
            drag={drag}
            span={drag.target.span}
            bookings={bookings}
            absences={absences}
          />
        )}
        {pending?.engineerId === engineer.id && (
          <div className="booking" data-pending="true" style={position(view, pending.span)}>
            <span className="booking-body">
              <small className="tabular">{formatTime(pending.span.from, 'time')}</small>
              <strong>{pending.subject}</strong>
            </span>
          </div>
        )}
      </div>
    </section>
  )
}

function Off({ view, from, to }: { view: Span; from: number; to: number }) {
  return from < to ? <div className="board-off" style={position(view, { from, to })} aria-hidden="true" /> : null
}

type BlockProps = {
  booking: Booking
  view: Span
  lifted: boolean
  waiting: boolean
  onGrab: BoardGridProps['onGrab']
  onOpen: BoardGridProps['onOpen']
}

function Block({ booking, view, lifted, waiting, onGrab, onOpen }: BlockProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const span = spanOf(booking)
  const c = booking.serviceCase
  const late = lateBy(c, span.from)
  const moves = booking.acts.includes('MOVE')
  const stretches = booking.acts.includes('EXTEND')
  const times = `${formatTime(span.from, 'time')}–${formatTime(span.to, 'time')}`
  const grab = (event: PointerEvent) => {
    if (!moves) return
    const track = event.currentTarget.closest<HTMLElement>('[data-track]')
    if (!track) return
    const box = track.getBoundingClientRect()
    const at = view.from + ((event.clientX - box.left) / box.width) * (view.to - view.from)
    onGrab(event, { kind: 'move', booking, length: span.to - span.from, grab: at - span.from })
  }
  const narrow = span.to - span.from < 45 * 60_000
  return (
    <button
      type="button"
      className="booking"
      data-state={booking.state}
      data-severity={c.severity}
      data-late={late > 0}
      data-lifted={lifted}
      data-busy={waiting}
      data-narrow={narrow}
      data-moves={moves}
      data-before={span.from < view.from}
      data-after={span.to > view.to}
      style={position(view, span)}
      title={[
        `${times} ${c.number}`,
        c.subject,
        [c.customer, c.site].filter(Boolean).join(' · '),
        t(`states.${booking.state}`),
        late > 0 ? t('objections.promise', { time: duration(late * 60_000) }) : '',
      ]
        .filter(Boolean)
        .join('\n')}
      onPointerDown={grab}
      onClick={() => onOpen(booking)}
    >
      <span className="booking-body">
        <small className="tabular">
          {late > 0 && <ClockCircleOutlined aria-label={t('board.late')} />}
          <span>
            {formatTime(span.from, 'time')}
            <span className="booking-until">–{formatTime(span.to, 'time')}</span>
          </span>
          <span className="booking-state">{t(`states.${booking.state}`)}</span>
        </small>
        <strong>{c.subject}</strong>
        <span className="booking-where">{c.customer ?? c.contactName}</span>
      </span>
      {stretches && (
        <i
          className="booking-edge"
          aria-hidden="true"
          onPointerDown={(event) => {
            event.stopPropagation()
            onGrab(event, { kind: 'stretch', booking, length: span.to - span.from, grab: 0 })
          }}
        />
      )}
    </button>
  )
}

type PreviewProps = {
  day: string
  view: Span
  engineer: Engineer
  drag: Drag
  span: Span
  bookings: readonly Booking[]
  absences: readonly Absence[]
}

function Preview({ day, view, engineer, drag, span, bookings, absences }: PreviewProps) {
  const words = useObjectionWords()
  const { load } = drag
  const of = load.kind === 'book' ? load.waiting.serviceCase : load.booking.serviceCase
  const found = objections(of, engineer, span, day, bookings, load.kind === 'book' ? undefined : load.booking.id, absences)
  const tone = found.some((one) => one.code === 'clash') ? 'bad' : found.length > 0 ? 'warn' : 'good'
  return (
    <div className="preview" data-tone={tone} style={position(view, span)}>
      <strong className="tabular">
        {formatTime(span.from, 'time')}–{formatTime(span.to, 'time')}
      </strong>
      <span>{of.subject}</span>
      {found.length > 0 && (
        <ul>
          {found.map((one) => (
            <li key={one.code}>{words(one)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

const overlapOf = (a: Span, b: Span) => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from))

export function position(view: Span, span: Span): CSSProperties {
  const left = share(view, span.from)
  return { left: `${left * 100}%`, width: `${(share(view, span.to) - left) * 100}%` }
}
