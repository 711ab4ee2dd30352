import { Empty } from 'antd'
import { useTranslation } from 'react-i18next'
import { PageTitle } from '@/shared/desk'
import { useSession } from '@/shared/session'
import { formatTime, useNow } from '@/shared/time'

export function HomePage() {
  const { t } = useTranslation('home')
  const { user } = useSession()
  const now = useNow('minute')
  const hour = Number(formatTime(now, 'time').slice(0, 2))
  const part = hour < 5 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
  return (
    <>
      <PageTitle title={t(`greeting.${part}`, { name: user.name })} tab={t('title')} hint={formatTime(now, 'day')} />
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('empty')} style={{ marginBlockStart: 80 }} />
    </>
  )
}
