import { Fragment } from 'react'
import './desk.css'

const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent)
const shown = (key: string) => (key === 'mod' ? (MAC ? '⌘' : 'Ctrl') : key.length === 1 ? key.toUpperCase() : key)

/** A row of keys and what they do; hidden where there is no keyboard. */
export function KeyHints({ hints }: { hints: { keys: string; label: string }[] }) {
  return (
    <div className="key-hints">
      {hints.map(({ keys, label }) => (
        <span key={keys}>
          <Key keys={keys} /> {label}
        </span>
      ))}
    </div>
  )
}

export function Key({ keys }: { keys: string }) {
  return (
    <>
      {keys.split('+').map((key, index) => (
        <Fragment key={key}>
          {index > 0 && ' '}
          <kbd className="key">{shown(key)}</kbd>
        </Fragment>
      ))}
    </>
  )
}
