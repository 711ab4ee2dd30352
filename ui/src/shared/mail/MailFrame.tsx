import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import './mail.css'

/**
 * A mail as its sender meant it to look. The server has made it harmless, and it stands in a frame that may run nothing;
 * pictures that lie elsewhere are fetched only when somebody asks for them, because fetching them tells the sender so.
 */
export function MailFrame({ id }: { id: string }) {
  const { t } = useTranslation('mail')
  const [pictures, setPictures] = useState(false)
  return (
    <div className="mail-frame">
      {!pictures && (
        <div className="mail-frame-bar">
          <span>{t('frame.blocked')}</span>
          <Button size="small" onClick={() => setPictures(true)}>
            {t('frame.show')}
          </Button>
        </div>
      )}
      <iframe
        key={String(pictures)}
        title={t('frame.title')}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        src={`/api/mails/${id}/page${pictures ? '?pictures=true' : ''}`}
      />
    </div>
  )
}
