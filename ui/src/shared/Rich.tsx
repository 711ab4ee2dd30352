import { useEffect, useRef } from 'react'
import './rich.css'

/** Formatted text that the server has cleaned. */
export function Rich({ html }: { html: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const parsed = new DOMParser().parseFromString(html, 'text/html')
    box.current?.replaceChildren(...parsed.body.childNodes)
  }, [html])
  return <div className="rich" ref={box} />
}
