import { App, ConfigProvider, Skeleton } from 'antd'
import type { Locale } from 'antd/es/locale'
import en from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import zhTW from 'antd/locale/zh_TW'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import 'dayjs/locale/zh-tw'
import { type ReactNode, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '@/shared/i18n'
import { useTheme } from '@/shared/theme/useTheme'
import { deskTheme } from './theme'

const ANTD: Record<Language, Locale> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }
const DAYJS: Record<Language, string> = { 'zh-CN': 'zh-cn', 'zh-TW': 'zh-tw', en: 'en' }

/** Theme and language of the desk, both of which the user may change at any time. */
export function DeskProviders({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  const { dark } = useTheme()
  const language = i18n.language as Language
  dayjs.locale(DAYJS[language])
  const theme = useMemo(() => deskTheme(dark), [dark])
  return (
    <ConfigProvider
      button={{ autoInsertSpace: false }}
      theme={theme}
      locale={ANTD[language]}
      input={{ autoComplete: 'off' }}
      form={{ scrollToFirstError: true }}
    >
      <App component={false} message={{ maxCount: 3 }}>
        <Suspense fallback={<Skeleton active style={{ padding: 24 }} />}>{children}</Suspense>
      </App>
    </ConfigProvider>
  )
}
