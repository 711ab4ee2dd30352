import { useTranslation } from 'react-i18next'
import { api, got } from '@/shared/http'
import { i18n } from '@/shared/i18n'
import { Button, ErrorPanel, Field } from '@/shared/lite'
import { CodeInput } from './CodeInput'
import { useCode } from './useCode'
import { useProof } from './useProof'

type PhoneCodeProps = {
  phone: string
  qrToken?: string | undefined
  value: string
  onChange: (code: string) => void
  error?: string | undefined
}

/** When many report, whoever has no account shows that the number is theirs. */
export function PhoneCode({ phone, qrToken, value, onChange, error }: PhoneCodeProps) {
  const { t } = useTranslation('portal')
  const { withProof } = useProof(true)
  const { ask, sentTo, wait } = useCode((to) =>
    withProof((proof) =>
      got(
        api.POST('/api/public/reports/code', { body: { phone: to, qrToken: qrToken ?? null, language: i18n.language, proof } }),
      ),
    ),
  )
  const to = phone.trim()
  const here = sentTo !== '' && sentTo === to

  const send = () => {
    onChange('')
    ask.mutate(to)
  }

  return (
    <>
      <p className="portal-plain">{here ? t('phoneCode.sent', { to }) : t('phoneCode.why')}</p>
      <div className="portal-code">
        <Field label={t('signIn.code')} required error={error}>
          <CodeInput value={value} onChange={onChange} />
        </Field>
        <Button
          kind="plain"
          busy={ask.isPending}
          disabled={to.replace(/\D/g, '').length < 7 || (here && wait > 0)}
          onClick={send}
        >
          {here && wait > 0 ? t('signIn.againIn', { seconds: wait }) : t(here ? 'signIn.again' : 'signIn.send')}
        </Button>
      </div>
      {ask.isError && <ErrorPanel error={ask.error} />}
    </>
  )
}
