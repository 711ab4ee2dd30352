import { type PointerEvent as ReactPointerEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { Booking, Waiting } from './api'
import { MINUTE, type Span, STEP, snap } from './day'

export type Load =
  | { kind: 'book'; waiting: Waiting; length: number; grab: number }
  | { kind: 'move'; booking: Booking; others: readonly Booking[]; length: number; grab: number }
  | { kind: 'stretch'; booking: Booking; length: number; grab: number }

/** Where the load hangs now: over an engineer's hours, over the waiting list, or nowhere. */
export type Target = { kind: 'plan'; engineerId: string; span: Span } | { kind: 'waiting' } | undefined

export type Drag = { load: Load; x: number; y: number; target: Target }

const FAR_ENOUGH = 5
const EDGE = 48

/**
 * Drags with a mouse or a pen. Fingers scroll instead and plan through the dialog. A track is an element with
 * `data-track` (the engineer), the waiting list one with `data-waiting`; `data-scroll` scrolls along at its edges.
 */
export function useDragging(view: Span, onDrop: (load: Load, target: NonNullable<Target>) => void) {
  const [drag, setDrag] = useState<Drag>()
  const begun = useRef<{ load: Load; x: number; y: number } | undefined>(undefined)
  const latest = useRef({ view, onDrop, drag })
  latest.current = { view, onDrop, drag }

  const begin = useCallback((event: ReactPointerEvent, load: Load) => {
    if (event.button !== 0 || event.pointerType === 'touch') return
    begun.current = { load, x: event.clientX, y: event.clientY }
  }, [])

  useEffect(() => {
    let frame = 0

    const show = (next: Drag | undefined) => {
      latest.current.drag = next
      setDrag(next)
      document.body.classList.toggle('board-dragging', next !== undefined)
    }

    const move = (event: PointerEvent) => {
      const start = begun.current
      if (!start) return
      const { clientX: x, clientY: y } = event
      if (!latest.current.drag && Math.hypot(x - start.x, y - start.y) < FAR_ENOUGH) return
      event.preventDefault()
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => {
        scrollAtEdges(x, y)
        show({ load: start.load, x, y, target: targetAt(start.load, x, y, latest.current.view) })
      })
    }

    const end = () => {
      cancelAnimationFrame(frame)
      const { drag: last, onDrop: drop } = latest.current
      begun.current = undefined
      if (!last) return
      show(undefined)
      // The click that follows a drag is not meant.
      window.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
      if (last.target) drop(last.load, last.target)
    }

    const giveUp = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !latest.current.drag) return
      event.stopPropagation()
      cancelAnimationFrame(frame)
      begun.current = undefined
      show(undefined)
    }

    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', giveUp, { capture: true })
    return () => {
      cancelAnimationFrame(frame)
      document.body.classList.remove('board-dragging')
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', giveUp, { capture: true })
    }
  }, [])

  return { drag, begin }
}

function swallow(event: Event) {
  event.stopPropagation()
  event.preventDefault()
}

function targetAt(load: Load, x: number, y: number, view: Span): Target {
  if (load.kind === 'stretch') {
    const track = document.querySelector<HTMLElement>(`[data-track="${CSS.escape(load.booking.engineerId)}"]`)
    if (!track) return undefined
    const from = Date.parse(load.booking.startsAt)
    const to = Math.max(snap(view, timeAt(track, x, view)), from + STEP)
    return { kind: 'plan', engineerId: load.booking.engineerId, span: { from, to } }
  }
  for (const element of document.elementsFromPoint(x, y)) {
    if (!(element instanceof HTMLElement)) continue
    if (load.kind === 'move' && element.closest('[data-waiting]')) return { kind: 'waiting' }
    const track = element.closest<HTMLElement>('[data-track]')
    if (track?.dataset.track) {
      const from = snap(view, timeAt(track, x, view) - load.grab)
      return { kind: 'plan', engineerId: track.dataset.track, span: { from, to: from + load.length } }
    }
  }
  return undefined
}

export function timeAt(track: HTMLElement, x: number, view: Span) {
  const box = track.getBoundingClientRect()
  return view.from + ((x - box.left) / box.width) * (view.to - view.from)
}

function scrollAtEdges(x: number, y: number) {
  const area = document.querySelector<HTMLElement>('[data-scroll]')
  if (!area) return
  const box = area.getBoundingClientRect()
  if (y < box.top || y > box.bottom || x < box.left || x > box.right) return
  const pull = (at: number, low: number, high: number) => (at < low + EDGE ? -12 : at > high - EDGE ? 12 : 0)
  area.scrollBy(pull(x, box.left + 168, box.right), pull(y, box.top + 32, box.bottom))
}

/** How long a visit is taken to last when nobody has said. */
export const USUAL = 120 * MINUTE
