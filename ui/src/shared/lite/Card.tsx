import type { ReactNode } from 'react'

type CardProps = {
  title?: ReactNode
  extra?: ReactNode
  children: ReactNode
  /** The whole card is one big target. */
  onOpen?: () => void
  tone?: 'plain' | 'accent' | 'warn' | 'bad'
}

export function Card({ title, extra, children, onOpen, tone = 'plain' }: CardProps) {
  const content = (
    <>
      {(title || extra) && (
        <header>
          {title && <h2>{title}</h2>}
          {extra && <div>{extra}</div>}
        </header>
      )}
      {children}
    </>
  )
  return onOpen ? (
    <button type="button" className="lite-card" data-tone={tone} onClick={onOpen}>
      {content}
    </button>
  ) : (
    <section className="lite-card" data-tone={tone}>
      {content}
    </section>
  )
}
