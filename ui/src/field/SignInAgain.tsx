import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sync } from '@/modules/fieldwork/offline/queue'
import { Button, Field, Input, Sheet } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { signInLater, toSignIn, useSessionExpired, useSignInAgain } from '@/shared/session'

/** On a phone, too, a session that ran out costs nothing that was typed. */
export function SignInAgain({ login, name }: { login: string; name: string }) {
  const { t } = useTranslation('shared')
  const expired = useSessionExpired()
  const signIn = useSignInAgain()
  const [password, setPassword] = useState('')

  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate({ login, password }, { onSettled: () => setPassword(''), onSuccess: () => void sync() })
  }

  return (
    <Sheet open={expired} title={t('again.title')} onClose={signInLater}>
      <form onSubmit={submit} style={{ display: 'grid', gap: 16 }}>
        <p style={{ margin: 0 }}>{t('again.hint', { name })}</p>
        <input type="text" autoComplete="username" value={login} readOnly hidden />
        <Field label={t('again.password')} required error={signIn.isError ? problemText(signIn.error) : undefined}>
          <Input
            type="password"
            autoComplete="current-password"
            required
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <Button submit wide busy={signIn.isPending}>
          {t('act.signIn')}
        </Button>
        <Button kind="plain" wide onClick={signInLater}>
          {t('again.later')}
        </Button>
        <Button kind="quiet" onClick={toSignIn}>
          {t('again.other')}
        </Button>
      </form>
    </Sheet>
  )
}
