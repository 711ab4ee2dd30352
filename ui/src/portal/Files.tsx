import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card, Sheet } from '@/shared/lite'
import { Time } from '@/shared/Time'
import { fileUrl, reportUrl, type Track, type TrackFile, thumbUrl } from './api'

/** The signed service report, photos and whatever else the customer may have. */
export function Files({ token, files, reports }: { token: string; files: TrackFile[]; reports: Track['reports'] }) {
  const { t } = useTranslation(['portal', 'documents'])
  const [shown, setShown] = useState<number>()
  const photos = files.filter(({ mediaType }) => /^image\/(jpeg|png|webp|gif)$/.test(mediaType))
  const others = files.filter((file) => !photos.includes(file))
  if (files.length === 0 && reports.length === 0) return null
  const photo = shown === undefined ? undefined : photos[shown]
  const turn = (by: number) => setShown(((shown ?? 0) + by + photos.length) % photos.length)

  return (
    <Card title={t('files.title')}>
      {reports.length > 0 && (
        <ul className="portal-papers">
          {reports.map(({ number, signedAt }) => (
            <li key={number}>
              <a href={reportUrl(token, number)} download>
                <strong>{t('files.report')}</strong>
                <small>
                  <span className="tabular">{number}</span> · {t('files.signed')} <Time at={signedAt} />
                </small>
              </a>
            </li>
          ))}
        </ul>
      )}
      {photos.length > 0 && (
        <ul className="portal-photos">
          {photos.map((one, index) => (
            <li key={one.id}>
              <button
                type="button"
                onClick={() => setShown(index)}
                aria-label={t('documents:attachments.open', { name: one.fileName })}
              >
                <img src={thumbUrl(token, one.id)} alt="" loading="lazy" />
              </button>
              {one.section !== 'photo' && one.section !== 'message' && (
                <small>{t(`documents:sections.${one.section}`, { defaultValue: '' })}</small>
              )}
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul className="portal-papers">
          {others.map((file) => (
            <li key={file.id}>
              {file.mediaType.startsWith('audio/') ? (
                <div className="portal-heard">
                  <small>
                    {t(`documents:sections.${file.section}`, { defaultValue: file.fileName })} · <Time at={file.at} />
                  </small>
                  {/* biome-ignore lint/a11y/useMediaCaption: what somebody said, nobody has written it down */}
                  <audio controls preload="metadata" src={fileUrl(token, file.id)} />
                </div>
              ) : (
                <a href={fileUrl(token, file.id)} download>
                  <strong>{file.fileName}</strong>
                  <small>
                    <Time at={file.at} />
                  </small>
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      <Sheet
        open={photo !== undefined}
        title={t('documents:attachments.position', { index: (shown ?? 0) + 1, count: photos.length })}
        onClose={() => setShown(undefined)}
      >
        {photo && (
          <div className="portal-viewer">
            <img src={fileUrl(token, photo.id)} alt={photo.fileName} />
            {photos.length > 1 && (
              <div>
                <button type="button" onClick={() => turn(-1)} aria-label={t('documents:attachments.previous')}>
                  <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d="m14.5 5-7 7 7 7" />
                  </svg>
                </button>
                <button type="button" onClick={() => turn(1)} aria-label={t('documents:attachments.next')}>
                  <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d="m9.5 5 7 7-7 7" />
                  </svg>
                </button>
              </div>
            )}
          </div>
        )}
      </Sheet>
    </Card>
  )
}
