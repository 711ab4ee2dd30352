import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { http } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { intakeQueries } from './api'
import type { Draft } from './draft'
import type { Saved } from './useSaved'

/** What was begun and not finished, here or on another machine. */
export function Drafts({ current, onResume }: { current: string; onResume: (draft: Draft) => void }) {
  const { t } = useTranslation(['intake', 'shared'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const drafts = useQuery(intakeQueries.drafts())
  const others = (drafts.data ?? []).filter(({ id }) => id !== current).slice(0, 5)
  if (others.length === 0) return null
  const resume = (id: string) =>
    queries
      .fetchQuery(intakeQueries.draft(id))
      .then(({ draft }) => onResume(draft as unknown as Draft))
      .catch((error) => message.error(problemText(error)))
  const drop = (id: string) =>
    http(`/intake/drafts/${id}`, { method: 'DELETE' })
      .then(() => queries.invalidateQueries({ queryKey: ['intake', 'drafts'] }))
      .catch((error) => message.error(problemText(error)))
  return (
    <section className="drafts" aria-label={t('drafts.title', { count: others.length })}>
      <strong>{t('drafts.title', { count: others.length })}</strong>
      <ul className="lines">
        {others.map(({ id, title, updatedAt }) => (
          <li key={id}>
            <div>
              {title || t('drafts.untitled')}{' '}
              <small>
                <Time at={updatedAt} relative />
              </small>
            </div>
            <div className="new-near-end">
              <Button size="small" onClick={() => resume(id)}>
                {t('drafts.resume')}
              </Button>
              <Popconfirm
                title={t('drafts.dropAsk')}
                okText={t('shared:act.delete')}
                cancelText={t('shared:act.cancel')}
                onConfirm={() => drop(id)}
              >
                <Button size="small" type="text">
                  {t('drafts.drop')}
                </Button>
              </Popconfirm>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function SavedMark({ saved }: { saved: Saved }) {
  const { t } = useTranslation('intake')
  if (saved.failed) return <span className="saved-failed">{t('drafts.failed')}</span>
  return saved.at ? (
    <span className="faint">
      {t('drafts.saved')} <Time at={saved.at} style="time" />
    </span>
  ) : null
}
