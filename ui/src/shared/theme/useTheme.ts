import { useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'

export const THEME_CHOICES = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]

const KEY = 'aftercare.theme'
const listeners = new Set<() => void>()
const systemDark = window.matchMedia?.('(prefers-color-scheme: dark)')

let choice: ThemeChoice = stored()
let printing = false

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(KEY)
    return value === 'light' || value === 'dark' ? value : 'system'
  } catch {
    return 'system'
  }
}

const isDark = () => !printing && (choice === 'dark' || (choice === 'system' && Boolean(systemDark?.matches)))

function apply() {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light'
  for (const listener of listeners) listener()
}

systemDark?.addEventListener('change', apply)

/** Paper is white, whatever the screen is. What is laid out by script (charts) may look for `data-printing`. */
function print(now: boolean) {
  printing = now
  document.documentElement.toggleAttribute('data-printing', now)
  flushSync(apply)
}
window.addEventListener('beforeprint', () => print(true))
window.addEventListener('afterprint', () => print(false))

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

export function chooseTheme(next: ThemeChoice) {
  choice = next
  try {
    if (next === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, next)
  } catch {
    // The choice then lasts as long as the page.
  }
  apply()
}

/** What the user chose, and whether it is dark right now. */
export function useTheme() {
  const dark = useSyncExternalStore(subscribe, isDark)
  const chosen = useSyncExternalStore(subscribe, () => choice)
  return { dark, choice: chosen, choose: chooseTheme }
}
