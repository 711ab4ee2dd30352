import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { LANGUAGE_NAMES, LANGUAGES } from '@/shared/i18n'
import type { Names } from './catalogue'

type NamesInputProps = {
  label: string
  value: Names
  onChange: (names: Names) => void
  most?: number
  area?: boolean
  autoFocus?: boolean
}

/** A name of the catalogue in every language; Chinese is needed, and stands in where another is missing. */
export function NamesInput({ label, value, onChange, most = 60, area = false, autoFocus = false }: NamesInputProps) {
  const { t } = useTranslation('cases')
  return (
    <div className="names" data-area={area}>
      {LANGUAGES.map((language, index) => {
        const props = {
          value: value[language] ?? '',
          maxLength: most,
          placeholder: LANGUAGE_NAMES[language],
          'aria-label': t('catalogue.nameIn', { label, language: LANGUAGE_NAMES[language] }),
          onChange: (event: { target: { value: string } }) => {
            const { [language]: _, ...others } = value
            onChange(event.target.value ? { ...others, [language]: event.target.value } : others)
          },
        }
        return area ? (
          <Input.TextArea key={language} autoSize={{ minRows: 2, maxRows: 5 }} {...props} />
        ) : (
          <Input key={language} autoFocus={autoFocus && index === 0} {...props} />
        )
      })}
    </div>
  )
}
