import type { ReactNode } from 'react'
import { formatTime } from '@/shared/time'
import { noonOf } from './day'
import './roster.css'

type WeeksTableProps = { label: string; days: string[]; busy?: boolean; cell: (day: string) => ReactNode }

/** Whole weeks, a row each; `cell` gives the table cell of a day. */
export function WeeksTable({ label, days, busy, cell }: WeeksTableProps) {
  return (
    <table className="preview" aria-label={label} aria-busy={busy}>
      <thead>
        <tr>
          {days.slice(0, 7).map((day) => (
            <th key={day} scope="col">
              {formatTime(noonOf(day), 'weekday')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: days.length / 7 }, (_, week) => (
          <tr key={days[week * 7]}>{days.slice(week * 7, week * 7 + 7).map(cell)}</tr>
        ))}
      </tbody>
    </table>
  )
}
