import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Field, Sheet, TextArea, toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { useAsk, usePause, type Visit } from '../api'

type What = 'menu' | 'pause' | 'ask'

/** What is seldom needed on site: to pause, to hand over, to ask the manager, to tell what nearly went wrong. */
export function MoreActs({ visit }: { visit: Visit }) {
  const { t } = useTranslation('fieldwork')
  const router = useRouter()
  const { id, acts } = visit.card
  const [open, setOpen] = useState<What>()
  const to = (page: string) => router.navigate({ to: `/visits/${id}/${page}` })
  const close = () => setOpen(undefined)
  return (
    <>
      <Button kind="plain" onClick={() => setOpen('menu')}>
        {t('more.title')}
      </Button>
      <Sheet open={open === 'menu'} title={t('more.title')} onClose={close}>
        <div className="field-more">
          {acts.includes('PAUSE') && (
            <Button kind="plain" wide onClick={() => setOpen('pause')}>
              {t('acts.PAUSE')}
            </Button>
          )}
          <Button kind="plain" wide onClick={() => setOpen('ask')}>
            {t('ask.title')}
          </Button>
          {acts.includes('HAND_OVER') && (
            <Button kind="plain" wide onClick={() => to('hand-over')}>
              {t('acts.HAND_OVER')}
            </Button>
          )}
          <Button kind="plain" wide onClick={() => to('near-miss')}>
            {t('nearMiss.title')}
          </Button>
        </div>
      </Sheet>
      <Pause id={id} open={open === 'pause'} onClose={close} />
      <Ask id={id} open={open === 'ask'} onClose={close} />
    </>
  )
}

type SheetProps = { id: string; open: boolean; onClose: () => void }

function Pause({ id, open, onClose }: SheetProps) {
  const { t } = useTranslation('fieldwork')
  const pause = usePause(id)
  const [reason, setReason] = useState('')
  const send = async () => {
    try {
      await pause.mutateAsync({ reason: reason.trim() })
      onClose()
      setReason('')
    } catch (error) {
      toast(problemText(error), 'bad')
    }
  }
  const reasons = ['parts', 'customer', 'meal'] as const
  return (
    <Sheet
      open={open}
      title={t('acts.PAUSE')}
      onClose={onClose}
      foot={
        <Button wide busy={pause.isPending} disabled={!reason.trim()} onClick={send}>
          {t('acts.PAUSE')}
        </Button>
      }
    >
      <p className="field-text">{t('pause.hint')}</p>
      <div className="field-chips">
        {reasons.map((one) => (
          <button key={one} type="button" onClick={() => setReason(t(`pause.reasons.${one}`))}>
            {t(`pause.reasons.${one}`)}
          </button>
        ))}
      </div>
      <Field label={t('pause.reason')} required>
        <TextArea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </Sheet>
  )
}

function Ask({ id, open, onClose }: SheetProps) {
  const { t } = useTranslation('fieldwork')
  const ask = useAsk(id)
  const [what, setWhat] = useState('')
  const send = async () => {
    try {
      await ask.mutateAsync({ what: what.trim() })
      onClose()
      setWhat('')
      toast(t('ask.said'))
    } catch (error) {
      toast(problemText(error), 'bad')
    }
  }
  return (
    <Sheet
      open={open}
      title={t('ask.title')}
      onClose={onClose}
      foot={
        <Button wide busy={ask.isPending} disabled={!what.trim()} onClick={send}>
          {t('ask.act')}
        </Button>
      }
    >
      <p className="field-text">{t('ask.hint')}</p>
      <Field label={t('ask.what')} required>
        <TextArea rows={4} maxLength={2000} value={what} onChange={(event) => setWhat(event.target.value)} />
      </Field>
    </Sheet>
  )
}
