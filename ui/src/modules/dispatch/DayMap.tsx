import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Nothing } from '@/shared/desk'
import { type Flat, layOut } from '@/shared/map/layOut'
import { formatTime } from '@/shared/time'
import type { Board, Booking, Waiting } from './api'
import { spanOf } from './rules'

const WIDTH = 1000
const HEIGHT = 620
/** Told apart also by people who do not see all colours. */
export const ROUTE_COLOURS = [
  '#1f6feb',
  '#d9730d',
  '#0f9d76',
  '#a23ac2',
  '#c2410c',
  '#0e7490',
  '#7c5c00',
  '#be185d',
  '#4d7c0f',
  '#475569',
]

type DayMapProps = { board: Board; onOpen: (booking: Booking) => void; onPlan: (waiting: Waiting) => void }

/** The day from above: where everybody starts, whom they visit in which order, and what still waits. Drawn from our own data, no tiles. */
export function DayMap({ board, onOpen, onPlan }: DayMapProps) {
  const { t } = useTranslation('dispatch')
  const [only, setOnly] = useState<string>()
  const routes = useMemo(() => routesOf(board), [board])
  const waiting = board.waiting.filter((one) => one.serviceCase.place)
  const map = useMemo(
    () =>
      layOut(
        [
          ...board.starts.map((start) => start.place),
          ...board.bookings.flatMap((one) => (one.serviceCase.place ? [one.serviceCase.place] : [])),
          ...board.waiting.flatMap((one) => (one.serviceCase.place ? [one.serviceCase.place] : [])),
        ],
        WIDTH,
        HEIGHT,
      ),
    [board],
  )
  const regions = useMemo(() => regionsOf(board, map), [board, map])
  if (!map) return <Nothing first={t('map.nothing')} />

  return (
    <div className="day-map">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('map.title')}>
        {map.grid.map((line) => (
          <line key={line.key} className="map-grid" x1={line.x1} y1={line.y1} x2={line.x2} y2={line.y2} />
        ))}
        {regions.map((region) => (
          <text key={region.name} className="map-region" x={region.x} y={region.y}>
            {region.name}
          </text>
        ))}
        {waiting.map((one) => {
          const at = one.serviceCase.place && map.at(one.serviceCase.place)
          return (
            at && (
              // biome-ignore lint/a11y/useSemanticElements: a button cannot live in a drawing
              <g
                key={one.serviceCase.id}
                className="map-waiting"
                role="button"
                tabIndex={0}
                aria-label={`${one.serviceCase.number} ${one.serviceCase.subject}`}
                data-severity={one.serviceCase.severity}
                onClick={() => onPlan(one)}
                onKeyDown={(event) => event.key === 'Enter' && onPlan(one)}
              >
                <title>{`${one.serviceCase.number} ${one.serviceCase.subject}\n${one.serviceCase.customer ?? ''}`}</title>
                <circle cx={at.x} cy={at.y} r={7} />
              </g>
            )
          )
        })}
        {routes.map((route) => {
          const points = route.stops.map((stop) => map.at(stop.place))
          const from = route.start && map.at(route.start)
          const path = [...(from ? [from] : []), ...points]
          return (
            <g
              key={route.id}
              className="map-route"
              data-dim={only !== undefined && only !== route.id}
              style={{ '--route': route.colour } as React.CSSProperties}
            >
              <polyline points={path.map((one) => `${one.x},${one.y}`).join(' ')} />
              {from && <rect x={from.x - 6} y={from.y - 6} width={12} height={12} rx={2} />}
              {route.stops.map((stop, index) => {
                const at = points[index]
                return (
                  at && (
                    // biome-ignore lint/a11y/useSemanticElements: a button cannot live in a drawing
                    <g
                      key={stop.booking.id}
                      role="button"
                      tabIndex={0}
                      aria-label={`${route.name} ${formatTime(stop.booking.startsAt, 'time')} ${stop.booking.serviceCase.subject}`}
                      onClick={() => onOpen(stop.booking)}
                      onKeyDown={(event) => event.key === 'Enter' && onOpen(stop.booking)}
                    >
                      <title>{`${formatTime(stop.booking.startsAt, 'time')} ${route.name}\n${stop.booking.serviceCase.subject}\n${stop.booking.serviceCase.site ?? ''}`}</title>
                      <circle cx={at.x} cy={at.y} r={11} />
                      <text x={at.x} y={at.y + 4}>
                        {index + 1}
                      </text>
                    </g>
                  )
                )
              })}
            </g>
          )
        })}
        <g className="map-scale" transform={`translate(20 ${HEIGHT - 20})`}>
          <path d={`M0,-6 V0 H${map.scale.length} V-6`} />
          <text x={map.scale.length / 2} y={-8}>
            {t('map.kilometres', { count: map.scale.kilometres })}
          </text>
        </g>
      </svg>
      <ul className="map-legend">
        {routes.map((route) => (
          <li key={route.id}>
            <button
              type="button"
              aria-pressed={only === route.id}
              onClick={() => setOnly(only === route.id ? undefined : route.id)}
            >
              <i style={{ background: route.colour }} />
              {route.name}
              <small className="tabular">{t('map.stops', { count: route.stops.length, minutes: route.minutes })}</small>
            </button>
          </li>
        ))}
        <li className="map-key">
          <i className="map-dot" />
          {t('map.waiting', { count: waiting.length })}
        </li>
      </ul>
    </div>
  )
}

function routesOf(board: Board) {
  const ways = new Map(board.ways.map((way) => [way.bookingId, way.minutes]))
  return board.engineers
    .map((engineer, index) => {
      const stops = board.bookings
        .filter((one) => one.engineerId === engineer.id)
        .sort((a, b) => spanOf(a).from - spanOf(b).from)
        .flatMap((booking) => (booking.serviceCase.place ? [{ booking, place: booking.serviceCase.place }] : []))
      return {
        id: engineer.id,
        name: engineer.name,
        colour: ROUTE_COLOURS[index % ROUTE_COLOURS.length] ?? '#475569',
        start: board.starts.find((one) => one.engineerId === engineer.id)?.place,
        stops,
        minutes: stops.reduce((sum, stop) => sum + (ways.get(stop.booking.id) ?? 0), 0),
      }
    })
    .filter((route) => route.stops.length > 0 || route.start)
}

/** A region is written amid its sites, unless another one is written there already. */
function regionsOf(board: Board, map: Flat | undefined) {
  if (!map) return []
  const all = new Map<string, { x: number; y: number }[]>()
  for (const { serviceCase: c } of [...board.bookings, ...board.waiting]) {
    const name = c.region
    if (name && c.place) all.set(name, [...(all.get(name) ?? []), map.at(c.place)])
  }
  const written: { name: string; x: number; y: number }[] = []
  for (const [name, points] of all) {
    const x = points.reduce((sum, one) => sum + one.x, 0) / points.length
    const y = Math.min(...points.map((one) => one.y)) - 18
    if (!written.some((one) => Math.abs(one.x - x) < 46 && Math.abs(one.y - y) < 16)) written.push({ name, x, y })
  }
  return written
}
