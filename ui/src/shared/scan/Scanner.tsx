import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../lite'
import { detector } from './detector'
import './scan.css'

const LOOK_EVERY = 150

/** Looks through the camera until it reads a bar or QR code. */
export function Scanner({ onRead }: { onRead: (text: string) => void }) {
  const { t } = useTranslation('shared')
  const video = useRef<HTMLVideoElement>(null)
  const read = useRef(onRead)
  read.current = onRead
  const [fault, setFault] = useState<'denied' | 'none' | 'failed'>()
  const [light, setLight] = useState<{ track: MediaStreamTrack; on: boolean }>()

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let stream: MediaStream | undefined
    let over = false

    async function begin() {
      if (!navigator.mediaDevices) throw new DOMException('', 'NotFoundError')
      const [codes, camera] = await Promise.all([
        detector(),
        navigator.mediaDevices.getUserMedia({
          video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
        }),
      ])
      stream = camera
      const shown = video.current
      if (over || !shown) return stop()
      shown.srcObject = camera
      await shown.play()
      const track = camera.getVideoTracks()[0]
      if (track && 'torch' in (track.getCapabilities?.() ?? {})) setLight({ track, on: false })
      const look = async () => {
        const found = shown.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await codes.detect(shown) : []
        const text = found.map((code) => code.rawValue.trim()).find(Boolean)
        if (over) return
        if (text) {
          navigator.vibrate?.(60)
          read.current(text)
        } else timer = setTimeout(look, LOOK_EVERY)
      }
      await look()
    }
    function stop() {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }

    begin().catch((error: unknown) => {
      const name = error instanceof DOMException ? error.name : ''
      if (!over) setFault(name === 'NotAllowedError' ? 'denied' : name === 'NotFoundError' ? 'none' : 'failed')
    })
    return () => {
      over = true
      clearTimeout(timer)
      stop()
    }
  }, [])

  if (fault)
    return (
      <p className="scan-fault" role="alert">
        {t(`scan.${fault}`)}
      </p>
    )
  return (
    <div className="scan">
      <div className="scan-view">
        <video ref={video} muted playsInline />
        <span aria-hidden="true" />
      </div>
      <p>{t('scan.hint')}</p>
      {light && (
        <Button
          kind="plain"
          onClick={() => {
            const on = !light.on
            light.track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
            setLight({ ...light, on })
          }}
        >
          {t(light.on ? 'scan.lightOff' : 'scan.lightOn')}
        </Button>
      )}
    </div>
  )
}
