import { SettingOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, KeysetPager, PageTitle, pageOf } from '@/shared/desk'
import { type Notice, useNoticeText, useRead, useReadAll } from '@/shared/notices/notices'
import { useListState } from '@/shared/useListState'
import { cursorOf, type NoticeFilter, noticeQueries } from './api'
import { NoticeList } from './NoticeList'
import './notices.css'

/** Everything the reader was told. */
export function NoticeListPage() {
  const { t } = useTranslation('notices')
  const router = useRouter()
  const [filter, change] = useListState<NoticeFilter>()
  const notices = useQuery(noticeQueries.list(filter))
  const readAll = useReadAll()
  const read = useRead()
  const rows = notices.data?.rows ?? []
  const text = useNoticeText(rows)

  const open = (notice: Notice) => {
    if (!notice.readAt) read.mutate(notice.id)
    const page = pageOf(notice.about.kind, notice.about.id)
    if (page) router.navigate({ to: page })
  }

  return (
    <>
      <PageTitle
        title={t('title')}
        extra={
          <>
            <Button icon={<SettingOutlined />} onClick={() => router.navigate({ to: '/notices/preference' as never })}>
              {t('preference.title')}
            </Button>
            <Button
              loading={readAll.isPending}
              disabled={rows.every(({ readAt }) => readAt !== null)}
              onClick={() => readAll.mutate(undefined)}
            >
              {t('readAll')}
            </Button>
          </>
        }
      />
      <Segmented
        style={{ marginBlockEnd: 12 }}
        value={filter.unread ?? 'no'}
        onChange={(unread) => change({ unread: unread === 'yes' ? 'yes' : undefined })}
        options={[
          { value: 'no', label: t('filterAll') },
          { value: 'yes', label: t('unread') },
        ]}
      />
      <Four query={notices} isEmpty={(page) => page.rows.length === 0} first={filter.unread ? t('emptyUnread') : t('empty')}>
        {(page) => (
          <>
            <div className="notice-page">
              <NoticeList notices={page.rows} text={text} onOpen={open} />
            </div>
            <KeysetPager after={filter.after} next={cursorOf(page.next)} onMove={(after) => change({ after })} />
          </>
        )}
      </Four>
    </>
  )
}
