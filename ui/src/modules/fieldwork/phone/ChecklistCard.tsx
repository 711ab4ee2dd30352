import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { wordsOf } from '@/shared/forms/form'
import { Badge, Card, ErrorPanel } from '@/shared/lite'
import { type Checklists, useChecklists, type Visit } from '../api'
import { hasChecklistDraft } from '../checklistDraft'
import { RoundRow } from './RoundRow'

const ORDER = ['SAFETY', 'INSPECTION', 'HANDOVER', 'SURVEY']

/** The forms of a visit: what the device asks for, and how far they are. */
export function ChecklistCard({ visit }: { visit: Visit }) {
  const { t } = useTranslation('fieldwork')
  const { id, status } = visit.card
  const wanted = !['PLANNED', 'REFUSED', 'CANCELLED'].includes(status)
  const checklists = useChecklists(id, wanted)
  if (!wanted || checklists.isPending) return null
  if (!checklists.data)
    return (
      <Card title={t('checklists.title')}>
        <ErrorPanel error={checklists.error} onRetry={() => checklists.refetch()} />
      </Card>
    )
  const rows = rowsOf(checklists.data, visit.reportOpen)
  const { round } = checklists.data
  if (rows.length === 0 && round.devices.length === 0) return null
  return (
    <Card title={t('checklists.title')} tone={checklists.data.stopped ? 'bad' : undefined}>
      {checklists.data.stopped && <p className="field-text">{t('checklists.stopped')}</p>}
      <ul className="field-checklists">
        {round.devices.length > 0 && <RoundRow visit={id} round={round} />}
        {rows.map(({ form, filled, open }) => (
          <li key={form.code}>
            <Link to={`/visits/${id}/checklists/${form.code}` as never}>
              <span>{wordsOf(form.title)}</span>
              {filled ? (
                <Badge tone={filled.findings.length ? 'bad' : 'good'}>
                  {filled.findings.length ? t('checklists.findings', { count: filled.findings.length }) : t('checklists.good')}
                </Badge>
              ) : (
                <Badge tone={hasChecklistDraft(id, form.code) ? 'warn' : 'neutral'}>
                  {t(hasChecklistDraft(id, form.code) ? 'checklists.draft' : open ? 'checklists.todo' : 'checklists.later')}
                </Badge>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function rowsOf({ offered, filled, open }: Checklists, reportOpen: boolean) {
  const forms = [...offered.map(({ form }) => form), ...filled.map(({ form }) => form)]
  const unique = forms.filter((form, index) => forms.findIndex(({ code }) => code === form.code) === index)
  return unique
    .map((form) => ({
      form,
      filled: filled.find((one) => one.form.code === form.code),
      open: open && (reportOpen || form.use === 'SAFETY'),
    }))
    .filter((row) => row.filled || open)
    .sort((a, b) => ORDER.indexOf(a.form.use) - ORDER.indexOf(b.form.use))
}
