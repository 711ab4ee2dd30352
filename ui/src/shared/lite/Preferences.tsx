import { useTranslation } from 'react-i18next'
import { chooseLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from '../i18n'
import { THEME_CHOICES, useTheme } from '../theme/useTheme'
import { Choice } from './Choice'

/** Language and appearance, for a sheet or a page "me". */
export function Preferences() {
  const { t, i18n } = useTranslation('shared')
  const { choice, choose } = useTheme()
  return (
    <>
      <Choice
        label={t('language')}
        value={i18n.language as Language}
        options={LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))}
        onChange={(language) => chooseLanguage(language)}
      />
      <Choice
        label={t('theme.label')}
        value={choice}
        options={THEME_CHOICES.map((one) => ({ value: one, label: t(`theme.${one}`) }))}
        onChange={choose}
      />
    </>
  )
}
