import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { takePhoto } from '../photos'
import { CameraIcon } from './icons'
import { PhotoImage } from './PhotoImage'

type PhotosProps = { visit: string; label: string; most: number; ids: string[]; onChange: (ids: string[]) => void }

/** The photos of one question. Kept as they are taken; the answer holds their ids. */
export function ChecklistPhotos({ visit, label, most, ids, onChange }: PhotosProps) {
  const { t } = useTranslation('shared')
  const input = useId()
  const add = async (files: FileList | null) => {
    const taken = [...(files ?? [])].filter((file) => file.type.startsWith('image/')).slice(0, most - ids.length)
    const kept = [...ids]
    try {
      for (const file of taken) kept.push(await takePhoto(visit, 'checklist', file))
    } catch (error) {
      toast(problemText(error), 'bad')
    }
    onChange(kept)
  }
  return (
    <fieldset className="lite-photos" aria-label={label}>
      <div className="lite-photos-head">
        <span>{label}</span>
        <small>{t('photo.count', { count: ids.length, max: most })}</small>
      </div>
      <ul>
        {ids.map((id, index) => (
          <li key={id}>
            <span className="lite-photo">
              <PhotoImage id={id} alt={t('photo.preview', { index: index + 1 })} />
            </span>
            <button
              type="button"
              className="lite-photo-remove"
              aria-label={t('photo.remove', { index: index + 1 })}
              onClick={() => onChange(ids.filter((one) => one !== id))}
            >
              ×
            </button>
          </li>
        ))}
        {ids.length < most && (
          <li>
            <label className="lite-photo-add" htmlFor={input}>
              <CameraIcon />
              {t('photo.add')}
            </label>
            <input
              id={input}
              className="visually-hidden"
              type="file"
              accept="image/*"
              multiple
              onChange={(event) => {
                add(event.target.files)
                event.target.value = ''
              }}
            />
          </li>
        )}
      </ul>
    </fieldset>
  )
}
