import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'

type SheetProps = { open: boolean; title: string; onClose: () => void; children: ReactNode; foot?: ReactNode }

/** Comes up from below for a short task; a dialog on wide screens. */
export function Sheet({ open, title, onClose, children, foot }: SheetProps) {
  const { t } = useTranslation('shared')
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()

  useEffect(() => {
    const element = dialog.current
    if (open && !element?.open) element?.showModal()
    if (!open && element?.open) element.close()
  }, [open])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      className="lite-sheet"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      {open && (
        <div className="lite-sheet-body">
          <header>
            <h2 id={heading}>{title}</h2>
            <button type="button" className="lite-top-act" aria-label={t('act.close')} onClick={onClose}>
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="m6 6 12 12M18 6 6 18" />
              </svg>
            </button>
          </header>
          <div className="lite-sheet-content">{children}</div>
          {foot && <footer>{foot}</footer>}
        </div>
      )}
    </dialog>
  )
}
