import { ClockCircleOutlined, MoreOutlined } from '@ant-design/icons'
import { Button, Dropdown, Tag } from 'antd'
import { type CSSProperties, type PointerEvent, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf, duration, formatTime, useNow } from '@/shared/time'
import type { Absence, BoardCase, Booking, Engineer } from './api'
import { dayAfter, HOUR, instantOf, overlap, type Span, share } from './day'
import { isInHand, type Placement, placements } from './many'
import { useObjectionWords } from './Objections'
import { absenceSpan, fits, lateBy, objections, promiseOf, spanOf } from './rules'
import type { Drag, Load } from './useDragging'
import { useSeen } from './useSeen'
import { useSkillNames } from './useSkillNames'

/** A plan on its way to the server. */
export type Pending = { caseId: string; engineerId: string; span: Span; subject: string }

/** Of several days there is a mark every six hours. */
const APART = 6
/** Rows that are drawn at once, before anybody knows what is in sight. */
const FIRST = 20

type BoardGridProps = {
  day: string
  days: number
  /** Minutes on the road to each booking. */
  ways: ReadonlyMap<string, number>
  /** Somebody cannot come: who, and whether only the rest of the day. */
  onAbsent: ((engineer: Engineer, rest: boolean) => void) | undefined
  view: Span
  engineers: readonly Engineer[]
  bookings: readonly Booking[]
  absences: readonly Absence[]
  drag: Drag | undefined
  pending: Pending | undefined
  manyBranches: boolean
  /** Those that move together. */
  chosen: readonly Booking[]
  onChoose: (booking: Booking) => void
  onGrab: (event: PointerEvent, load: Load) => void
  onOpen: (booking: Booking) => void
}

/** Engineers as rows, hours as columns. */
export function BoardGrid(props: BoardGridProps) {
  const { t } = useTranslation('dispatch')
  const { days, view, engineers, bookings } = props
  const apart = days > 1 ? APART : 1
  const hours = Math.round((view.to - view.from) / HOUR / apart)
  const marks = Array.from({ length: hours }, (_, index) => view.from + index * HOUR * apart)
  const now = useNow('minute')
  const ofWhom = useMemo(() => byEngineer(bookings), [bookings])

  return (
    <div className="board-scroll" data-scroll="">
      <div className="board-grid" style={{ '--hours': hours } as CSSProperties}>
        <div className="board-hours" aria-hidden="true">
          <div className="board-corner">{t('board.engineer')}</div>
          <div className="board-marks">
            {marks.map((at, index) => (
              <span key={at} className="tabular">
                {days === 1 || index % 4 > 1
                  ? formatTime(at, 'time')
                  : index % 4 === 0 && <strong>{formatTime(at, 'day')}</strong>}
              </span>
            ))}
          </div>
        </div>
        {engineers.map((engineer, index) => (
          <Seen key={engineer.id} {...props} first={index < FIRST} engineer={engineer} own={ofWhom.get(engineer.id) ?? []} />
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

function byEngineer(bookings: readonly Booking[]) {
  const all = new Map<string, Booking[]>()
  for (const booking of bookings) {
    const own = all.get(booking.engineerId)
    if (own) own.push(booking)
    else all.set(booking.engineerId, [booking])
  }
  return all
}

type RowProps = BoardGridProps & { engineer: Engineer; own: readonly Booking[] }

/** A row that is drawn when it comes near: two hundred engineers with ten visits each are too many to draw at once. */
function Seen({ first, ...props }: RowProps & { first: boolean }) {
  const { engineer } = props
  const unfit = isUnfit(props)
  const [ref, seen] = useSeen<HTMLElement>(first, props.drag !== undefined)
  return (
    <section ref={ref} className="board-row" aria-label={engineer.name} data-inactive={!engineer.active} data-unfit={unfit}>
      {seen ? <Row {...props} unfit={unfit} /> : <div className="board-name">{engineer.name}</div>}
    </section>
  )
}

/** What is in hand needs a skill that the engineer lacks. */
function isUnfit({ drag, engineer }: RowProps) {
  const held = drag?.load
  if (!held || held.kind === 'stretch') return false
  return !fits(engineer, (held.kind === 'book' ? held.waiting : held.booking).serviceCase.needs)
}

function Row({
  unfit,
  day,
  days,
  view,
  ways,
  engineer,
  own,
  bookings,
  absences,
  drag,
  pending,
  manyBranches,
  chosen,
  onAbsent,
  onChoose,
  onGrab,
  onOpen,
}: RowProps & { unfit: boolean }) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const skill = useSkillNames()
  const work = Array.from({ length: days }, (_, index) => ({
    from: instantOf(dayAfter(day, index), engineer.dayStarts.slice(0, 5), engineer.zone),
    to: instantOf(dayAfter(day, index), engineer.dayEnds.slice(0, 5), engineer.zone),
  }))
  const within = own.filter((booking) => overlap(spanOf(booking), view))
  const booked = within.reduce((sum, booking) => sum + work.reduce((part, span) => part + overlapOf(spanOf(booking), span), 0), 0)
  const load = Math.min(1, booked / work.reduce((sum, span) => sum + span.to - span.from, 0))
  const held = drag?.load
  const inHand = held ? (held.kind === 'book' ? held.waiting.serviceCase : held.booking.serviceCase) : undefined
  const placed: Placement[] = drag ? placements(drag.load, drag.target).filter((one) => one.engineerId === engineer.id) : []

  return (
    <>
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
          {onAbsent && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  { key: 'day', label: t('inDay.absent'), onClick: () => onAbsent(engineer, false) },
                  { key: 'rest', label: t('inDay.absentRest'), onClick: () => onAbsent(engineer, true) },
                ],
              }}
            >
              <Button
                className="board-more"
                type="text"
                size="small"
                icon={<MoreOutlined />}
                aria-label={t('inDay.menu', { engineer: engineer.name })}
              />
            </Dropdown>
          )}
        </div>
        <span className="board-skills" title={engineer.skills.map((one) => skill(one.skill)).join(t('comma'))}>
          {unfit ? t('board.unfit') : engineer.skills.map((one) => skill(one.skill)).join(t('comma')) || t('board.noSkills')}
        </span>
        <div className="board-load" title={t('board.load', { time: duration(booked), count: within.length })}>
          <i style={{ width: `${load * 100}%` }} data-full={load > 0.9} />
        </div>
      </div>
      <div className="board-track" data-track={engineer.id}>
        {[view.from, ...work.map((span) => span.to)].map((from, index) => (
          <Off key={from} view={view} from={from} to={work[index]?.from ?? view.to} />
        ))}
        {within.map((booking, index) => (
          <WayTo key={booking.id} booking={booking} before={within[index - 1]} minutes={ways.get(booking.id)} view={view} />
        ))}
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
            lifted={isInHand(held, booking)}
            chosen={chosen}
            onChoose={onChoose}
            waiting={pending?.caseId === booking.serviceCase.id}
            onGrab={onGrab}
            onOpen={onOpen}
          />
        ))}
        {drag?.target?.kind === 'plan' && drag.load.kind === 'book' && drag.target.engineerId === engineer.id && inHand && (
          <Preview of={inHand} view={view} engineer={engineer} span={drag.target.span} bookings={bookings} absences={absences} />
        )}
        {placed.map(({ booking, span }) => (
          <Preview
            key={booking.id}
            of={booking.serviceCase}
            view={view}
            engineer={engineer}
            span={span}
            bookings={bookings.filter((one) => one.id === booking.id || !isInHand(held, one))}
            except={booking.id}
            absences={absences}
          />
        ))}
        {pending?.engineerId === engineer.id && (
          <div className="booking" data-pending="true" style={position(view, pending.span)}>
            <span className="booking-body">
              <small className="tabular">{formatTime(pending.span.from, 'time')}</small>
              <strong>{pending.subject}</strong>
            </span>
          </div>
        )}
      </div>
    </>
  )
}

