import type { ReactNode } from 'react'

/** Nothing here: says so, why, and what can be done. */
export function EmptyState({
  title,
  hint,
  icon,
  action,
}: {
  title: string
  hint?: ReactNode
  icon?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="lite-empty">
      {icon && <div className="lite-empty-icon">{icon}</div>}
      <strong>{title}</strong>
      {hint && <p>{hint}</p>}
      {action}
    </div>
  )
}
