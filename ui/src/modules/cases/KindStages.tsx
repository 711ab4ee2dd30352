import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { freeCode, type KindDraft, replaced } from './catalogue'
import { NamesInput } from './NamesInput'
import { named } from './words'

type PartProps = { draft: KindDraft; onChange: (change: Partial<KindDraft>) => void }

/** Takes a stage and every rule that speaks of it out of the draft. */
function without(draft: KindDraft, code: string): Partial<KindDraft> {
  const stages = draft.stages.filter((stage) => stage.code !== code)
  return {
    stages,
    moves: draft.moves.filter(({ from, to }) => from !== code && to !== code),
    papers: draft.papers.filter(({ stage }) => stage !== code),
    follow: Object.fromEntries(Object.entries(draft.follow).filter(([, stage]) => stage !== code)),
    start: draft.start === code ? (stages[0]?.code ?? '') : draft.start,
  }
}

/** The stages in the order in which people read them. */
export function KindStages({ draft, onChange }: PartProps) {
  const { t } = useTranslation('cases')
  const swap = (index: number, by: number) => {
    const stages = [...draft.stages]
    const [one] = stages.splice(index, 1)
    if (one) stages.splice(index + by, 0, one)
    onChange({ stages })
  }
  const add = () => onChange({ stages: [...draft.stages, { code: freeCode('stage', draft.stages), name: {} }] })
  return (
    <section className="catalogue-part">
      <h3>{t('catalogue.stages')}</h3>
      {draft.stages.map((stage, index) => {
        const label = named(stage.name) || t('catalogue.nth', { nth: index + 1 })
        return (
          <div key={stage.code} className="catalogue-stage">
            <span className="faint tabular">{index + 1}</span>
            <NamesInput
              label={t('catalogue.nth', { nth: index + 1 })}
              value={stage.name}
              onChange={(name) => onChange({ stages: replaced(draft.stages, stage, { ...stage, name }) })}
            />
            <span>
              <Button
                size="small"
                type="text"
                icon={<ArrowUpOutlined />}
                disabled={index === 0}
                aria-label={t('catalogue.up', { stage: label })}
                onClick={() => swap(index, -1)}
              />
              <Button
                size="small"
                type="text"
                icon={<ArrowDownOutlined />}
                disabled={index === draft.stages.length - 1}
                aria-label={t('catalogue.down', { stage: label })}
                onClick={() => swap(index, 1)}
              />
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined />}
                disabled={draft.stages.length === 1}
                aria-label={t('catalogue.removeStage', { stage: label })}
                onClick={() => onChange(without(draft, stage.code))}
              />
            </span>
          </div>
        )
      })}
      <Button icon={<PlusOutlined />} style={{ justifySelf: 'start' }} onClick={add}>
        {t('catalogue.addStage')}
      </Button>
    </section>
  )
}

/** What has to lie with a case before it comes into a stage. */
export function KindPapers({ draft, onChange }: PartProps) {
  const { t } = useTranslation('cases')
  const stages = draft.stages.map(({ code, name }) => ({ value: code, label: named(name) || code }))
  const add = () =>
    onChange({
      papers: [
        ...draft.papers,
        { code: freeCode('paper', draft.papers), name: {}, stage: draft.stages.at(-1)?.code ?? draft.start },
      ],
    })
  return (
    <section className="catalogue-part">
      <h3>{t('catalogue.papers')}</h3>
      <p className="faint catalogue-hint">{t('catalogue.papersHint')}</p>
      {draft.papers.map((paper, index) => (
        <div key={paper.code} className="catalogue-paper">
          <NamesInput
            label={t('catalogue.paper', { nth: index + 1 })}
            value={paper.name}
            onChange={(name) => onChange({ papers: replaced(draft.papers, paper, { ...paper, name }) })}
          />
          <Select
            style={{ width: 170 }}
            aria-label={t('catalogue.paperStage', { nth: index + 1 })}
            value={paper.stage}
            options={stages.map(({ value, label }) => ({ value, label: t('catalogue.before', { stage: label }) }))}
            onChange={(stage) => onChange({ papers: replaced(draft.papers, paper, { ...paper, stage }) })}
          />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('catalogue.removePaper', { paper: named(paper.name) || index + 1 })}
            onClick={() => onChange({ papers: draft.papers.filter((one) => one !== paper) })}
          />
        </div>
      ))}
      <Button icon={<PlusOutlined />} style={{ justifySelf: 'start' }} onClick={add}>
        {t('catalogue.addPaper')}
      </Button>
    </section>
  )
}
