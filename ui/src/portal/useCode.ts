import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Problem } from '@/shared/problem'

const PAUSE = 60

/** Six digits on their way to an address or a phone number: asked for at most once a minute. */
export function useCode(send: (to: string) => Promise<unknown>) {
  const [sentTo, setSentTo] = useState('')
  const [againAt, setAgainAt] = useState(0)
  const wait = useSecondsUntil(againAt)

  const sent = (where: string, seconds: number) => {
    setSentTo(where)
    setAgainAt(Date.now() + seconds * 1000)
  }
  const ask = useMutation({
    mutationFn: send,
    onSuccess: (_, where) => sent(where, PAUSE),
    // One is on its way already: it counts.
    onError: (error, where) =>
      error instanceof Problem && error.code === 'identity.code-too-soon' && sent(where, Number(error.facts.seconds)),
  })
  /** It was for somewhere else. */
  const forget = () => {
    setSentTo('')
    setAgainAt(0)
    ask.reset()
  }
  return { ask, sentTo, wait, forget }
}

function useSecondsUntil(moment: number) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    setNow(Date.now())
    if (moment <= Date.now()) return
    const ticking = setInterval(() => {
      setNow(Date.now())
      if (moment <= Date.now()) clearInterval(ticking)
    }, 500)
    return () => clearInterval(ticking)
  }, [moment])
  return Math.max(0, Math.ceil((moment - now) / 1000))
}
