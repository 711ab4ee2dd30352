import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/shared/lite'
import { minutesSeconds, useNow } from '@/shared/time'

const LONGEST = 120_000
/** What browsers record, best first; the last is Safari's. */
const KINDS = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4']

/** Whether this page may ask for a microphone at all: only over a secure address. */
export const canRecord = () => typeof MediaRecorder === 'function' && Boolean(navigator.mediaDevices?.getUserMedia)

type VoiceNoteProps = { note: Blob | null; onChange: (note: Blob | null) => void; disabled?: boolean }

/** A few spoken words, two minutes at most, heard before they are sent. */
export function VoiceNote({ note, onChange, disabled = false }: VoiceNoteProps) {
  const { t } = useTranslation('portal')
  const recorder = useRef<MediaRecorder>(null)
  const [since, setSince] = useState<number>()
  const [failure, setFailure] = useState<string>()
  const [url, setUrl] = useState<string>()

  useEffect(() => {
    if (!note) return
    const made = URL.createObjectURL(note)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [note])

  // Whoever leaves the page stops talking to it.
  useEffect(
    () => () => {
      for (const track of recorder.current?.stream.getTracks() ?? []) track.stop()
    },
    [],
  )

  const start = async () => {
    setFailure(undefined)
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind))
      const made = new MediaRecorder(stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: 32_000 })
      const parts: Blob[] = []
      made.ondataavailable = ({ data }) => parts.push(data)
      made.onstop = () => {
        for (const track of stream.getTracks()) track.stop()
        setSince(undefined)
        onChange(new Blob(parts, { type: made.mimeType }))
      }
      recorder.current = made
      made.start()
      setSince(Date.now())
    } catch (error) {
      setFailure(t(error instanceof DOMException && error.name === 'NotAllowedError' ? 'voice.denied' : 'voice.none'))
    }
  }
  const stop = () => recorder.current?.state === 'recording' && recorder.current.stop()

  if (since !== undefined) return <Recording since={since} onStop={stop} />
  return (
    <fieldset className="portal-voice" disabled={disabled}>
      <legend>{t('voice.title')}</legend>
      {note && url ? (
        <>
          {/* biome-ignore lint/a11y/useMediaCaption: the customer's own words, just spoken */}
          <audio controls src={url} aria-label={t('voice.play')} />
          <Button kind="quiet" onClick={() => onChange(null)}>
            {t('voice.remove')}
          </Button>
        </>
      ) : (
        <Button
          kind="plain"
          onClick={start}
          icon={
            <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
              <rect x="9" y="3.5" width="6" height="10.5" rx="3" />
              <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
            </svg>
          }
        >
          {t('voice.record')}
        </Button>
      )}
      {failure && <small className="lite-wrong">{failure}</small>}
    </fieldset>
  )
}

function Recording({ since, onStop }: { since: number; onStop: () => void }) {
  const { t } = useTranslation('portal')
  const left = since + LONGEST - useNow('second')
  const stop = useRef(onStop)
  stop.current = onStop
  useEffect(() => {
    if (left <= 0) stop.current()
  }, [left])
  return (
    <div className="portal-voice" data-recording="true">
      <p role="status">
        <i aria-hidden="true" />
        {t('voice.recording')}
        <small className="tabular" aria-live="off">
          {t('voice.left', { time: minutesSeconds(Math.max(0, Math.min(LONGEST, left))) })}
        </small>
      </p>
      <Button onClick={onStop}>{t('voice.stop')}</Button>
    </div>
  )
}
