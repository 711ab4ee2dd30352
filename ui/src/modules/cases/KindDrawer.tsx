import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Checkbox, Drawer, Flex, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/shared/desk'
import { draftOf, type KindView, STEPS, type Step, useCatalogueChange, VISIT_STEPS, type WriteKind, writeKind } from './catalogue'
import { NamesInput } from './NamesInput'
import { named, SEVERITIES, WEIGHTS } from './words'

type KindDrawerProps = { open: boolean; kind: KindView; onClose: () => void; onDone: () => void }

/** The next version of a kind, written from the present one. */
export function KindDrawer({ open, kind, onClose, onDone }: KindDrawerProps) {
  const { t } = useTranslation('cases')
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={820}
      destroyOnHidden
      title={t('catalogue.reviseTitle', { name: named(kind.name), version: kind.version + 1 })}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      <KindForm
        kind={kind}
        onCancel={onClose}
        onDone={() => {
          onClose()
          onDone()
        }}
      />
    </Drawer>
  )
}

function KindForm({ kind, onCancel, onDone }: { kind: KindView; onCancel: () => void; onDone: () => void }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const [draft, setDraft] = useState(() => draftOf(kind))
  const write = useCatalogueChange(writeKind(kind.code))
  const set = (change: Partial<WriteKind>) => setDraft((now) => ({ ...now, ...change }))
  const stages = draft.stages.map(({ code, name }) => ({ value: code, label: named(name) || code }))
  const save = () =>
    write.mutate(
      { ...draft, note: draft.note.trim() },
      {
        onSuccess: () => {
          message.success(t('catalogue.written', { version: kind.version + 1 }))
          onDone()
        },
      },
    )

  return (
    <Flex vertical gap={18}>
      <section className="catalogue-part">
        <h3>{t('catalogue.name')}</h3>
        <NamesInput label={t('catalogue.name')} value={draft.name} onChange={(name) => set({ name })} />
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
      <StageList draft={draft} onChange={set} />
      <Moves draft={draft} onChange={(moves) => set({ moves })} />
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
      <Matrix matrix={draft.matrix ?? kind.matrix} onChange={(matrix) => set({ matrix })} />
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
        <Button type="primary" disabled={!draft.note.trim()} loading={write.isPending} onClick={save}>
          {t('catalogue.publish', { version: kind.version + 1 })}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <span className="faint">{t('catalogue.publishHint')}</span>
      </Flex>
    </Flex>
  )
}

const replaced = <Item,>(list: Item[], old: Item, next: Item) => list.map((one) => (one === old ? next : one))

function followed(follow: WriteKind['follow'], step: Step, stage: string | null | undefined) {
  const { [step]: _, ...others } = follow
  return stage ? { ...others, [step]: stage } : others
}

/** Takes a stage and every rule that speaks of it out of the draft; moves of a renamed code go along. */
function without(draft: WriteKind, code: string): Partial<WriteKind> {
  const stages = draft.stages.filter((stage) => stage.code !== code)
  return {
    stages,
    moves: draft.moves.filter(({ from, to }) => from !== code && to !== code),
    follow: Object.fromEntries(Object.entries(draft.follow).filter(([, stage]) => stage !== code)),
    start: draft.start === code ? (stages[0]?.code ?? '') : draft.start,
  }
}

