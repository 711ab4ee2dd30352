import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Sheet, toast } from '@/shared/lite'
import { newId } from '@/shared/newId'
import { problemText } from '@/shared/problem'
import { fieldQueries, type Photo } from '../api'
import { removePhoto, sendPhoto } from '../photos'
import { CameraIcon, CrossIcon } from './icons'

type Sending = { id: string; file: File; url: string; failed: boolean }

type PhotosProps = { visit: string; section: 'before' | 'after'; label: string; max?: number }

/** Photos of one section: taken, seen and sent at once, so that nothing is left to do when the report is handed in. */
export function Photos({ visit, section, label, max = 12 }: PhotosProps) {
  const { t } = useTranslation(['fieldwork', 'shared'])
  const queries = useQueryClient()
  const inputId = useId()
  const all = useQuery(fieldQueries.photos('visit', visit))
  const [sending, setSending] = useState<Sending[]>([])
  const [viewed, setViewed] = useState<Photo>()
  const there = (all.data?.rows ?? []).filter((one) => one.section === section && one.mediaType.startsWith('image/'))
  useRevoked(sending)

  const send = async (one: Sending) => {
    setSending((before) => before.map((other) => (other.id === one.id ? { ...other, failed: false } : other)))
    try {
      await sendPhoto(visit, section, one.id, one.file)
      await queries.invalidateQueries({ queryKey: fieldQueries.photos('visit', visit).queryKey })
      setSending((before) => before.filter((other) => other.id !== one.id))
    } catch (error) {
      toast(problemText(error), 'bad')
      setSending((before) => before.map((other) => (other.id === one.id ? { ...other, failed: true } : other)))
    }
  }

  const add = (files: FileList | null) => {
    const taken = [...(files ?? [])]
      .filter((file) => file.type.startsWith('image/'))
      .slice(0, Math.max(0, max - there.length - sending.length))
      .map((file) => ({ id: newId(), file, url: URL.createObjectURL(file), failed: false }))
    setSending((before) => [...before, ...taken])
    for (const one of taken) send(one)
  }

  const remove = async (photo: Photo) => {
    setViewed(undefined)
    try {
      await removePhoto(photo.id)
    } catch (error) {
      toast(problemText(error), 'bad')
    }
    queries.invalidateQueries({ queryKey: fieldQueries.photos('visit', visit).queryKey })
  }

  return (
    <fieldset className="lite-photos" aria-label={label}>
      <div className="lite-photos-head">
        <span>{label}</span>
        <small>{t('shared:photo.count', { count: there.length + sending.length, max })}</small>
      </div>
      <ul>
        {there.map((photo, index) => (
          <li key={photo.id}>
            <button
              type="button"
              className="lite-photo"
              aria-label={t('shared:photo.preview', { index: index + 1 })}
              onClick={() => setViewed(photo)}
            >
              <img src={`/api/documents/${photo.id}/thumb`} alt="" />
            </button>
          </li>
        ))}
        {sending.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              className="lite-photo field-sending"
              data-failed={one.failed}
              disabled={!one.failed}
              onClick={() => send(one)}
            >
              <img src={one.url} alt="" />
              <span>{t(one.failed ? 'photos.again' : 'photos.sending')}</span>
            </button>
            {one.failed && (
              <button
                type="button"
                className="lite-photo-remove"
                aria-label={t('shared:act.remove')}
                onClick={() => setSending((before) => before.filter((other) => other.id !== one.id))}
              >
                <CrossIcon />
              </button>
            )}
          </li>
        ))}
        {there.length + sending.length < max && (
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
                add(event.target.files)
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
        {viewed && <img className="lite-photo-large" src={`/api/documents/${viewed.id}`} alt={label} />}
      </Sheet>
    </fieldset>
  )
}

/** Gives back the addresses of pictures that are no longer shown. */
function useRevoked(sending: Sending[]) {
  const known = useRef(new Set<string>())
  useEffect(() => {
    const shown = new Set(sending.map((one) => one.url))
    for (const url of known.current) if (!shown.has(url)) URL.revokeObjectURL(url)
    known.current = shown
  }, [sending])
  useEffect(
    () => () => {
      for (const url of known.current) URL.revokeObjectURL(url)
    },
    [],
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
              <img src={`/api/documents/${photo.id}/thumb`} alt="" loading="lazy" />
            </button>
          </li>
        ))}
      </ul>
      <Sheet open={viewed !== undefined} title={label} onClose={() => setViewed(undefined)}>
        {viewed && <img className="lite-photo-large" src={`/api/documents/${viewed.id}`} alt={viewed.fileName} />}
      </Sheet>
    </div>
  )
}
