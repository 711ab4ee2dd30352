import { App, Button, Drawer, Flex, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/shared/desk'
import {
  blankKind,
  draftOf,
  type KindDraft,
  type KindView,
  replaced,
  STEPS,
  type Step,
  useCatalogueChange,
  VISIT_STEPS,
  writeKind,
} from './catalogue'
import { KindMatrix, KindMoves } from './KindMoves'
import { KindPapers, KindStages } from './KindStages'
import { NamesInput } from './NamesInput'
import { named, SEVERITIES } from './words'

type KindDrawerProps = {
  open: boolean
  /** The kind whose next version is written; without one it is a new kind, which borrows the meaning of severities from `like`. */
  kind?: KindView
  like: KindView
  onClose: () => void
  onDone: (code: string) => void
}

/** The next version of a kind, written from the present one, or a wholly new kind. */
export function KindDrawer({ open, kind, like, onClose, onDone }: KindDrawerProps) {
  const { t } = useTranslation('cases')
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={820}
      destroyOnHidden
      title={kind ? t('catalogue.reviseTitle', { name: named(kind.name), version: kind.version + 1 }) : t('catalogue.newKind')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      <KindForm
        {...(kind && { kind })}
        like={like}
        onCancel={onClose}
        onDone={(code) => {
          onClose()
          onDone(code)
        }}
      />
    </Drawer>
  )
}

type KindFormProps = Pick<KindDrawerProps, 'kind' | 'like' | 'onDone'> & { onCancel: () => void }

function KindForm({ kind, like, onCancel, onDone }: KindFormProps) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const [draft, setDraft] = useState(() =>
    kind ? draftOf(kind) : blankKind(like, { note: t('catalogue.firstNote'), inHand: t('catalogue.inHand') }),
  )
  const [newCode, setNewCode] = useState('')
  const code = kind?.code ?? newCode
  const version = draft.basedOn + 1
  const write = useCatalogueChange(writeKind(code))
  const set = (change: Partial<KindDraft>) => setDraft((now) => ({ ...now, ...change }))
  const stages = draft.stages.map(({ code, name }) => ({ value: code, label: named(name) || code }))
  const save = () =>
    write.mutate(
      { ...draft, note: draft.note.trim() },
      {
        onSuccess: () => {
          message.success(t('catalogue.written', { version }))
          onDone(code)
        },
      },
    )

  return (
    <Flex vertical gap={18}>
      <section className="catalogue-part">
        <h3>{t('catalogue.name')}</h3>
        <NamesInput label={t('catalogue.name')} value={draft.name} onChange={(name) => set({ name })} />
        {!kind && (
          <Input
            style={{ maxWidth: 320 }}
            value={newCode}
            maxLength={30}
            placeholder={t('catalogue.kindCode')}
            aria-label={t('catalogue.kindCode')}
            onChange={(event) => setNewCode(event.target.value.toLowerCase().replace(/[^a-z-]/g, ''))}
          />
        )}
      </section>
      <Flex gap="12px 28px" wrap align="center">
        <span className="catalogue-inline">
          {t('catalogue.severity')}
          <Select
            style={{ width: 190 }}
            aria-label={t('catalogue.severity')}
            value={draft.severity}
            options={SEVERITIES.map((one) => ({ value: one as number, label: t(`severities.${one}`) }))}
            onChange={(severity) => set({ severity })}
          />
        </span>
        <span className="catalogue-inline">
          {t('catalogue.start')}
          <Select
            style={{ width: 150 }}
            aria-label={t('catalogue.start')}
            value={draft.start}
            options={stages}
            onChange={(start) => set({ start })}
          />
        </span>
        <span className="catalogue-inline">
          {t('catalogue.visits')}
          <Switch aria-label={t('catalogue.visits')} checked={draft.visits} onChange={(visits) => set({ visits })} />
        </span>
      </Flex>
      <KindStages draft={draft} onChange={set} />
      <KindMoves draft={draft} onChange={(moves) => set({ moves })} />
      <KindPapers draft={draft} onChange={set} />
      <section className="catalogue-part">
        <h3>{t('catalogue.follow')}</h3>
        <div className="catalogue-follow">
          {STEPS.filter((step) => draft.visits || !VISIT_STEPS.has(step)).map((step) => (
            <span key={step} className="catalogue-inline">
              {t(`catalogue.steps.${step}`)}
              <Select
                allowClear
                style={{ width: 150 }}
                placeholder={t('catalogue.stays')}
                aria-label={t(`catalogue.steps.${step}`)}
                value={draft.follow[step] ?? null}
                options={stages}
                onChange={(stage: string | null | undefined) => set({ follow: followed(draft.follow, step, stage) })}
              />
            </span>
          ))}
        </div>
      </section>
      <section className="catalogue-part">
        <h3>{t('catalogue.severities')}</h3>
        {draft.severities.map((level) => (
          <div key={level.level}>
            <NamesInput
              label={t('catalogue.levelName', { level: level.level })}
              value={level.name}
              onChange={(name) => set({ severities: replaced(draft.severities, level, { ...level, name }) })}
            />
            <NamesInput
              area
              most={500}
              label={t('catalogue.levelMeaning', { level: level.level })}
              value={level.meaning}
              onChange={(meaning) => set({ severities: replaced(draft.severities, level, { ...level, meaning }) })}
            />
          </div>
        ))}
      </section>
      <KindMatrix matrix={draft.matrix ?? like.matrix} onChange={(matrix) => set({ matrix })} />
      <section className="catalogue-part">
        <h3>{t('catalogue.note')}</h3>
        <Input.TextArea
          rows={2}
          maxLength={500}
          value={draft.note}
          aria-label={t('catalogue.note')}
          placeholder={t('catalogue.noteHint')}
          onChange={(event) => set({ note: event.target.value })}
        />
      </section>
      {write.isError && <ProblemAlert error={write.error} />}
      <Flex gap="small" align="center" wrap>
        <Button type="primary" disabled={!draft.note.trim() || !/^[a-z]/.test(code)} loading={write.isPending} onClick={save}>
          {kind ? t('catalogue.publish', { version }) : t('catalogue.publishNew')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <span className="faint">{t(kind ? 'catalogue.publishHint' : 'catalogue.publishNewHint')}</span>
      </Flex>
    </Flex>
  )
}

function followed(follow: KindDraft['follow'], step: Step, stage: string | null | undefined) {
  const { [step]: _, ...others } = follow
  return stage ? { ...others, [step]: stage } : others
}
