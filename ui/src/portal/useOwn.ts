import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { sessionQueries } from '@/shared/session'
import { portalQueries } from './api'

/** Who somebody of a customer is and how to reach him. */
export type Own = { name: string; phone: string; email: string; company: string }

/** The customer's person who has signed in, if one has: he need not say again who he is. */
export function useOwn(): Own | undefined {
  const session = useQuery(sessionQueries.current()).data
  const mayAsk = session?.permissions.includes('portal.use') ?? false
  const company = useQuery({ ...portalQueries.company(), enabled: mayAsk }).data
  const name = session?.user.name
  return useMemo(
    () => (mayAsk && name && company ? { name, phone: company.phone, email: company.email, company: company.name } : undefined),
    [mayAsk, name, company],
  )
}
