import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from '@/shared/lite'
import { newId } from '@/shared/newId'
import { problemText } from '@/shared/problem'
import { sendPhoto } from '../photos'
import { CameraIcon } from './icons'

type PhotosProps = { visit: string; label: string; most: number; ids: string[]; onChange: (ids: string[]) => void }

/** The photos of one question. Sent as they are taken; the answer holds their ids. */
export function ChecklistPhotos({ visit, label, most, ids, onChange }: PhotosProps) {
  const { t } = useTranslation('shared')
  const input = useId()
  const [sending, setSending] = useState(0)
  const add = async (files: FileList | null) => {
    const taken = [...(files ?? [])].filter((file) => file.type.startsWith('image/')).slice(0, most - ids.length)
    setSending(taken.length)
    const sent = [...ids]
    for (const file of taken) {
      try {
        sent.push((await sendPhoto(visit, 'checklist', newId(), file)).id)
      } catch (error) {
        toast(problemText(error), 'bad')
      }
    }
    setSending(0)
    onChange(sent)
  }
  return (
    <fieldset className="lite-photos" aria-label={label}>
      <div className="lite-photos-head">
        <span>{label}</span>
        <small>{t('photo.count', { count: ids.length + sending, max: most })}</small>
      </div>
      <ul>
        {ids.map((id, index) => (
          <li key={id}>
            <a className="lite-photo" href={`/api/documents/${id}`} target="_blank" rel="noreferrer">
              <img src={`/api/documents/${id}/thumb`} alt={t('photo.preview', { index: index + 1 })} />
            </a>
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
            <label className="lite-photo-add" htmlFor={input} aria-busy={sending > 0}>
              <CameraIcon />
              {t('photo.add')}
            </label>
            <input
              id={input}
              className="visually-hidden"
              type="file"
              accept="image/*"
              multiple
              disabled={sending > 0}
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
