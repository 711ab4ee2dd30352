import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Card, ErrorPanel, Field, Input } from '@/shared/lite'
import { homeOf, sessionQueries, useAbout, useSignIn } from '@/shared/session'
import { usePageTitle } from './usePageTitle'

/** For contacts of a company who have an account. Everything else here works without one. */
export function SignInPage() {
  const { t } = useTranslation('portal')
  usePageTitle(t('signIn.title'))
  const navigate = useNavigate()
  const queries = useQueryClient()
  const about = useAbout()
  const { next } = useSearch({ strict: false }) as { next?: string }
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useSignIn()

  const submit = (event: FormEvent) => {
    event.preventDefault()
    enter(login, password)
  }

  const enter = (who: string, secret: string) =>
    signIn.mutate(
      { login: who, password: secret },
      {
        onSuccess: async () => {
          const session = await queries.fetchQuery({ ...sessionQueries.current(), staleTime: 0 })
          const home = session ? homeOf(session) : '/portal/my'
          if (session?.user.mustChangePassword) window.location.assign('/password')
          else if (home === '/portal/my') navigate({ to: (next && /^\/(?![/\\])/.test(next) ? next : '/my') as never })
          else window.location.assign(home)
        },
      },
    )

  const demo = about?.demoAccounts?.filter(({ role }) => role === 'CUSTOMER') ?? []
  return (
    <main className="lite-page portal-narrow">
      <div className="portal-hello">
        <h1>{t('signIn.title')}</h1>
        <p>{t('signIn.hint')}</p>
      </div>
      <Card>
        <form className="portal-form" onSubmit={submit}>
          <Field label={t('signIn.login')}>
            <Input
              required
              autoComplete="username"
              autoCapitalize="none"
              maxLength={60}
              value={login}
              onChange={(event) => setLogin(event.target.value)}
            />
          </Field>
          <Field label={t('signIn.password')}>
            <Input
              required
              type="password"
              autoComplete="current-password"
              maxLength={200}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </Field>
          {signIn.isError && <ErrorPanel error={signIn.error} />}
          <Button submit wide busy={signIn.isPending}>
            {t('signIn.go')}
          </Button>
        </form>
      </Card>
      {demo.length > 0 && (
        <Card title={t('signIn.demo')}>
          <div className="portal-demo">
            {demo.map(({ login: who, name, password: secret }) => (
              <Button key={who} kind="plain" onClick={() => enter(who, secret)}>
                {name}
              </Button>
            ))}
          </div>
        </Card>
      )}
      <p className="portal-aside">
        {t('signIn.without')} <Link to="/">{t('signIn.withoutGo')}</Link>
      </p>
    </main>
  )
}
