import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { forgetAnswers } from '@/modules/fieldwork/offline/keep'
import { openQueue } from '@/modules/fieldwork/offline/queue'
import { OfflineBar } from '@/modules/fieldwork/phone/OfflineBar'
import { DemoBanner } from '@/shared/DemoBanner'
import { chooseLanguage, hasChosenLanguage } from '@/shared/i18n'
import { ErrorPanel, Skeleton } from '@/shared/lite'
import { useLive } from '@/shared/live'
import { type Session, sessionQueries, toSignIn } from '@/shared/session'
import { setZone } from '@/shared/time'
import { SignInAgain } from './SignInAgain'

/** The engineer's phone: signed in, live, one thumb; it opens without a net as whoever was signed in last. */
export function FieldFrame() {
  const session = useQuery(sessionQueries.current())

  useEffect(() => {
    if (session.data === null) toSignIn()
    if (session.data?.user.mustChangePassword) window.location.assign('/password')
  }, [session.data])

  if (session.isError && !session.data) return <ErrorPanel error={session.error} onRetry={() => session.refetch()} />
  if (!session.data) return <Skeleton lines={6} />
  return <SignedIn key={session.data.user.id} session={session.data} />
}

let first: string | undefined

function SignedIn({ session }: { session: Session }) {
  const queries = useQueryClient()
  const user = session.user.id
  useLive()
  setZone(session.branches[0]?.zone)
  useEffect(() => {
    // Somebody else has signed in on this phone: nothing of the former user's is shown.
    if (first && first !== user) void forgetAnswers().then(() => window.location.reload())
    first = user
    return openQueue(user, queries)
  }, [user, queries])
  useEffect(() => {
    if (session.user.locale && !hasChosenLanguage()) chooseLanguage(session.user.locale, false)
  }, [session.user.locale])
  return (
    <div className="lite">
      <DemoBanner />
      <SignInAgain login={session.user.login} name={session.user.name} />
      <OfflineBar />
      <Outlet />
    </div>
  )
}
