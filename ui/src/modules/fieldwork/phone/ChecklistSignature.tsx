import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { type Signature, SignaturePad } from '@/shared/signature/SignaturePad'
import { takePhoto } from '../photos'
import { PhotoImage } from './PhotoImage'

type SignatureProps = { visit: string; label: string; id: string | undefined; onChange: (id: string | undefined) => void }

/** Signed with a finger, kept as a picture when the pen is put down. */
export function ChecklistSignature({ visit, label, id, onChange }: SignatureProps) {
  const { t } = useTranslation('fieldwork')
  const pad = useRef<Signature>(null)
  const [signed, setSigned] = useState(false)
  const [busy, setBusy] = useState(false)
  const keep = async () => {
    const png = Uint8Array.from(atob(pad.current?.png() ?? ''), (letter) => letter.charCodeAt(0))
    setBusy(true)
    try {
      const file = new File([png], 'signature.png', { type: 'image/png' })
      onChange(await takePhoto(visit, 'checklist', file))
    } catch (error) {
      toast(problemText(error), 'bad')
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="form-question">
      <strong>{label}</strong>
      {id ? (
        <>
          <PhotoImage id={id} alt={label} large className="form-picture field-signature" />
          <Button kind="plain" onClick={() => onChange(undefined)}>
            {t('checklists.signAgain')}
          </Button>
        </>
      ) : (
        <>
          <SignaturePad ref={pad} onChange={setSigned} />
          <Button kind="plain" disabled={!signed} busy={busy} onClick={keep}>
            {t('checklists.keepSignature')}
          </Button>
        </>
      )}
    </div>
  )
}