function StageList({ draft, onChange }: { draft: WriteKind; onChange: (change: Partial<WriteKind>) => void }) {
  const { t } = useTranslation('cases')
  const [code, setCode] = useState('')
  const swap = (index: number, by: number) => {
    const stages = [...draft.stages]
    const [one] = stages.splice(index, 1)
    if (one) stages.splice(index + by, 0, one)
    onChange({ stages })
  }
  const add = () => {
    onChange({ stages: [...draft.stages, { code: code.trim(), name: {} }] })
    setCode('')
  }
  const taken = draft.stages.some((stage) => stage.code === code.trim())
  return (
    <section className="catalogue-part">
      <h3>{t('catalogue.stages')}</h3>
      {draft.stages.map((stage, index) => (
        <div key={stage.code} className="catalogue-stage">
          <code>{stage.code}</code>
          <NamesInput
            label={stage.code}
            value={stage.name}
            onChange={(name) => onChange({ stages: replaced(draft.stages, stage, { ...stage, name }) })}
          />
          <span>
            <Button
              size="small"
              type="text"
              icon={<ArrowUpOutlined />}
              disabled={index === 0}
              aria-label={t('catalogue.up', { stage: stage.code })}
              onClick={() => swap(index, -1)}
            />
            <Button
              size="small"
              type="text"
              icon={<ArrowDownOutlined />}
              disabled={index === draft.stages.length - 1}
              aria-label={t('catalogue.down', { stage: stage.code })}
              onClick={() => swap(index, 1)}
            />
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              disabled={draft.stages.length === 1}
              aria-label={t('catalogue.removeStage', { stage: stage.code })}
              onClick={() => onChange(without(draft, stage.code))}
            />
          </span>
        </div>
      ))}
      <Flex gap="small">
        <Input
          style={{ width: 180 }}
          value={code}
          maxLength={40}
          placeholder={t('catalogue.stageCode')}
          aria-label={t('catalogue.stageCode')}
          onChange={(event) => setCode(event.target.value.toLowerCase().replace(/[^a-z0-9-]/g, ''))}
          onPressEnter={() => code.trim() && !taken && add()}
        />
        <Button icon={<PlusOutlined />} disabled={!/^[a-z]/.test(code) || taken} onClick={add}>
          {t('catalogue.addStage')}
        </Button>
      </Flex>
    </section>
  )
}

/** Which severity an impact (line) and an urgency (column) make together. */
function Matrix({ matrix, onChange }: { matrix: number[][]; onChange: (matrix: number[][]) => void }) {
  const { t } = useTranslation('cases')
  return (
    <section className="catalogue-part">
      <h3>{t('catalogue.matrix')}</h3>
      <div className="catalogue-moves">
        <table>
          <thead>
            <tr>
              <th>{t('catalogue.impactUrgency')}</th>
              {WEIGHTS.map((urgency) => (
                <th key={urgency}>{t(`urgencies.${urgency}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {WEIGHTS.map((impact) => (
              <tr key={impact}>
                <th>{t(`impacts.${impact}`)}</th>
                {WEIGHTS.map((urgency) => (
                  <td key={urgency}>
                    <Select
                      size="small"
                      style={{ width: 120 }}
                      aria-label={`${t(`impacts.${impact}`)} × ${t(`urgencies.${urgency}`)}`}
                      value={matrix[impact - 1]?.[urgency - 1] ?? 3}
                      options={SEVERITIES.map((one) => ({ value: one as number, label: t(`severities.${one}`) }))}
                      onChange={(severity) =>
                        onChange(
                          matrix.map((line, row) =>
                            line.map((old, column) => (row === impact - 1 && column === urgency - 1 ? severity : old)),
                          ),
                        )
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Who may be moved where by hand: from the line to the column. */
function Moves({ draft, onChange }: { draft: WriteKind; onChange: (moves: WriteKind['moves']) => void }) {
  const { t } = useTranslation('cases')
  const nameOf = (code: string) => named(draft.stages.find((stage) => stage.code === code)?.name) || code
  const has = (from: string, to: string) => draft.moves.some((move) => move.from === from && move.to === to)
  return (
    <section className="catalogue-part">
      <h3>{t('catalogue.moves')}</h3>
      <div className="catalogue-moves">
        <table>
          <thead>
            <tr>
              <th>{t('catalogue.fromTo')}</th>
              {draft.stages.map(({ code }) => (
                <th key={code}>{nameOf(code)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {draft.stages.map(({ code: from }) => (
              <tr key={from}>
                <th>{nameOf(from)}</th>
                {draft.stages.map(({ code: to }) => (
                  <td key={to}>
                    {from !== to && (
                      <Checkbox
                        checked={has(from, to)}
                        aria-label={`${nameOf(from)} → ${nameOf(to)}`}
                        onChange={(event) =>
                          onChange(
                            event.target.checked
                              ? [...draft.moves, { from, to }]
                              : draft.moves.filter((move) => move.from !== from || move.to !== to),
                          )
                        }
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
