import { useEffect, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Sheet } from './Sheet'

export type Photo = { id: string; file: File }

type PhotoPickerProps = {
  label: string
  photos: Photo[]
  onChange: (photos: Photo[]) => void
  max?: number
  /** Straight to the camera, without the gallery. */
  cameraOnly?: boolean
  disabled?: boolean
}

let lastPhoto = 0

/** Several photos from the camera or the gallery, seen at once, each removable. */
export function PhotoPicker({ label, photos, onChange, max = 9, cameraOnly = false, disabled = false }: PhotoPickerProps) {
  const { t } = useTranslation('shared')
  const id = useId()
  const [viewed, setViewed] = useState<string>()
  const urls = usePreviews(photos)

  const add = (files: FileList | null) => {
    const added = [...(files ?? [])]
      .filter((file) => file.type.startsWith('image/'))
      .map((file) => {
        lastPhoto += 1
        return { id: `photo-${lastPhoto}`, file }
      })
    if (added.length > 0) onChange([...photos, ...added].slice(0, max))
  }

  return (
    <fieldset className="lite-photos" aria-labelledby={`${id}-label`}>
      <div className="lite-photos-head">
        <span id={`${id}-label`}>{label}</span>
        <small>{t('photo.count', { count: photos.length, max })}</small>
      </div>
      <ul>
        {photos.map((photo, index) => (
          <li key={photo.id}>
            <button
              type="button"
              className="lite-photo"
              aria-label={t('photo.preview', { index: index + 1 })}
              onClick={() => setViewed(photo.id)}
            >
              <img src={urls.get(photo.id)} alt="" />
            </button>
            {!disabled && (
              <button
                type="button"
                className="lite-photo-remove"
                aria-label={t('photo.remove', { index: index + 1 })}
                onClick={() => onChange(photos.filter((other) => other.id !== photo.id))}
              >
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <path d="m7 7 10 10M17 7 7 17" />
                </svg>
              </button>
            )}
          </li>
        ))}
        {photos.length < max && !disabled && (
          <li>
            <label className="lite-photo-add" htmlFor={id}>
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M4 8h3l1.6-2.4h6.8L17 8h3v11H4z" />
                <circle cx="12" cy="13" r="3.4" />
              </svg>
              {t('photo.add')}
            </label>
            <input
              id={id}
              className="visually-hidden"
              type="file"
              accept="image/*"
              multiple={!cameraOnly}
              {...(cameraOnly ? { capture: 'environment' } : {})}
              onChange={(event) => {
                add(event.target.files)
                event.target.value = ''
              }}
            />
          </li>
        )}
      </ul>
      <Sheet open={viewed !== undefined} title={label} onClose={() => setViewed(undefined)}>
        {viewed && <img className="lite-photo-large" src={urls.get(viewed)} alt={label} />}
      </Sheet>
    </fieldset>
  )
}

/** Addresses for the pictures, given back when they are no longer shown. */
function usePreviews(photos: Photo[]) {
  const [urls] = useState(() => new Map<string, string>())
  useMemo(() => {
    for (const { id, file } of photos) if (!urls.has(id)) urls.set(id, URL.createObjectURL(file))
  }, [photos, urls])
  useEffect(() => {
    const kept = new Set(photos.map(({ id }) => id))
    for (const [id, url] of urls) {
      if (kept.has(id)) continue
      URL.revokeObjectURL(url)
      urls.delete(id)
    }
  }, [photos, urls])
  return urls
}
