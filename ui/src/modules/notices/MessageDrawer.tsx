import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Descriptions, Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, StatusTag, SubjectLink } from '@/shared/desk'
import { sizeOf } from '@/shared/documents/files'
import { Time } from '@/shared/Time'
import { noticeQueries } from './api'
import { TONES } from './MessageListPage'
import './notices.css'

/** One message as its reader gets it. */
export function MessageDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation(['notices', 'shared'])
  const message = useQuery({ ...noticeQueries.message(id ?? ''), enabled: id !== undefined })
  return (
    <Drawer open={id !== undefined} onClose={onClose} title={t('messages.one')} size={560}>
      <Four query={message}>
        {({ message: head, body, attempts, files }) => (
          <>
            {head.failure && (
              <Alert
                type="error"
                showIcon
                style={{ marginBlockEnd: 16 }}
                title={t('messages.failed', { attempts })}
                description={head.failure}
              />
            )}
            <Descriptions
              size="small"
              column={1}
              items={[
                { key: 'to', label: t('messages.to'), children: `${head.toName} ${head.toAddress ? `<${head.toAddress}>` : ''}` },
                {
                  key: 'state',
                  label: t('messages.state'),
                  children: <StatusTag tone={TONES[head.state]}>{t(`states.${head.state}`)}</StatusTag>,
                },
                { key: 'queued', label: t('messages.queuedAt'), children: <Time at={head.queuedAt} style="full" /> },
                ...(head.sentAt
                  ? [{ key: 'sent', label: t('messages.sentAt'), children: <Time at={head.sentAt} style="full" /> }]
                  : []),
                {
                  key: 'about',
                  label: t('messages.about'),
                  children: (
                    <SubjectLink kind={head.about.kind} id={head.about.id}>
                      {t(`shared:kinds.${head.about.kind}`, { defaultValue: head.about.kind })}
                    </SubjectLink>
                  ),
                },
              ]}
            />
            <article className="message-text">
              <h2>{head.title}</h2>
              <pre>{body}</pre>
            </article>
            {files.length > 0 && (
              <section className="message-files" aria-label={t('messages.files')}>
                <h3>{t('messages.files')}</h3>
                <ul className="lines">
                  {files.map((file) => (
                    <li key={file.id}>
                      {file.removed ? (
                        <span className="faint">{file.fileName}</span>
                      ) : (
                        <a
                          href={`/api/messages/${head.id}/files/${file.id}`}
                          target="_blank"
                          rel="noreferrer"
                          download={file.fileName}
                        >
                          <DownloadOutlined /> {file.fileName}
                        </a>
                      )}
                      <small className="tabular">{file.removed ? t('messages.fileRemoved') : sizeOf(file.size)}</small>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
      </Four>
    </Drawer>
  )
}
