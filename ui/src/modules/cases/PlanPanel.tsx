import { App, Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel, StatusTag } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { type CasePageData, useCaseAct } from './api'

/** The emergency plan of a grave case, ticked off step by step: who did what, and when. */
export function PlanPanel({ page: { about, plan, may } }: { page: CasePageData }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const act = useCaseAct(about.id)
  if (plan.length === 0) return null
  const done = plan.filter(({ doneAt }) => doneAt !== null).length
  return (
    <Panel
      title={t('emergency.title')}
      extra={
        <StatusTag tone={done === plan.length ? 'good' : 'warn'}>{t('emergency.done', { done, of: plan.length })}</StatusTag>
      }
    >
      <ol className="case-plan">
        {plan.map((step) => (
          <li key={step.id}>
            <Checkbox
              checked={step.doneAt !== null}
              disabled={!may.note || act.isPending}
              onChange={({ target }) =>
                act.mutate(
                  { path: `plan/${step.id}`, method: target.checked ? 'PUT' : 'DELETE' },
                  { onError: (error) => message.error(problemText(error)) },
                )
              }
            >
              {step.words}
            </Checkbox>
            {step.doneAt && (
              <span className="case-small">
                {step.doneBy} <Time at={step.doneAt} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
