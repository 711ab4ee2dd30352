import { useTranslation } from 'react-i18next'
import { dayOf } from '@/shared/time'
import type { Point } from './MetersPanel'

const WIDTH = 480
const HEIGHT = 90
const LEFT = 4

/** Readings over time; where a counter was replaced the line begins anew. */
export function MeterChart({ points, label, unit }: { points: Point[]; label: string; unit: string }) {
  const { t } = useTranslation('assets')
  const at = points.map((point) => Date.parse(point.at))
  const values = points.map((point) => Number(point.value))
  const [first = 0, last = 1] = [at[0], at[at.length - 1]]
  const low = Math.min(...values)
  const high = Math.max(...values)
  const x = (instant: number) => LEFT + ((instant - first) / Math.max(1, last - first)) * (WIDTH - LEFT * 2)
  const y = (value: number) => 8 + (1 - (high === low ? 0.5 : (value - low) / (high - low))) * (HEIGHT - 30)
  const path = points
    .map((point, index) => `${index === 0 || point.restarts ? 'M' : 'L'}${x(at[index] ?? 0)},${y(values[index] ?? 0)}`)
    .join('')
  return (
    <svg
      className="meter-chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t('meters.chart', { name: label, count: points.length, low, high, unit })}
    >
      <path d={path} />
      {points.map((point, index) => (
        <circle key={point.at} cx={x(at[index] ?? 0)} cy={y(values[index] ?? 0)} r={3}>
          <title>{`${dayOf(point.at)} ${point.value} ${unit}`}</title>
        </circle>
      ))}
      <text x={LEFT} y={HEIGHT - 4}>
        {dayOf(first)}
      </text>
      <text x={WIDTH - LEFT} y={HEIGHT - 4} textAnchor="end">
        {dayOf(last)}
      </text>
    </svg>
  )
}
