import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'primary' | 'good' | 'warn' | 'bad' | 'info'

export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="lite-badge" data-tone={tone}>
      {children}
    </span>
  )
}
