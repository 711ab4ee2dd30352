import { BellOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { App, Badge, Button, Popover, Tooltip } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Nothing, pageOf } from '@/shared/desk'
import { bellQuery, type Notice, useNoticeText, useRead, useReadAll } from '@/shared/notices/notices'
import { NoticeList } from './NoticeList'
import './notices.css'

/** What is new for whoever is signed in, wherever they are. */
export default function NoticeBell() {
  const { t } = useTranslation('notices')
  const { notification } = App.useApp()
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const bell = useQuery(bellQuery())
  const readAll = useReadAll()
  const read = useRead()
  const newest = bell.data?.newest.rows ?? []
  const unread = bell.data?.unread ?? 0
  const text = useNoticeText(newest)

  const show = (notice: Notice) => {
    setOpen(false)
    if (!notice.readAt) read.mutate(notice.id)
    const page = pageOf(notice.about.kind, notice.about.id)
    if (page) router.navigate({ to: page })
  }

  // What is urgent and came while the page was open is said aloud, once.
  const known = useRef<Set<string> | null>(null)
  const said = newest.length === 0 || text(newest[0] as Notice) !== ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once per arrival, not per render
  useEffect(() => {
    if (!bell.data || !said) return
    const before = known.current
    known.current = new Set(newest.map(({ id }) => id))
    if (!before) return
    for (const notice of newest.filter(({ id, urgent, readAt }) => urgent && !readAt && !before.has(id)).slice(0, 3)) {
      notification.warning({
        key: notice.id,
        title: text(notice),
        placement: 'bottomRight',
        duration: 8,
        onClick: () => {
          notification.destroy(notice.id)
          show(notice)
        },
      })
    }
  }, [bell.data, said])

  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      styles={{ container: { width: 'min(400px, calc(100vw - 24px))', padding: 0 } }}
      content={
        <div className="bell">
          <header className="bell-head">
            <strong>{t('bell')}</strong>
            <Button
              type="link"
              size="small"
              disabled={unread === 0}
              loading={readAll.isPending}
              onClick={() => readAll.mutate(undefined)}
            >
              {t('readAll')}
            </Button>
          </header>
          {newest.length === 0 ? <Nothing first={t('empty')} /> : <NoticeList notices={newest} text={text} onOpen={show} />}
          <footer className="bell-foot">
            <Button
              type="link"
              block
              onClick={() => {
                setOpen(false)
                router.navigate({ to: '/notices' })
              }}
            >
              {t('all')}
            </Button>
          </footer>
        </div>
      }
    >
      <Tooltip title={open ? '' : t('bell')} placement="bottom">
        <Badge count={unread} overflowCount={99} size="small" offset={[-6, 6]}>
          <Button type="text" icon={<BellOutlined />} aria-label={t('bellCount', { count: unread })} />
        </Badge>
      </Tooltip>
    </Popover>
  )
}
