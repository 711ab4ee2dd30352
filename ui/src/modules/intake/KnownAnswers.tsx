import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel, StatusTag, SubjectLink, useSettled } from '@/shared/desk'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { intakeQueries } from './api'
import type { Draft } from './draft'

/** How the same was put right before, while the symptom is being typed; one click takes the words over. */
export function KnownAnswers({ draft, onUse }: { draft: Draft; onUse: (solution: string) => void }) {
  const { t } = useTranslation(['intake', 'cases'])
  const words = useSettled(`${draft.subject} ${draft.description}`.trim().slice(0, 300), 400)
  const asked = { words, symptom: draft.symptom, device: draft.party.device?.id }
  const answers = useQuery({ ...intakeQueries.solved(asked), enabled: [...words].length >= 2 })
  const mayRead = useMay('knowledge.read')
  const articles = useQuery({ ...intakeQueries.articles(words), enabled: mayRead && [...words].length >= 2 })
  const rows = [...words].length >= 2 ? (answers.data ?? []) : []
  const helps = [...words].length >= 2 ? (articles.data ?? []).slice(0, 3) : []
  if (rows.length === 0 && helps.length === 0) return null
  return (
    <Panel title={t('solved.title')}>
      <ul className="lines">
        {helps.map((help) => (
          <li key={help.id}>
            <div>
              <a href={`/articles/${help.id}`} target="_blank" rel="noreferrer">
                {help.title}
              </a>
              <div className="new-resolution">{help.snippet}</div>
            </div>
            <div className="new-near-end">
              <StatusTag tone="good">{t('solved.article')}</StatusTag>
            </div>
          </li>
        ))}
        {rows.map((one) => (
          <li key={one.caseId}>
            <div>
              <SubjectLink kind="case" id={one.caseId}>
                {one.subject}
              </SubjectLink>
              <div>
                <small>
                  {one.product} <Time at={one.resolvedAt} style="date" />
                </small>
              </div>
              <div className="new-resolution">{one.resolution}</div>
            </div>
            <div className="new-near-end">
              {one.sameProduct && <StatusTag tone="info">{t('solved.sameProduct')}</StatusTag>}
              {!one.sameProduct && one.sameSymptom && <StatusTag>{t('solved.sameSymptom')}</StatusTag>}
              <Button size="small" onClick={() => onUse(one.resolution)}>
                {t('solved.use')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
