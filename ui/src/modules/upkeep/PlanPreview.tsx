import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSettled } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { rhythmWords, upkeepQueries } from './api'
import { DAY, exclusionsOf, rhythmOf, type Values } from './planValues'

/** The next dates as the form stands, reckoned by the server. */
export function PlanPreview({ values, branch }: { values: Values; branch: string | undefined }) {
  const { t } = useTranslation(['upkeep', 'shared'])
  const branches = useSession().branches
  const rhythm = rhythmOf(values)
  const where = branch ?? branches[0]?.id
  const ask = useSettled(
    JSON.stringify({
      branchId: where,
      rhythm,
      exclusions: exclusionsOf(values),
      startsOn: values.startsOn?.format(DAY),
      endsOn: values.endsOn?.format(DAY) ?? null,
    }),
    300,
  )
  const whole = Boolean(where && values.startsOn && rhythm.every)
  const dates = useQuery({ ...upkeepQueries.preview(JSON.parse(ask)), enabled: whole && Boolean(JSON.parse(ask).branchId) })
  return (
    <section aria-live="polite" style={{ marginBottom: 16 }}>
      <p>
        <b>{rhythmWords(rhythm, t)}</b>
      </p>
      {dates.isError ? (
        <Alert type="warning" showIcon title={problemText(dates.error)} />
      ) : dates.data?.length === 0 ? (
        <p className="faint">{t('plan.noDates')}</p>
      ) : (
        <ul className="upkeep-preview tabular">
          {(dates.data ?? []).map(({ occurrence, on }) => (
            <li key={occurrence} title={on === occurrence ? undefined : t('movedFrom', { on: occurrence })}>
              {on}
              {on !== occurrence && ' *'}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
