import { BgColorsOutlined, CheckOutlined, GlobalOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { chooseLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from '@/shared/i18n'
import { THEME_CHOICES, useTheme } from '@/shared/theme/useTheme'

export type Items = NonNullable<MenuProps['items']>

const tick = (chosen: boolean) => (chosen ? <CheckOutlined /> : <span style={{ display: 'inline-block', width: 14 }} />)

export function useLanguageItems(onChosen?: (language: Language) => void): Items {
  const { i18n } = useTranslation()
  return LANGUAGES.map((language) => ({
    key: language,
    icon: tick(i18n.language === language),
    label: LANGUAGE_NAMES[language],
    onClick: () => {
      chooseLanguage(language)
      onChosen?.(language)
    },
  }))
}

export function useThemeItems(): Items {
  const { t } = useTranslation('shared')
  const { choice, choose } = useTheme()
  return THEME_CHOICES.map((one) => ({
    key: one,
    icon: tick(choice === one),
    label: t(`theme.${one}`),
    onClick: () => choose(one),
  }))
}

export function LanguageSwitch({ onChosen }: { onChosen?: (language: Language) => void }) {
  const { t } = useTranslation('shared')
  const items = useLanguageItems(onChosen)
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Tooltip title={t('language')} placement="bottom">
        <Button type="text" icon={<GlobalOutlined />} aria-label={t('language')} />
      </Tooltip>
    </Dropdown>
  )
}

export function ThemeSwitch() {
  const { t } = useTranslation('shared')
  const items = useThemeItems()
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Tooltip title={t('theme.label')} placement="bottom">
        <Button type="text" icon={<BgColorsOutlined />} aria-label={t('theme.label')} />
      </Tooltip>
    </Dropdown>
  )
}
