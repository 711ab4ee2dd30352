import { useCallback, useEffect, useRef, useState } from 'react'
import { api, got, type Schema } from '@/shared/http'
import { Problem } from '@/shared/problem'
import { solve } from './puzzle'

const FRESH = 9 * 60_000
const SLOW = 1000
const AT_ONCE = 500

type Needed = Schema<'IntakeDesk.Needed'>
type Prepared = { at: number; proof: Promise<string | null>; drop: () => void }

/** Reckons beside the page; where a browser has no workers, in the page, a little at a time. */
function reckon({ puzzle, bits }: Needed, dropped: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    dropped.addEventListener('abort', () => reject(dropped.reason))
    const here = (from: number) => {
      if (dropped.aborted) return
      const proof = solve(puzzle, bits, from, AT_ONCE)
      if (proof) resolve(proof)
      else setTimeout(here, 0, from + AT_ONCE)
    }
    if (typeof Worker === 'undefined') {
      here(0)
      return
    }
    const worker = new Worker(new URL('./puzzle.worker.ts', import.meta.url), { type: 'module' })
    dropped.addEventListener('abort', () => worker.terminate())
    worker.onmessage = ({ data }: MessageEvent<string>) => {
      worker.terminate()
      resolve(data)
    }
    worker.onerror = () => {
      worker.terminate()
      here(0)
    }
    worker.postMessage({ puzzle, bits })
  })
}

function prepare(code: boolean, onNeeded: (needed: Needed) => void): Prepared {
  const dropped = new AbortController()
  const asked = api.GET('/api/public/reports/puzzle', { params: { query: { code } }, signal: dropped.signal })
  const proof = got(asked).then((needed) => {
    onNeeded(needed)
    return needed.bits > 0 ? reckon(needed, dropped.signal) : null
  })
  // Whoever sends hears of a failure; nobody may ever send.
  proof.catch(() => {})
  return { at: Date.now(), proof, drop: () => dropped.abort() }
}

/**
 * The proof of work that keeps floods of reports away: made ready while the customer types, and made anew when the server wants
 * another one. `checking` when somebody waits for it and it takes long enough to be noticed; `phoneCode` when the report needs
 * the code that is sent to its phone number as well.
 *
 * @param code it is for asking for that code
 */
export function useProof(code = false) {
  const ready = useRef<Prepared>(null)
  const [checking, setChecking] = useState(false)
  const [phoneCode, setPhoneCode] = useState(false)

  const renew = useCallback(() => {
    ready.current?.drop()
    ready.current = prepare(code, (needed) => setPhoneCode(needed.phoneCode))
    return ready.current
  }, [code])

  useEffect(() => {
    renew()
    return () => {
      ready.current?.drop()
      ready.current = null
    }
  }, [renew])

  const awaited = useCallback(async (prepared: Prepared) => {
    const slow = setTimeout(setChecking, SLOW, true)
    try {
      return await prepared.proof
    } catch {
      // The server says what it needs; without the puzzle we cannot know.
      return null
    } finally {
      clearTimeout(slow)
      setChecking(false)
    }
  }, [])

  const withProof = useCallback(
    async <Answer>(send: (proof: string | null) => Promise<Answer>): Promise<Answer> => {
      const kept = ready.current
      const prepared = kept && Date.now() - kept.at < FRESH ? kept : renew()
      try {
        return await send(await awaited(prepared))
      } catch (error) {
        if (error instanceof Problem && error.code === 'intake.phone-code-needed') setPhoneCode(true)
        if (!(error instanceof Problem && error.code === 'intake.proof-needed')) throw error
        return await send(await awaited(renew()))
      } finally {
        // Each counts once.
        if (ready.current) renew()
      }
    },
    [awaited, renew],
  )

  return { withProof, checking, phoneCode }
}
