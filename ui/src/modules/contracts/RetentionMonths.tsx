import { useTranslation } from 'react-i18next'
import type { RetentionMonth } from './retention'
import { money } from './words'
import './retention.css'

type RetentionMonthsProps = {
  months: RetentionMonth[]
  chosen: string | undefined
  onChoose: (month: string) => void
}

/** What may be asked for in which month; a bar narrows the list below to it. */
export function RetentionMonths({ months, chosen, onChoose }: RetentionMonthsProps) {
  const { t } = useTranslation('contracts')
  const most = Math.max(...months.map((one) => Number(one.waiting)))
  const total = months.reduce((sum, one) => sum + Number(one.waiting), 0)
  const due = months.filter((one) => one.due).reduce((sum, one) => sum + Number(one.waiting), 0)
  return (
    <>
      <p className="retention-sum">{t('retention.sum', { total: money(total), due: money(due) })}</p>
      <ol className="retention-months">
        {months.map(({ month, waiting, projects, due: isDue }) => {
          const label = `${month ? month.slice(0, 7) : t('retention.standings.OPEN')} ${money(waiting)} ${t('retention.projects', { count: projects })}`
          return (
            <li key={month ?? 'open'}>
              <button
                type="button"
                title={label}
                aria-label={label}
                aria-pressed={month !== null && month === chosen}
                disabled={month === null}
                data-due={isDue}
                onClick={() => month && onChoose(month)}
              >
                <small className="tabular">{Math.round(Number(waiting) / 1000) / 10}</small>
                <span style={{ blockSize: `${Math.max(2, (Number(waiting) / most) * 100)}px` }} />
                <small className="tabular">{month ? month.slice(2, 7) : t('retention.open')}</small>
              </button>
            </li>
          )
        })}
      </ol>
      <p className="faint retention-unit">{t('retention.unit')}</p>
    </>
  )
}
