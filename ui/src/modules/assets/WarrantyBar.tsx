import { useTranslation } from 'react-i18next'
import { dayOf, useNow } from '@/shared/time'
import type { Device } from './api'
import { useCoverageSentence } from './words'
import './warranty.css'

const DAY = 86_400_000
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)

/** The term from acceptance to its last day as a bar, with today on it, and the sentence that says what that means. */
export function WarrantyBar({ warranty }: { warranty: Device['warranty'] }) {
  const { t } = useTranslation('assets')
  const sentence = useCoverageSentence()
  const today = dayOf(useNow('minute'))
  const { from, lastDay, coverage } = warranty
  return (
    <div className="warranty" data-state={coverage.state}>
      <p className="warranty-sentence">{sentence(coverage)}</p>
      {from && lastDay && <Bar from={from} to={lastDay} today={today} />}
      <p className="warranty-term">
        {t(`termOf.${warranty.termOf}`, { months: warranty.months })}
        {warranty.starts !== 'ACCEPTANCE' && ` · ${t(`terms.starts.${warranty.starts}`)}`}
        {warranty.extendedDays > 0 && ` · ${t('terms.extended', { count: warranty.extendedDays })}`}
      </p>
    </div>
  )
}

function Bar({ from, to, today }: { from: string; to: string; today: string }) {
  const { t } = useTranslation('assets')
  // Room for today on either side, so that an expired warranty shows how long ago it ended.
  const length = Math.max(DAY, at(to) + DAY - at(from))
  const begin = Math.min(at(from), Math.max(at(today), at(from) - length / 4))
  const end = Math.max(at(to) + DAY, Math.min(at(today), at(to) + length / 2))
  const place = (instant: number) => ((Math.min(end, Math.max(begin, instant)) - begin) / (end - begin)) * 100
  const left = place(at(from))
  const right = place(at(to) + DAY)
  const now = place(at(today))
  return (
    <div className="warranty-bar" role="img" aria-label={t('barLabel', { from, to, today })}>
      <div className="warranty-track">
        <div className="warranty-cover" style={{ insetInlineStart: `${left}%`, inlineSize: `${right - left}%` }} />
        <div
          className="warranty-used"
          style={{ insetInlineStart: `${left}%`, inlineSize: `${Math.max(0, Math.min(now, right) - left)}%` }}
        />
        <div className="warranty-now" style={{ insetInlineStart: `${now}%` }} title={t('today', { date: today })} />
      </div>
      <div className="warranty-ends tabular">
        <span>{from}</span>
        <span>{to}</span>
      </div>
    </div>
  )
}
