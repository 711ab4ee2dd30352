import type { ReactNode } from 'react'
import './panel.css'

/** One part of a page about one thing, under its own heading. */
export function Panel({ title, extra, children }: { title?: ReactNode; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel">
      {title && (
        <header>
          <h2>{title}</h2>
          {extra}
        </header>
      )}
      {children}
    </section>
  )
}

type Fact = { label: string; value: ReactNode }

/** Names and values under each other; what is empty shows a dash, so that its absence is seen. */
export function Facts({ facts }: { facts: (Fact | false | null | undefined)[] }) {
  return (
    <dl className="facts">
      {facts
        .filter((fact) => !!fact)
        .map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value === null || value === undefined || value === '' ? <span className="faint">—</span> : value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** Panels of the same kind side by side, as many as fit. */
export function PanelGrid({ children }: { children: ReactNode }) {
  return <div className="panel-grid">{children}</div>
}
