import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, got } from '@/shared/http'
import { Button, ErrorPanel, Field, Input } from '@/shared/lite'
import { Problem } from '@/shared/problem'

const PAUSE = 60

/** Where it goes, then six digits. Whether anybody is known there is not said; a new code can be asked for after a minute. */
export function SignInByCode({ onEntered }: { onEntered: () => void }) {
  const { t } = useTranslation('portal')
  const [to, setTo] = useState('')
  const [code, setCode] = useState('')
  const [sentTo, setSentTo] = useState('')
  const [againAt, setAgainAt] = useState(0)
  const wait = useSecondsUntil(againAt)

  const sent = (where: string, seconds: number) => {
    setSentTo(where)
    setAgainAt(Date.now() + seconds * 1000)
  }
  const ask = useMutation({
    mutationFn: (where: string) => got(api.POST('/api/session/code', { body: { to: where } })),
    onSuccess: (_, where) => sent(where, PAUSE),
    // One is on its way already: it counts.
    onError: (error, where) =>
      error instanceof Problem && error.code === 'identity.code-too-soon' && sent(where, Number(error.facts.seconds)),
  })
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
    setSentTo('')
    setAgainAt(0)
    ask.reset()
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
            <Input
              required
              autoFocus
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="[0-9]{6}"
              title={t('signIn.codeHint')}
              maxLength={6}
              value={code}
              onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
            />
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

function useSecondsUntil(moment: number) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    setNow(Date.now())
    if (moment <= Date.now()) return
    const ticking = setInterval(() => {
      setNow(Date.now())
      if (moment <= Date.now()) clearInterval(ticking)
    }, 500)
    return () => clearInterval(ticking)
  }, [moment])
  return Math.max(0, Math.ceil((moment - now) / 1000))
}
