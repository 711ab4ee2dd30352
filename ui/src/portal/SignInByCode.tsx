import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, got } from '@/shared/http'
import { Button, ErrorPanel, Field, Input } from '@/shared/lite'
import { CodeInput } from './CodeInput'
import { useCode } from './useCode'

/** Where it goes, then six digits. Whether anybody is known there is not said; a new code can be asked for after a minute. */
export function SignInByCode({ onEntered }: { onEntered: () => void }) {
  const { t } = useTranslation('portal')
  const [to, setTo] = useState('')
  const [code, setCode] = useState('')
  const { ask, sentTo, wait, forget } = useCode((where) => got(api.POST('/api/session/code', { body: { to: where } })))
  const verify = useMutation({
    mutationFn: (body: { to: string; code: string }) => got(api.POST('/api/session/code/verify', { body })),
    onError: () => setCode(''),
  })

  const request = () => {
    verify.reset()
    setCode('')
    ask.mutate(to.trim())
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (sentTo) verify.mutate({ to: sentTo, code }, { onSuccess: onEntered })
    else request()
  }

  const change = (where: string) => {
    setTo(where)
    forget()
    verify.reset()
  }

  return (
    <form className="portal-form" onSubmit={submit}>
      <Field label={t('signIn.to')} hint={sentTo ? undefined : t('signIn.toHint')}>
        <Input
          required
          autoComplete="username"
          autoCapitalize="none"
          maxLength={200}
          value={to}
          onChange={(event) => change(event.target.value)}
        />
      </Field>
      {sentTo && (
        <>
          <p className="portal-plain" role="status">
            {t('signIn.sent', { to: sentTo })}
          </p>
          <Field label={t('signIn.code')}>
            <CodeInput required autoFocus value={code} onChange={setCode} />
          </Field>
        </>
      )}
      {ask.isError && <ErrorPanel error={ask.error} />}
      {verify.isError && <ErrorPanel error={verify.error} />}
      <Button submit wide busy={sentTo ? verify.isPending : ask.isPending}>
        {t(sentTo ? 'signIn.go' : 'signIn.send')}
      </Button>
      {sentTo && (
        <Button kind="quiet" wide busy={ask.isPending} disabled={wait > 0} onClick={request}>
          {wait > 0 ? t('signIn.againIn', { seconds: wait }) : t('signIn.again')}
        </Button>
      )}
    </form>
  )
}
