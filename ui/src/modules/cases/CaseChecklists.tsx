import { useQuery } from '@tanstack/react-query'
import { Collapse } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel, StatusTag, SubjectLink } from '@/shared/desk'
import { AnswerView } from '@/shared/forms/AnswerView'
import { type FormDefinition, wordsOf } from '@/shared/forms/form'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { caseQueries } from './api'

/** What was checked and measured at the visits, and which cases came of it. */
export function CaseChecklists({ id }: { id: string }) {
  const { t } = useTranslation(['cases', 'forms'])
  const checklists = useQuery({ ...caseQueries.checklists(id), enabled: useMay('fieldwork.read') })
  if (!checklists.data?.length) return null
  return (
    <Panel title={t('checklists.title')}>
      <Collapse
        size="small"
        items={checklists.data.map((one) => ({
          key: one.id,
          label: (
            <>
              {wordsOf(one.form.title)}{' '}
              <StatusTag tone={one.findings.length ? 'bad' : 'good'}>
                {one.findings.length ? t('checklists.bad', { count: one.findings.length }) : t('checklists.good')}
              </StatusTag>
            </>
          ),
          extra: one.score !== null && t('checklists.score', { score: one.score }),
          children: (
            <>
              <p className="faint">
                {one.by} · <Time at={one.at} />
              </p>
              {one.followUps.map((follow) => (
                <p key={follow.caseId}>
                  {wordsOf(one.findings.find((finding) => finding.question === follow.question)?.label)}{' '}
                  <SubjectLink kind="case" id={follow.caseId}>
                    {t('checklists.followUp', { number: follow.number })}
                  </SubjectLink>
                </p>
              ))}
              <AnswerView
                form={one.form as FormDefinition}
                answers={one.answers}
                outside={one.findings.map(({ question }) => question)}
              />
            </>
          ),
        }))}
      />
    </Panel>
  )
}
