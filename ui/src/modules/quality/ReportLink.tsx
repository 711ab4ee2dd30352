import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { listOf, reportOf } from './promiseReport'

type ReportLinkProps = {
  address: ReturnType<typeof listOf> | ReturnType<typeof reportOf>
  className?: string
  children: ReactNode
}

/** To the promises behind a figure, or to the report narrowed down. */
export function ReportLink({ address: { to, search }, className = 'behind', children }: ReportLinkProps) {
  return (
    <Link to={to} search={search as never} className={className}>
      {children}
    </Link>
  )
}
