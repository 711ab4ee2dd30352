import { Link } from '@tanstack/react-router'
import { createContext, type ReactNode, useContext } from 'react'
import type { Population } from './api'
import { type Days, kept, type Period } from './period'

const PeriodContext = createContext<Period | undefined>(undefined)
export const PeriodProvider = PeriodContext.Provider

/** The address of the cases a figure counts. */
export function addressOf(period: Period, of: Population, is: readonly string[] = [], days?: Days) {
  const search = days ? { ...days, ...(period.branch && { branch: period.branch }) } : kept(period)
  return { to: '/overview/cases', search: { of, ...(is.length > 0 && { is: [...is] }), ...search } } as const
}

/** A figure, and behind it the cases it counts. */
export function Behind({ of, is, days, children }: { of: Population; is?: readonly string[]; days?: Days; children: ReactNode }) {
  const period = useContext(PeriodContext)
  if (!period) return children
  const { to, search } = addressOf(period, of, is, days)
  return (
    <Link to={to} search={search as never} className="behind">
      {children}
    </Link>
  )
}