function Off({ view, from, to }: { view: Span; from: number; to: number }) {
  return from < to ? <div className="board-off" style={position(view, { from, to })} aria-hidden="true" /> : null
}

type WayToProps = { booking: Booking; before: Booking | undefined; minutes: number | undefined; view: Span }

/** The road to a visit, red where the time left for it is too short. */
function WayTo({ booking, before, minutes, view }: WayToProps) {
  const { t } = useTranslation('dispatch')
  if (!minutes) return null
  const { from } = spanOf(booking)
  const way = { from: from - minutes * 60_000, to: from }
  const tight = before !== undefined && spanOf(before).to > way.from && dayOf(before.startsAt) === dayOf(booking.startsAt)
  return overlap(way, view) ? (
    <div
      className="board-way"
      data-tight={tight}
      style={position(view, way)}
      title={t(tight ? 'board.wayTight' : 'board.way', { count: minutes })}
    />
  ) : null
}

type BlockProps = {
  booking: Booking
  view: Span
  lifted: boolean
  waiting: boolean
  chosen: readonly Booking[]
  onChoose: BoardGridProps['onChoose']
  onGrab: BoardGridProps['onGrab']
  onOpen: BoardGridProps['onOpen']
}

function Block({ booking, view, lifted, waiting, chosen, onChoose, onGrab, onOpen }: BlockProps) {
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
    const others = isChosen ? chosen.filter((one) => one.id !== booking.id) : []
    onGrab(event, { kind: 'move', booking, others, length: span.to - span.from, grab: at - span.from })
  }
  const isChosen = chosen.some((one) => one.id === booking.id)
  const narrow = span.to - span.from < 45 * 60_000
  return (
    <button
      type="button"
      className="booking"
      data-state={booking.state}
      data-severity={c.severity}
      data-late={late > 0}
      data-promise={promiseOf(c, span.from)}
      data-lifted={lifted}
      data-busy={waiting}
      data-narrow={narrow}
      data-moves={moves}
      data-chosen={isChosen}
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
      onClick={(event) => (event.ctrlKey || event.metaKey || event.shiftKey ? onChoose(booking) : onOpen(booking))}
      onKeyDown={(event) => {
        if (event.key === 'x' && !event.ctrlKey && !event.metaKey) onChoose(booking)
      }}
    >
      <span className="booking-body">
        <small className="tabular">
          {late > 0 && <ClockCircleOutlined aria-label={t('board.late')} />}
          <span>
            {formatTime(span.from, 'time')}
            <span className="booking-until">–{formatTime(span.to, 'time')}</span>
          </span>
          <span className="booking-state">
            {booking.remote && `${t('plan.remoteTag')} · `}
            {t(`states.${booking.state}`)}
          </span>
        </small>
        <strong>{c.subject}</strong>
        <span className="booking-where">
          {c.people > 1 && <b>{t('crew.count', { count: c.people })} · </b>}
          {c.customer ?? c.contactName}
        </span>
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
  of: BoardCase
  /** The booking that moves. */
  except?: string
  view: Span
  engineer: Engineer
  span: Span
  bookings: readonly Booking[]
  absences: readonly Absence[]
}

function Preview({ of, except, view, engineer, span, bookings, absences }: PreviewProps) {
  const words = useObjectionWords()
  const found = objections(of, engineer, span, dayOf(span.from), bookings, except, absences)
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
