import { useMutation } from '@tanstack/react-query'
import { http } from './http'
import { newId } from './newId'

const VISITOR = 'aftercare.help.visitor'
const SOLVED = 'aftercare.help.solved'

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Made once by this browser and known to nobody: it only keeps a second click from counting. */
function visitor(): string {
  const known = kept(VISITOR)
  if (known) return known
  const made = newId()
  try {
    localStorage.setItem(VISITOR, made)
  } catch {
    // Then it is another one next time.
  }
  return made
}

const numbers = () => (kept(SOLVED) ?? '').split(',').filter(Boolean)

export const wasSolvedBy = (article: string) => numbers().includes(article)

/** "It is solved, nothing needs to be reported." */
export function useSolved() {
  return useMutation({
    mutationFn: (article: string) =>
      http(`/public/articles/${encodeURIComponent(article)}/solved`, { method: 'POST', json: { visitor: visitor() } }),
    onSuccess: (_, article) => {
      try {
        localStorage.setItem(SOLVED, [...new Set([...numbers(), article])].slice(-50).join(','))
      } catch {
        // Then it can be said again; it does not count again.
      }
    },
  })
}
