import { http } from '@/shared/http'
import type { Photo } from './api'

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

/** The id is made on the phone: sent twice, kept once. */
export async function sendPhoto(
  visit: string,
  section: 'before' | 'after' | 'checklist',
  id: string,
  file: File,
): Promise<Photo> {
  const form = new FormData()
  form.set('ownerKind', 'visit')
  form.set('ownerId', visit)
  form.set('section', section)
  form.set('visibleToCustomer', 'true')
  form.set('id', id)
  const blob = await shrunk(file)
  form.set('file', blob, blob === file ? file.name : `${file.name.replace(/\.[^.]*$/, '')}.jpg`)
  return http<Photo>('/documents', { method: 'POST', form })
}

export const removePhoto = (id: string) => http(`/documents/${id}`, { method: 'DELETE' })
