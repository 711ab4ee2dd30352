import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Card, Choice, ErrorPanel, Field, Input } from '@/shared/lite'
import { homeOf, sessionQueries, useAbout, useSignIn } from '@/shared/session'
import { SignInByCode } from './SignInByCode'
import { usePageTitle } from './usePageTitle'

/** For contacts of a company who have an account: with a password, or with a code. Everything else here works without one. */
export function SignInPage() {
  const { t } = useTranslation('portal')
  usePageTitle(t('signIn.title'))
  const navigate = useNavigate()
  const queries = useQueryClient()
  const about = useAbout()
  const { next, way = 'password' } = useSearch({ strict: false }) as { next?: string; way?: 'password' | 'code' }

  const entered = async () => {
    const session = await queries.fetchQuery({ ...sessionQueries.current(), staleTime: 0 })
    const home = session ? homeOf(session) : '/portal/my'
    if (session?.user.mustChangePassword) window.location.assign('/password')
    else if (home === '/portal/my') navigate({ to: (next && /^\/(?![/\\])/.test(next) ? next : '/my') as never })
    else window.location.assign(home)
  }

  const choose = (chosen: 'password' | 'code') =>
    navigate({ to: '.', search: ((before: object) => ({ ...before, way: chosen })) as never, replace: true })

  const signIn = useSignIn()
  const enter = (login: string, password: string) => signIn.mutate({ login, password }, { onSuccess: entered })

  const demo = about?.demoAccounts?.filter(({ role }) => role === 'CUSTOMER') ?? []
  return (
    <main className="lite-page portal-narrow">
      <div className="portal-hello">
        <h1>{t('signIn.title')}</h1>
        <p>{t('signIn.hint')}</p>
      </div>
      <Card>
        <div className="portal-form">
          <Choice
            label={t('signIn.way')}
            value={way}
            options={(['password', 'code'] as const).map((value) => ({ value, label: t(`signIn.ways.${value}`) }))}
            onChange={choose}
          />
          {way === 'code' ? (
            <SignInByCode onEntered={entered} />
          ) : (
            <ByPassword busy={signIn.isPending} error={signIn.error} onEnter={enter} />
          )}
        </div>
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

type ByPasswordProps = { busy: boolean; error: unknown; onEnter: (login: string, password: string) => void }

function ByPassword({ busy, error, onEnter }: ByPasswordProps) {
  const { t } = useTranslation('portal')
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')

  const submit = (event: FormEvent) => {
    event.preventDefault()
    onEnter(login, password)
  }

  return (
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
      {error !== null && <ErrorPanel error={error} />}
      <Button submit wide busy={busy}>
        {t('signIn.go')}
      </Button>
    </form>
  )
}
