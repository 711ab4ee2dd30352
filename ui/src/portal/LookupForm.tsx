import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, ErrorPanel, Field, Input } from '@/shared/lite'
import { useLookup } from './api'

/** Finds the way back to a case by what a customer remembers. */
export function LookupForm({ number: known = '' }: { number?: string }) {
  const { t } = useTranslation('portal')
  const navigate = useNavigate()
  const [number, setNumber] = useState(known)
  const [phone, setPhone] = useState('')
  const lookup = useLookup()

  const submit = (event: FormEvent) => {
    event.preventDefault()
    lookup.mutate({ number, phone }, { onSuccess: ({ token }) => navigate({ to: `/t/${token}` as never }) })
  }

  return (
    <form className="portal-form" onSubmit={submit}>
      <Field label={t('lookup.number')}>
        <Input
          required
          autoCapitalize="characters"
          autoComplete="off"
          maxLength={60}
          placeholder="SO-2026-000123"
          value={number}
          onChange={(event) => setNumber(event.target.value)}
        />
      </Field>
      <Field label={t('lookup.phone')}>
        <Input
          required
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={40}
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
      </Field>
      {lookup.isError && <ErrorPanel error={lookup.error} />}
      <Button submit kind="plain" busy={lookup.isPending}>
        {t('lookup.go')}
      </Button>
    </form>
  )
}
