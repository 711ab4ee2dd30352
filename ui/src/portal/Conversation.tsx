import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Card, PhotoPicker, TextArea } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { fileUrl, newId, type Track, type TrackMessage, thumbUrl, useTrackAct } from './api'
import { usePhotoUploads } from './photos'

type Pending = { id: string; text: string; photos: string[]; error: unknown }

/** Words in both directions. What was just written stands there at once and says when it could not be sent. */
export function Conversation({ token, track }: { token: string; track: Track }) {
  const { t } = useTranslation('portal')
  const [pending, setPending] = useState<Pending[]>([])
  const act = useTrackAct(token)
  const mayWrite = track.acts.includes('MESSAGE')

  const send = async (message: Pending) => {
    setPending((all) => [...all.filter(({ id }) => id !== message.id), { ...message, error: undefined }])
    try {
      await act.mutateAsync({ act: 'message', body: { id: message.id, text: message.text, photos: message.photos } })
      setPending((all) => all.filter(({ id }) => id !== message.id))
    } catch (error) {
      setPending((all) => all.map((one) => (one.id === message.id ? { ...one, error } : one)))
    }
  }

  if (track.messages.length === 0 && !mayWrite) return null
  return (
    <Card title={t('talk.title')}>
      {track.messages.length === 0 && pending.length === 0 && <p className="portal-aside">{t('talk.empty')}</p>}
      <ol className="portal-talk">
        {track.messages.map((message) => (
          <Message key={message.id} token={token} message={message} />
        ))}
        {pending.map((message) => (
          <li key={message.id} data-side="mine" data-pending="true">
            <p>{message.text}</p>
            {message.error === undefined ? (
              <small>{t('talk.sending')}</small>
            ) : (
              <button type="button" onClick={() => send(message)}>
                {t('talk.failed', { why: problemText(message.error) })}
              </button>
            )}
          </li>
        ))}
      </ol>
      {mayWrite && (
        <Composer
          placeholder={t(track.status === 'WAITING' ? 'talk.reply' : 'talk.write')}
          onSend={(text, photos) => send({ id: newId(), text, photos, error: undefined })}
        />
      )}
    </Card>
  )
}

function Message({ token, message }: { token: string; message: TrackMessage }) {
  const { t } = useTranslation('portal')
  const { kind, fromCustomer, name, text, at, file } = message
  const label = kind === 'MESSAGE' || kind === 'FILE' ? undefined : t(`talk.kinds.${kind}`)
  return (
    <li data-side={fromCustomer ? 'mine' : 'theirs'}>
      {label && <b>{label}</b>}
      {text && <p>{text}</p>}
      {file && (
        <a href={fileUrl(token, file.id)} target="_blank" rel="noreferrer" aria-label={file.fileName}>
          {file.mediaType.startsWith('image/') ? (
            <img src={thumbUrl(token, file.id)} alt={file.fileName} loading="lazy" />
          ) : (
            file.fileName
          )}
        </a>
      )}
      <small>
        {!fromCustomer && name && <span>{name}</span>}
        <Time at={at} />
      </small>
    </li>
  )
}

function Composer({ placeholder, onSend }: { placeholder: string; onSend: (text: string, photos: string[]) => void }) {
  const { t } = useTranslation('portal')
  const [text, setText] = useState('')
  const [withPhotos, setWithPhotos] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const uploads = usePhotoUploads()

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const words = text.trim() || (uploads.photos.length > 0 ? t('talk.photoOnly') : '')
    if (!words || busy) return
    setBusy(true)
    setFailure(undefined)
    try {
      onSend(words, await uploads.tokens())
      setText('')
      setWithPhotos(false)
      uploads.clear()
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form className="portal-composer" onSubmit={submit}>
      <TextArea
        rows={2}
        maxLength={2000}
        aria-label={placeholder}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {withPhotos && <PhotoPicker label={t('report.photos')} photos={uploads.photos} onChange={uploads.change} disabled={busy} />}
      {failure !== undefined && <small className="lite-wrong">{problemText(failure)}</small>}
      <div>
        {!withPhotos && (
          <Button kind="quiet" onClick={() => setWithPhotos(true)}>
            {t('talk.addPhoto')}
          </Button>
        )}
        <Button submit kind="plain" busy={busy} disabled={!text.trim() && uploads.photos.length === 0}>
          {t('talk.send')}
        </Button>
      </div>
    </form>
  )
}
