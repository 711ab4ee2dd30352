import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Sheet, toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { type Photo, useVisitPhotos } from '../api'
import { useQueue, withoutPhoto } from '../offline/queue'
import { takePhoto } from '../photos'
import { CameraIcon } from './icons'
import { PhotoImage } from './PhotoImage'

type PhotosProps = { visit: string; section: 'before' | 'after'; label: string; max?: number }

/** Photos of one section: kept on the phone as they are taken, sent by themselves. */
export function Photos({ visit, section, label, max = 12 }: PhotosProps) {
  const { t } = useTranslation(['fieldwork', 'shared'])
  const inputId = useId()
  const { entries } = useQueue()
  const [viewed, setViewed] = useState<Photo>()
  const there = useVisitPhotos(visit).filter((one) => one.section === section && one.mediaType.startsWith('image/'))
  const coming = new Set(entries.filter(({ kind }) => kind === 'PHOTO').map(({ id }) => id))

  const add = async (files: FileList | null) => {
    const taken = [...(files ?? [])].filter((file) => file.type.startsWith('image/')).slice(0, Math.max(0, max - there.length))
    try {
      for (const file of taken) await takePhoto(visit, section, file)
    } catch (error) {
      toast(problemText(error), 'bad')
    }
  }

  const remove = async (photo: Photo) => {
    setViewed(undefined)
    await withoutPhoto(visit, photo.id).catch((error) => toast(problemText(error), 'bad'))
  }

  return (
    <fieldset className="lite-photos" aria-label={label}>
      <div className="lite-photos-head">
        <span>{label}</span>
        <small>{t('shared:photo.count', { count: there.length, max })}</small>
      </div>
      <ul>
        {there.map((photo, index) => (
          <li key={photo.id}>
            <button
              type="button"
              className="lite-photo"
              data-coming={coming.has(photo.id)}
              aria-label={t('shared:photo.preview', { index: index + 1 })}
              onClick={() => setViewed(photo)}
            >
              <PhotoImage id={photo.id} alt="" />
              {coming.has(photo.id) && <span>{t('photos.waiting')}</span>}
            </button>
          </li>
        ))}
        {there.length < max && (
          <li>
            <label className="lite-photo-add" htmlFor={inputId}>
              <CameraIcon />
              {t('shared:photo.add')}
            </label>
            <input
              id={inputId}
              className="visually-hidden"
              type="file"
              accept="image/*"
              multiple
              onChange={(event) => {
                void add(event.target.files)
                event.target.value = ''
              }}
            />
          </li>
        )}
      </ul>
      <Sheet
        open={viewed !== undefined}
        title={label}
        onClose={() => setViewed(undefined)}
        foot={
          <button type="button" className="lite-button" data-kind="danger" onClick={() => viewed && remove(viewed)}>
            {t('photos.remove')}
          </button>
        }
      >
        {viewed && <PhotoImage id={viewed.id} alt={label} large className="lite-photo-large" />}
      </Sheet>
    </fieldset>
  )
}

/** Pictures to look at. */
export function PhotoStrip({ label, photos, titled = false }: { label: string; photos: readonly Photo[]; titled?: boolean }) {
  const { t } = useTranslation(['fieldwork', 'shared'])
  const [viewed, setViewed] = useState<Photo>()
  if (photos.length === 0) return null
  return (
    <div className="field-strip">
      {titled && <small className="field-label">{label}</small>}
      <ul>
        {photos.map((photo, index) => (
          <li key={photo.id}>
            <button
              type="button"
              className="lite-photo"
              aria-label={t('shared:photo.preview', { index: index + 1 })}
              onClick={() => setViewed(photo)}
            >
              <PhotoImage id={photo.id} alt="" />
            </button>
          </li>
        ))}
      </ul>
      <Sheet open={viewed !== undefined} title={label} onClose={() => setViewed(undefined)}>
        {viewed && <PhotoImage id={viewed.id} alt={viewed.fileName} large className="lite-photo-large" />}
      </Sheet>
    </div>
  )
}
