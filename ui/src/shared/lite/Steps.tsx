import type { ReactNode } from 'react'

export type Step = {
  key: string
  title: ReactNode
  state: 'done' | 'now' | 'ahead' | 'failed'
  at?: ReactNode
  detail?: ReactNode
}

/** Where something stands, told like the way of a parcel. Newest first or first first: as the list comes. */
export function Steps({ steps }: { steps: Step[] }) {
  return (
    <ol className="lite-steps">
      {steps.map(({ key, title, state, at, detail }) => (
        <li key={key} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
          <span className="lite-step-dot" aria-hidden="true" />
          <div>
            <div className="lite-step-head">
              <strong>{title}</strong>
              {at && <small>{at}</small>}
            </div>
            {detail && <div className="lite-step-detail">{detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
