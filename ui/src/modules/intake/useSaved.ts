import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { http, type Schema } from '@/shared/http'
import { Problem } from '@/shared/problem'
import { type Draft, firstWords, isBlank } from './draft'

const PAUSE = 1500
const AGAIN = 8000

/** When the server last kept the draft; `failed`: it could not lately, and will be tried again. */
export type Saved = { at: string | undefined; failed: boolean }

/**
 * Keeps the draft on the server a moment after each pause in typing, so that it waits on whatever machine its writer signs in next.
 * What could not be kept is tried again until it can.
 */
export function useSaved(draft: Draft): Saved {
  const [saved, setSaved] = useState<Saved>({ at: undefined, failed: false })
  const [tries, setTries] = useState(0)
  const queries = useQueryClient()
  const last = useRef('')
  useEffect(() => {
    const { photos, ...rest } = draft
    const text = JSON.stringify({ ...rest, photos: photos.map(({ token, name }) => ({ token, name })) })
    if (isBlank(draft) || text === last.current) return
    const timer = setTimeout(
      () => {
        const title = (
          draft.subject.trim() ||
          firstWords(draft.description) ||
          draft.party.contactName ||
          draft.party.contactPhone
        ).slice(0, 200)
        http<Schema<'PhoneDeskController.Kept'>>('/intake/drafts', {
          method: 'POST',
          json: { id: draft.id, title, draft: JSON.parse(text) },
        })
          .then(({ updatedAt }) => {
            last.current = text
            setSaved({ at: updatedAt, failed: false })
            queries.invalidateQueries({ queryKey: ['intake', 'drafts'] })
          })
          .catch((error) => {
            if (error instanceof Problem && error.status === 409) return
            setSaved((before) => ({ ...before, failed: true }))
            setTries(tries + 1)
          })
      },
      tries > 0 ? AGAIN : PAUSE,
    )
    return () => clearTimeout(timer)
  }, [draft, tries, queries])
  return isBlank(draft) ? { at: undefined, failed: false } : saved
}
