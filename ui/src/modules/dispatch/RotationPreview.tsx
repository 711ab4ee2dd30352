import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSettled } from '@/shared/desk'
import { formatTime } from '@/shared/time'
import { dayAfter, mondayOf } from './day'
import { type RotationBody, rosterQueries } from './rosterApi'
import { WeeksTable } from './WeeksTable'

const WEEKS = 4

type RotationPreviewProps = { body: RotationBody; today: string; people: { value: string; label: string }[] }

/** Who would be on in the coming weeks, with leaves and holidays as they are known now. */
export function RotationPreview({ body, today, people }: RotationPreviewProps) {
  const { t } = useTranslation('dispatch')
  const from = body.startsOn > today ? body.startsOn : today
  const monday = mondayOf(from)
  const days = Array.from({ length: WEEKS * 7 }, (_, index) => dayAfter(monday, index))
  // What is written besides does not change who is on.
  const asked = useSettled(JSON.stringify({ ...body, name: 'x', version: 0, active: true }), 300)
  const preview = useQuery(rosterQueries.preview(JSON.parse(asked) as RotationBody, from, days.at(-1) as string))
  if (!preview.data) return null
  return (
    <>
      <h3 className="preview-title">{t('roster.preview')}</h3>
      <WeeksTable
        label={t('roster.preview')}
        days={days}
        busy={preview.isFetching}
        cell={(day) => {
          const due = preview.data.find((one) => one.day === day)
          const name = due?.user ? (people.find(({ value }) => value === due.user)?.label ?? '…') : undefined
          return (
            <td
              key={day}
              data-off={!due}
              data-bad={due !== undefined && !due.user}
              title={due && `${formatTime(due.startsAt, 'short')} – ${formatTime(due.endsAt, 'short')}`}
            >
              <small className="tabular">{day.slice(5)}</small>
              {due ? (name ?? t('roster.gap')) : ''}
            </td>
          )
        }}
      />
    </>
  )
}
