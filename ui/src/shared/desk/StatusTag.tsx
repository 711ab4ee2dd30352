import type { ReactNode } from 'react'
import './desk.css'

/** What a state means to whoever looks at it; the same six everywhere, in both themes. */
export type Tone = 'neutral' | 'primary' | 'good' | 'warn' | 'bad' | 'info'

export function StatusTag({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="status-tag" data-tone={tone}>
      {children}
    </span>
  )
}
