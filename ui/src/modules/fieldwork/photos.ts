import { photo } from './offline/queue'

const LONGEST_SIDE = 2000
const SMALL_ENOUGH = 600_000

/** A photo as it is sent: large ones are made smaller on the phone, what cannot be read goes as it is. */
export async function shrunk(file: File): Promise<Blob> {
  if (file.size <= SMALL_ENOUGH || !file.type.startsWith('image/')) return file
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
    return small && small.size < file.size ? small : file
  } catch {
    return file
  }
}

/** Keeps a photo on the phone; it is sent when its turn comes. Answers with its id. */
export async function takePhoto(visit: string, section: 'before' | 'after' | 'checklist', file: File): Promise<string> {
  const blob = await shrunk(file)
  const name = blob === file ? file.name : `${file.name.replace(/\.[^.]*$/, '')}.jpg`
  // A copy of the bytes: the file behind a chooser may be gone when it is sent.
  return photo(visit, section, name, new Blob([await blob.arrayBuffer()], { type: blob.type }))
}
