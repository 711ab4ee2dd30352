import { LockOutlined, UserOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { Alert, Button, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DemoBanner } from '@/shared/DemoBanner'
import { LanguageSwitch, ThemeSwitch } from '@/shared/desk/switches'
import { Mark } from '@/shared/Mark'
import { Problem, problemText } from '@/shared/problem'
import { type DemoAccount, homeOf, safeNext, sessionQueries, useAbout, useSignIn } from '@/shared/session'
import './sign-in.css'

type Values = { login: string; password: string }

export function SignInPage() {
  const { t } = useTranslation(['identity', 'shared'])
  const about = useAbout()
  const enter = useEnter()
  const signIn = useSignIn()
  const [form] = Form.useForm<Values>()
  const wait = useWait(signIn.error)

  const submit = (values: Values) => signIn.mutate(values, { onSuccess: enter, onError: () => form.resetFields(['password']) })

  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('shared:product')}`
  }, [t])

  return (
    <div className="sign-in">
      <DemoBanner />
      <div className="sign-in-switches">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <main className="sign-in-body" data-demo={Boolean(about?.demoAccounts?.length)}>
        <section className="sign-in-card">
          <header>
            <Mark size={44} />
            <h1>{t('shared:product')}</h1>
            <p>{t('shared:tagline')}</p>
          </header>
          {signIn.isError && (
            <Alert
              type={wait > 0 ? 'warning' : 'error'}
              showIcon
              role="alert"
              style={{ marginBlockEnd: 16 }}
              title={wait > 0 ? t('signIn.wait', { count: wait }) : problemText(signIn.error)}
            />
          )}
          <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={submit} disabled={signIn.isPending}>
            <Form.Item
              name="login"
              label={t('signIn.login')}
              rules={[{ required: true, whitespace: true, message: t('signIn.loginMissing') }]}
            >
              <Input
                prefix={<UserOutlined />}
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                autoFocus
                maxLength={100}
              />
            </Form.Item>
            <Form.Item
              name="password"
              label={t('signIn.password')}
              rules={[{ required: true, message: t('signIn.passwordMissing') }]}
            >
              <Input.Password prefix={<LockOutlined />} autoComplete="current-password" maxLength={200} />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={signIn.isPending} disabled={wait > 0}>
              {t('shared:act.signIn')}
            </Button>
          </Form>
          <p className="sign-in-help">{t('signIn.forgotten')}</p>
        </section>
        {about?.demoAccounts?.length ? (
          <DemoAccounts
            accounts={about.demoAccounts}
            busy={signIn.isPending}
            onChoose={({ login, password }) => submit({ login, password })}
          />
        ) : null}
      </main>
      <footer className="sign-in-foot">{about && [t('shared:product'), about.version].filter(Boolean).join(' ')}</footer>
    </div>
  )
}

/** After signing in: the page that was asked for, else the start of the user's own face. */
function useEnter() {
  const queries = useQueryClient()
  const router = useRouter()
  const { next } = useSearch({ strict: false }) as { next?: string }
  return async () => {
    queries.removeQueries({ queryKey: sessionQueries.all })
    const session = await queries.fetchQuery(sessionQueries.current())
    if (!session) return
    const to = session.user.mustChangePassword ? '/password' : (safeNext(next) ?? homeOf(session))
    if (/^\/(field|portal)(\/|$)/.test(to)) window.location.assign(to)
    else await router.navigate({ href: to, replace: true })
  }
}

/** Seconds until another attempt is heard, counted down from what the server said. */
function useWait(error: unknown): number {
  const seconds = error instanceof Problem ? Number(error.facts.seconds ?? 0) : 0
  const [left, setLeft] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: every refusal starts the wait anew, equal seconds or not
  useEffect(() => {
    setLeft(seconds)
    if (seconds <= 0) return
    const until = Date.now() + seconds * 1000
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 250)
    return () => clearInterval(timer)
  }, [seconds, error])
  return left
}

function DemoAccounts({
  accounts,
  busy,
  onChoose,
}: {
  accounts: DemoAccount[]
  busy: boolean
  onChoose: (account: DemoAccount) => void
}) {
  const { t } = useTranslation(['identity', 'shared'])
  return (
    <section className="sign-in-demo" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t('signIn.demo')}</h2>
      <p>{t('signIn.demoHint')}</p>
      <ul>
        {accounts.map((account) => (
          <li key={account.login}>
            <button type="button" disabled={busy} onClick={() => onChoose(account)}>
              <strong>{t(`shared:roles.${account.role}`, { defaultValue: account.role })}</strong>
              <span>{account.name}</span>
              <code>{account.login}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
