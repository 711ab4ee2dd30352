import { useEffect, useState } from 'react'
import { useQueue } from '../offline/queue'
import { photoOf } from '../offline/shelf'

type ImageProps = { id: string; alt: string; large?: boolean; className?: string }

/** A photo of a visit: from the phone while it has not been sent, from the server afterwards. */
export function PhotoImage({ id, alt, large = false, className }: ImageProps) {
  const { entries } = useQueue()
  const waits = entries.some((entry) => entry.kind === 'PHOTO' && entry.id === id)
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!waits) return
    let made: string | undefined
    let gone = false
    void photoOf(id).then((blob) => {
      if (!blob || gone) return
      made = URL.createObjectURL(blob)
      setUrl(made)
    })
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
      setUrl(undefined)
    }
  }, [id, waits])
  const from = waits ? url : `/api/documents/${id}${large ? '' : '/thumb'}`
  return from ? <img src={from} alt={alt} className={className} loading="lazy" /> : null
}
