import { Navigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { pageOf } from '@/shared/desk'
import { homeOf, useSession } from '@/shared/session'

/** Where a mail about something leads: to the thing's page, or for whoever works on the phone to the phone's. */
export function OpenPage() {
  const { kind, id } = useParams({ strict: false }) as { kind: string; id: string }
  const home = homeOf(useSession())
  useEffect(() => {
    if (home !== '/') window.location.replace(home)
  }, [home])
  return home === '/' ? <Navigate to={(pageOf(kind, id) ?? '/notices') as never} replace /> : null
}
