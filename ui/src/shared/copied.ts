/** Puts words on the clipboard and says whether they are there. Works at a plain http address too, where browsers hide their clipboard. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return bySelection(text)
  }
}

/** As if somebody had marked the words and pressed Ctrl+C. */
function bySelection(text: string): boolean {
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.className = 'visually-hidden'
  let done = false
  const hand = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    done = true
  }
  // Inside a dialog: nothing outside an open one can be marked.
  const dialog = before?.closest('dialog, [role="dialog"]') ?? document.body
  dialog.append(field)
  document.addEventListener('copy', hand, { capture: true, once: true })
  try {
    field.select()
    return document.execCommand('copy') && done
  } catch {
    return false
  } finally {
    document.removeEventListener('copy', hand, { capture: true })
    field.remove()
    if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  }
}
