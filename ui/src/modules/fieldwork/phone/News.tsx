import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Button, Card } from '@/shared/lite'
import { bellQuery, useNoticeText, useRead } from '@/shared/notices/notices'
import { Time } from '@/shared/Time'

const SHOWN = 2

/** What the office changed since the engineer last looked: new, moved and withdrawn visits, above the list of visits. */
export function News() {
  const { t } = useTranslation('fieldwork')
  const bell = useQuery(bellQuery())
  const news = (bell.data?.newest.rows ?? []).filter(({ readAt }) => readAt === null).slice(0, SHOWN)
  const text = useNoticeText(news)
  const read = useRead()
  if (news.length === 0) return null
  return (
    <Card title={t('news.title', { count: bell.data?.unread ?? news.length })} tone="accent">
      <ul className="field-news" aria-live="polite">
        {news.map((notice) => (
          <li key={notice.id}>
            <span>{text(notice)}</span>
            <small>
              <Time at={notice.at} relative />
            </small>
          </li>
        ))}
      </ul>
      <Button kind="plain" wide busy={read.isPending} onClick={() => news.forEach(({ id }) => void read.mutate(id))}>
        {t('news.seen')}
      </Button>
    </Card>
  )
}
