import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Field, Sheet, TextArea, toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { usePutRight, useStop } from '../api'

/** Whoever sees danger stops the work; it needs no permission, only a reason. */
export function StopWork({ id }: { id: string }) {
  const { t } = useTranslation('fieldwork')
  const stop = useStop(id)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  // The button is gone before this hears of it.
  const send = async () => {
    try {
      await stop.mutateAsync({ reason: reason.trim() })
      setOpen(false)
      setReason('')
      toast(t('stop.said'))
    } catch (error) {
      toast(problemText(error as Error), 'bad')
    }
  }
  const reasons = ['power', 'height', 'weather', 'people'] as const
  return (
    <>
      <Button kind="danger" onClick={() => setOpen(true)}>
        {t('acts.STOP')}
      </Button>
      <Sheet
        open={open}
        title={t('stop.title')}
        onClose={() => setOpen(false)}
        foot={
          <Button kind="danger" wide busy={stop.isPending} disabled={!reason.trim()} onClick={send}>
            {t('stop.act')}
          </Button>
        }
      >
        <p className="field-text">{t('stop.hint')}</p>
        <div className="field-chips">
          {reasons.map((one) => (
            <button key={one} type="button" onClick={() => setReason(t(`stop.reasons.${one}`))}>
              {t(`stop.reasons.${one}`)}
            </button>
          ))}
        </div>
        <Field label={t('stop.reason')} required>
          <TextArea rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </Sheet>
    </>
  )
}

/** What made the work stop is put right; it may begin again. */
export function PutRight({ id }: { id: string }) {
  const { t } = useTranslation('fieldwork')
  const putRight = usePutRight(id)
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const send = async () => {
    try {
      await putRight.mutateAsync({ note: note.trim() })
      toast(t('putRight.said'))
    } catch (error) {
      toast(problemText(error as Error), 'bad')
    }
  }
  return (
    <>
      <Button wide onClick={() => setOpen(true)}>
        {t('acts.PUT_RIGHT')}
      </Button>
      <Sheet
        open={open}
        title={t('putRight.title')}
        onClose={() => setOpen(false)}
        foot={
          <Button wide busy={putRight.isPending} disabled={!note.trim()} onClick={send}>
            {t('acts.PUT_RIGHT')}
          </Button>
        }
      >
        <p className="field-text">{t('putRight.hint')}</p>
        <Field label={t('putRight.note')} required>
          <TextArea rows={3} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </Sheet>
    </>
  )
}
