import { CameraOutlined, CloseOutlined, PictureOutlined } from '@ant-design/icons'
import { Button, Spin } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FileButton } from '@/shared/desk'
import { filesOf } from '@/shared/documents/files'
import { newId } from '@/shared/newId'
import { problemText } from '@/shared/problem'
import { holdPhoto } from './api'
import type { HeldPhoto } from './draft'
import '@/shared/documents/documents.css'

const MOST = 9

type Sending = { id: string; name: string; url: string; error?: string }
type PhotoFieldProps = {
  photos: HeldPhoto[]
  onAdd: (photo: HeldPhoto) => void
  onRemove: (token: string) => void
  path?: string
}

/** Photos of a case that is still being typed: chosen or pasted, kept by the server at once. */
export function PhotoField({ photos, onAdd, onRemove, path }: PhotoFieldProps) {
  const { t } = useTranslation(['intake', 'documents'])
  const [sending, setSending] = useState<Sending[]>([])
  const room = MOST - photos.length - sending.filter(({ error }) => !error).length
  const latest = useRef({ onAdd, room, path })
  latest.current = { onAdd, room, path }

  const add = useCallback(async (files: File[]) => {
    const pictures = files.filter((file) => file.type.startsWith('image/')).slice(0, Math.max(0, latest.current.room))
    for (const file of pictures) {
      const one = { id: newId(), name: file.name, url: URL.createObjectURL(file) }
      setSending((now) => [...now, one])
      try {
        const { token, fileName } = await holdPhoto(file, latest.current.path)
        latest.current.onAdd({ token, name: fileName, url: one.url })
        setSending((now) => now.filter(({ id }) => id !== one.id))
      } catch (error) {
        setSending((now) => now.map((other) => (other.id === one.id ? { ...other, error: problemText(error) } : other)))
      }
    }
  }, [])

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const pasted = filesOf(event.clipboardData)
      if (pasted.length === 0) return
      event.preventDefault()
      add(pasted)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [add])

  return (
    <div className="picker">
      {photos.map((photo) => (
        <span key={photo.token} title={photo.name}>
          {photo.url ? <img src={photo.url} alt={photo.name} /> : <PictureOutlined />}
          {!photo.url && photo.name}
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            aria-label={`${t('documents:attachments.remove')} ${photo.name}`}
            onClick={() => onRemove(photo.token)}
          />
        </span>
      ))}
      {sending.map((one) =>
        one.error ? (
          <span key={one.id} data-failed role="alert">
            {one.error}
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined />}
              aria-label={t('documents:attachments.dismiss')}
              onClick={() => setSending((now) => now.filter(({ id }) => id !== one.id))}
            />
          </span>
        ) : (
          <span key={one.id}>
            <Spin size="small" />
          </span>
        ),
      )}
      {room > 0 && (
        <FileButton
          icon={<CameraOutlined />}
          title={t('new.photoHint')}
          label={t('new.photo')}
          accept="image/*"
          multiple
          onPick={add}
        >
          {t('new.photo')}
        </FileButton>
      )}
    </div>
  )
}
