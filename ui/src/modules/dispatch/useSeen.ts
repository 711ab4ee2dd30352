import { useEffect, useRef, useState } from 'react'

/** So far beyond the edge of what scrolls things are ready already. */
const AHEAD = '600px'

/**
 * Whether an element is in sight, or nearly: what is not need not be drawn. What is `held` (dragged from, focused) and what is printed
 * stays drawn; so does everything where the browser cannot tell.
 */
export function useSeen<Kind extends Element>(first: boolean, held: boolean) {
  const ref = useRef<Kind>(null)
  const [seen, setSeen] = useState(first)
  const holding = useRef(held)
  holding.current = held
  useEffect(() => {
    const element = ref.current
    if (!element || typeof IntersectionObserver === 'undefined') {
      setSeen(true)
      return
    }
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setSeen(true)
        else if (!holding.current && !element.contains(document.activeElement)) setSeen(false)
      },
      { root: element.closest('[data-scroll]'), rootMargin: AHEAD },
    )
    observer.observe(element)
    const all = () => setSeen(true)
    window.addEventListener('beforeprint', all)
    return () => {
      observer.disconnect()
      window.removeEventListener('beforeprint', all)
    }
  }, [])
  return [ref, seen] as const
}
