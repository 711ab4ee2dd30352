import { useCallback, useRef, useState } from 'react'
import { http } from '@/shared/http'
import type { Photo } from '@/shared/lite'

const LONGEST_SIDE = 2000
const SMALL_ENOUGH = 600_000

/** A phone's picture is far larger than anybody looks at; on a slow line the difference is a minute. */
export async function shrunk(file: File): Promise<File> {
  if (file.size <= SMALL_ENOUGH || typeof createImageBitmap !== 'function') return file
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const factor = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * factor)
    canvas.height = Math.round(picture.height * factor)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85))
    return small && small.size < file.size ? new File([small], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' }) : file
  } catch {
    return file
  }
}

async function send(file: File): Promise<string> {
  const form = new FormData()
  const small = await shrunk(file)
  form.set('file', small, small.name)
  return (await http<{ token: string }>('/public/reports/photos', { method: 'POST', form })).token
}

/** A voice note, held until the report claims it. */
export async function sendVoice(note: Blob): Promise<string> {
  const form = new FormData()
  form.set('file', note, 'voice')
  return (await http<{ token: string }>('/public/reports/voice', { method: 'POST', form })).token
}

/** Photos that travel while the rest of the form is still being filled in. */
export function usePhotoUploads() {
  const [photos, setPhotos] = useState<Photo[]>([])
  const [done, setDone] = useState<ReadonlyMap<string, boolean>>(new Map())
  const under = useRef(new Map<string, Promise<string>>())

  const start = useCallback((photo: Photo) => {
    const upload = send(photo.file)
    under.current.set(photo.id, upload)
    const settle = (ok: boolean) => setDone((before) => new Map(before).set(photo.id, ok))
    upload.then(
      () => settle(true),
      () => {
        // Forgotten, so that sending the form tries this photo again and tells what is wrong with it.
        under.current.delete(photo.id)
        settle(false)
      },
    )
    return upload
  }, [])

  const change = useCallback(
    (next: Photo[]) => {
      const kept = new Set(next.map(({ id }) => id))
      for (const id of under.current.keys()) if (!kept.has(id)) under.current.delete(id)
      for (const photo of next) if (!under.current.has(photo.id)) start(photo)
      setPhotos(next)
    },
    [start],
  )

  /** Waits for what is on its way and tries anew what failed. */
  const tokens = useCallback(
    () => Promise.all(photos.map((photo) => under.current.get(photo.id) ?? start(photo))),
    [photos, start],
  )

  const clear = useCallback(() => {
    under.current.clear()
    setPhotos([])
    setDone(new Map())
  }, [])

  return {
    photos,
    change,
    tokens,
    clear,
    onTheWay: photos.filter(({ id }) => !done.has(id)).length,
    failed: photos.filter(({ id }) => done.get(id) === false).length,
  }
}
