import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { DemoBanner } from '@/shared/DemoBanner'
import { chooseLanguage, hasChosenLanguage } from '@/shared/i18n'
import { ErrorPanel, Skeleton } from '@/shared/lite'
import { useLive } from '@/shared/live'
import { type Session, sessionQueries, toSignIn } from '@/shared/session'
import { setZone } from '@/shared/time'
import { SignInAgain } from './SignInAgain'

/** The engineer's phone: signed in, live, one thumb. */
export function FieldFrame() {
  const session = useQuery(sessionQueries.current())

  useEffect(() => {
    if (session.data === null) toSignIn()
    if (session.data?.user.mustChangePassword) window.location.assign('/password')
  }, [session.data])

  if (session.isError && !session.data) return <ErrorPanel error={session.error} onRetry={() => session.refetch()} />
  if (!session.data) return <Skeleton lines={6} />
  return <SignedIn session={session.data} />
}

function SignedIn({ session }: { session: Session }) {
  useLive()
  setZone(session.branches[0]?.zone)
  useEffect(() => {
    if (session.user.locale && !hasChosenLanguage()) chooseLanguage(session.user.locale, false)
  }, [session.user.locale])
  return (
    <div className="lite">
      <DemoBanner />
      <SignInAgain login={session.user.login} name={session.user.name} />
      <Outlet />
    </div>
  )
}
