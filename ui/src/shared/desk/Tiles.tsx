import type { ReactNode } from 'react'
import './desk.css'

type TileProps = { name: string; value: ReactNode; hint?: ReactNode; tone?: 'bad' | 'warn' | undefined; wide?: boolean }

/** One number with its name; the number is a link to what it counts. */
export function Tile({ name, value, hint, tone, wide = false }: TileProps) {
  return (
    <div className="tile" data-tone={tone} data-wide={wide}>
      <dt>{name}</dt>
      <dd className="tabular">{value}</dd>
      {hint && <dd className="tile-hint">{hint}</dd>}
    </div>
  )
}

export function Tiles({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="tiles-row" aria-label={label}>
      <h2>{label}</h2>
      <dl className="tiles">{children}</dl>
    </section>
  )
}
