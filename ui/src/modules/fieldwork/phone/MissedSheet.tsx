import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Choice, Field, Sheet, TextArea, toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { useMissDevices } from '../api'
import type { RoundDevice } from '../round'

const REASONS = ['locked', 'inUse', 'gone', 'time', 'other'] as const

type MissedProps = { visit: string; devices: readonly RoundDevice[] | undefined; onClose: () => void; onSaid?: () => void }

/** Why nobody got at a device; its date does not count as done. */
export function MissedSheet({ visit, devices, onClose, onSaid }: MissedProps) {
  const { t } = useTranslation('fieldwork')
  const miss = useMissDevices(visit)
  const [reason, setReason] = useState<(typeof REASONS)[number]>()
  const [words, setWords] = useState('')
  const said = reason === 'other' ? words.trim() : reason ? t(`round.reasons.${reason}`) : ''
  const ids = (devices ?? []).flatMap(({ device }) => (device ? [device] : []))
  const send = () =>
    miss.mutate(
      { devices: ids, reason: said },
      {
        onError: (error) => toast(problemText(error), 'bad'),
        onSuccess: () => {
          setReason(undefined)
          setWords('')
          onClose()
          onSaid?.()
        },
      },
    )
  return (
    <Sheet
      open={devices !== undefined}
      title={devices?.length === 1 ? t('round.missOne', { name: devices[0]?.name }) : t('round.missMany', { count: ids.length })}
      onClose={onClose}
      foot={
        <Button wide busy={miss.isPending} disabled={said === '' || ids.length === 0} onClick={send}>
          {t('round.missAct')}
        </Button>
      }
    >
      <p className="field-text">{t('round.missHint')}</p>
      <Choice
        label={t('round.why')}
        layout="list"
        value={reason}
        onChange={setReason}
        options={REASONS.map((one) => ({ value: one, label: t(`round.reasons.${one}`) }))}
      />
      {reason === 'other' && (
        <Field label={t('round.words')} required>
          <TextArea rows={2} maxLength={500} value={words} onChange={(event) => setWords(event.target.value)} />
        </Field>
      )}
    </Sheet>
  )
}
