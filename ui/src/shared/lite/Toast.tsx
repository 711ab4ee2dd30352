import { useSyncExternalStore } from 'react'

export type ToastTone = 'good' | 'bad' | 'info'
type Shown = { id: number; text: string; tone: ToastTone }

let shown: Shown[] = []
let last = 0
const listeners = new Set<() => void>()

function set(next: Shown[]) {
  shown = next
  for (const listener of listeners) listener()
}

const dismiss = (id: number) => set(shown.filter((one) => one.id !== id))

/** A sentence at the foot of the screen. Bad news stays longer. */
export function toast(text: string, tone: ToastTone = 'good') {
  last += 1
  const id = last
  set([...shown.slice(-2), { id, text, tone }])
  setTimeout(() => dismiss(id), tone === 'bad' ? 7_000 : 3_500)
}

/** Where toasts appear; mounted once per face. */
export function Toasts() {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
  return (
    <div className="lite-toasts" aria-live="polite">
      {all.map(({ id, text, tone }) => (
        <button type="button" key={id} className="lite-toast" data-tone={tone} onClick={() => dismiss(id)}>
          {text}
        </button>
      ))}
    </div>
  )
}
