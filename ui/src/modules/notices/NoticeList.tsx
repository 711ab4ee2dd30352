import { useTranslation } from 'react-i18next'
import type { Notice } from '@/shared/notices/notices'
import { Time } from '@/shared/Time'
import './notices.css'

/** Notices, newest first; a click opens what they are about. */
export function NoticeList({
  notices,
  text,
  onOpen,
}: {
  notices: readonly Notice[]
  text: (notice: Notice) => string
  onOpen: (notice: Notice) => void
}) {
  const { t } = useTranslation('notices')
  return (
    <ul className="notice-list">
      {notices.map((notice) => (
        <li key={notice.id}>
          <button
            type="button"
            className="notice"
            data-unread={notice.readAt === null}
            data-urgent={notice.urgent}
            onClick={() => onOpen(notice)}
          >
            <span className="notice-text">
              {notice.readAt === null && <span className="visually-hidden">{t('unread')} </span>}
              {text(notice)}
            </span>
            <span className="notice-at">
              <Time at={notice.at} relative />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
