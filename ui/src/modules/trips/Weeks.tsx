import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { Panel, StatusTag } from '@/shared/desk'
import type { Week } from './api'

/** Each week summed up: who reported what, which visits were made, which days are missing. */
export function Weeks({ weeks }: { weeks: readonly Week[] }) {
  const { t } = useTranslation('trips')
  return weeks.map((week) => {
    const troubles = week.reports.filter(({ trouble }) => trouble)
    const sunday = dayjs(week.monday).add(6, 'day').format('YYYY-MM-DD')
    return (
      <Panel
        key={week.monday}
        title={t('week.title', { from: week.monday, to: sunday })}
        extra={week.missing > 0 && <StatusTag tone="warn">{t('week.missing', { count: week.missing })}</StatusTag>}
      >
        <p>
          <b>{t('week.sum', { reports: week.reports.length, visits: week.visits.length, troubles: troubles.length })}</b>
        </p>
        {week.reports.length === 0 && week.visits.length === 0 && <span className="faint">{t('week.none')}</span>}
        <ul className="lines">
          {week.reports.map((one) => (
            <li key={`${one.userId} ${one.day}`}>
              <div style={{ whiteSpace: 'pre-wrap' }}>
                <b>
                  {one.day} · {one.name}
                </b>
                <div>{one.done}</div>
                {one.trouble && (
                  <div>
                    <StatusTag tone="bad">{t('report.trouble')}</StatusTag> {one.trouble}
                  </div>
                )}
                {one.next && <small>{t('report.nextIs', { next: one.next })}</small>}
              </div>
            </li>
          ))}
          {week.visits.map((one) => (
            <li key={`${one.caseNumber} ${one.day} ${one.userId}`}>
              <div>
                {t('week.visit', { day: one.day, number: one.caseNumber })}
                <div>
                  <small>{[one.subject, one.customer].filter(Boolean).join(' · ')}</small>
                </div>
              </div>
            </li>
          ))}
        </ul>
      </Panel>
    )
  })
}
