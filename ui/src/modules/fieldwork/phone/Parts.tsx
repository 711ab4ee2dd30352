import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Choice, Field, Input, Sheet } from '@/shared/lite'
import { ScanInput } from '@/shared/scan/ScanInput'
import type { Part } from '../api'
import { CrossIcon } from './icons'

const NEW: Part = { move: 'USED', name: '', model: '', quantity: 1, serial: '' }

/** Parts put in and taken out, as recorded facts. */
export function Parts({ parts, onChange }: { parts: readonly Part[]; onChange: (parts: Part[]) => void }) {
  const { t } = useTranslation('fieldwork')
  const [edited, setEdited] = useState<number | 'new'>()
  const at = edited === 'new' || edited === undefined ? undefined : parts[edited]

  const save = (part: Part) => {
    onChange(edited === 'new' ? [...parts, part] : parts.map((other, index) => (index === edited ? part : other)))
    setEdited(undefined)
  }

  return (
    <section className="field-parts">
      <h2>{t('report.parts')}</h2>
      <ul>
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no names of their own
          <li key={index}>
            <button type="button" onClick={() => setEdited(index)}>
              <span>
                <small data-move={part.move}>{t(`moves.${part.move}`)}</small>
                <strong>{part.name}</strong> × {part.quantity}
              </span>
              {(part.model || part.serial) && <small>{[part.model, part.serial].filter(Boolean).join(' · ')}</small>}
            </button>
            <button
              type="button"
              className="lite-top-act"
              aria-label={t('parts.remove', { name: part.name })}
              onClick={() => onChange(parts.filter((_, other) => other !== index))}
            >
              <CrossIcon />
            </button>
          </li>
        ))}
      </ul>
      <Button kind="plain" onClick={() => setEdited('new')}>
        {t('parts.add')}
      </Button>
      <Sheet open={edited !== undefined} title={t('parts.one')} onClose={() => setEdited(undefined)}>
        {edited !== undefined && <PartForm key={edited} part={at ?? NEW} onSave={save} />}
      </Sheet>
    </section>
  )
}

function PartForm({ part, onSave }: { part: Part; onSave: (part: Part) => void }) {
  const { t } = useTranslation(['fieldwork', 'shared'])
  const [draft, setDraft] = useState({ ...part, quantity: String(part.quantity) })
  const [tried, setTried] = useState(false)
  const quantity = Number(draft.quantity)
  const quantityWrong = !(quantity > 0 && quantity <= 100_000 && /^\d+([.]\d{1,3})?$/.test(draft.quantity))
  const set = (next: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...next }))
  return (
    <>
      <Choice
        label={t('parts.move')}
        value={draft.move}
        onChange={(move) => set({ move })}
        options={(['USED', 'REMOVED'] as const).map((move) => ({ value: move, label: t(`moves.${move}`) }))}
      />
      <Field label={t('parts.name')} required error={tried && !draft.name.trim() ? t('parts.nameMissing') : undefined}>
        <Input maxLength={200} value={draft.name} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <Field label={t('parts.model')}>
        <Input maxLength={100} value={draft.model} onChange={(event) => set({ model: event.target.value })} />
      </Field>
      <Field label={t('parts.quantity')} required error={tried && quantityWrong ? t('parts.quantityWrong') : undefined}>
        <Input inputMode="decimal" value={draft.quantity} onChange={(event) => set({ quantity: event.target.value.trim() })} />
      </Field>
      <Field label={t('parts.serial')}>
        <ScanInput maxLength={100} value={draft.serial} onChange={(serial) => set({ serial })} />
      </Field>
      <Button
        wide
        onClick={() => {
          setTried(true)
          if (draft.name.trim() && !quantityWrong) onSave({ ...draft, quantity })
        }}
      >
        {t('shared:act.save')}
      </Button>
    </>
  )
}
