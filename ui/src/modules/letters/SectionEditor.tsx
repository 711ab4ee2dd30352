import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Collapse, Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { LIVES, type Live, type Section } from './api'
import { blocksOf, textOf } from './markup'

/** A section being written: its text stays as it was typed. */
export type WrittenSection = Omit<Section, 'blocks'> & { key: string; text: string }

export function useLiveNames() {
  const { t } = useTranslation('letters')
  return Object.fromEntries(LIVES.map((live) => [live, t(`live.${live}`)])) as Record<Live, string>
}

export const writtenOf = (sections: Section[], names: Record<Live, string>): WrittenSection[] =>
  sections.map(({ blocks, ...section }, n) => ({ ...section, key: `${section.kind}-${n}`, text: textOf(blocks, names) }))

export const sectionsOf = (written: WrittenSection[], names: Record<Live, string>): Section[] =>
  written.map(({ key: _, text, ...section }) => ({ ...section, blocks: blocksOf(text, names) }))

/** Which sections the letter has, in which order, and what they say. */
export function SectionEditor({
  sections,
  onChange,
}: {
  sections: WrittenSection[]
  onChange: (next: WrittenSection[]) => void
}) {
  const { t } = useTranslation(['letters', 'shared'])
  const set = (key: string, more: Partial<WrittenSection>) =>
    onChange(sections.map((one) => (one.key === key ? { ...one, ...more } : one)))
  const move = (at: number, by: number) => {
    const next = [...sections]
    next.splice(at + by, 0, ...next.splice(at, 1))
    onChange(next)
  }
  return (
    <>
      <Collapse
        size="small"
        items={sections.map((section, at) => ({
          key: section.key,
          label: <span className={section.on ? '' : 'faint'}>{section.title || t('section.untitled')}</span>,
          extra: (
            // biome-ignore lint/a11y/noStaticElementInteractions: only keeps clicks on the buttons from folding the section
            // biome-ignore lint/a11y/useKeyWithClickEvents: the buttons inside have their own keys
            <span className="section-acts" onClick={(event) => event.stopPropagation()}>
              <Button
                type="text"
                size="small"
                icon={<ArrowUpOutlined />}
                disabled={at === 0}
                aria-label={`${t('section.up')} ${section.title}`}
                onClick={() => move(at, -1)}
              />
              <Button
                type="text"
                size="small"
                icon={<ArrowDownOutlined />}
                disabled={at === sections.length - 1}
                aria-label={`${t('section.down')} ${section.title}`}
                onClick={() => move(at, 1)}
              />
              <Switch
                size="small"
                checked={section.on}
                aria-label={`${t('section.on')} ${section.title}`}
                onChange={(on) => set(section.key, { on })}
              />
            </span>
          ),
          children: (
            <div className="section-edit">
              <Input
                value={section.title}
                maxLength={60}
                status={section.title.trim() ? '' : 'error'}
                aria-label={t('section.title')}
                onChange={(event) => set(section.key, { title: event.target.value })}
              />
              <Input.TextArea
                value={section.text}
                autoSize={{ minRows: 3, maxRows: 16 }}
                maxLength={20_000}
                aria-label={`${t('section.text')} ${section.title}`}
                onChange={(event) => set(section.key, { text: event.target.value })}
              />
              {section.kind === 'OWN' && (
                <Button
                  size="small"
                  icon={<DeleteOutlined />}
                  onClick={() => onChange(sections.filter((one) => one.key !== section.key))}
                >
                  {t('shared:act.remove')}
                </Button>
              )}
            </div>
          ),
        }))}
      />
      <p className="faint">{t('section.hint')}</p>
      <Button
        icon={<PlusOutlined />}
        disabled={sections.length >= 20}
        onClick={() =>
          onChange([...sections, { kind: 'OWN', title: t('section.own'), on: true, text: '', key: `OWN-${Date.now()}` }])
        }
      >
        {t('section.add')}
      </Button>
    </>
  )
}
