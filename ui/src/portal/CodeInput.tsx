import { useTranslation } from 'react-i18next'
import { Input } from '@/shared/lite'

type CodeInputProps = { value: string; onChange: (value: string) => void; autoFocus?: boolean; required?: boolean }

/** Six digits from a message; a phone offers them by itself. */
export function CodeInput({ value, onChange, ...rest }: CodeInputProps) {
  const { t } = useTranslation('portal')
  return (
    <Input
      {...rest}
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9]{6}"
      title={t('signIn.codeHint')}
      maxLength={6}
      value={value}
      onChange={(event) => onChange(event.target.value.replace(/\D/g, ''))}
    />
  )
}
