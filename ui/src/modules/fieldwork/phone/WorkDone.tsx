import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge, Card } from '@/shared/lite'
import { duration } from '@/shared/time'
import type { Outcome, Part } from '../api'

type WorkDoneProps = {
  subject: string
  report: { outcome: Outcome; workMinutes: number; finding: string; action: string; advice: string; parts: readonly Part[] }
  /** Below the subject. */
  line?: ReactNode
  /** Terms and descriptions before those of the report. */
  facts?: ReactNode
}

/** What a customer reads before he signs. */
export function WorkDone({ subject, report, line, facts }: WorkDoneProps) {
  const { t } = useTranslation('fieldwork')
  return (
    <Card>
      <div className="field-card-head">
        <Badge tone={report.outcome === 'FIXED' ? 'good' : report.outcome === 'WORKAROUND' ? 'warn' : 'bad'}>
          {t(`outcomes.${report.outcome}`)}
        </Badge>
        <span className="field-soft">{duration(report.workMinutes * 60_000)}</span>
      </div>
      <strong className="field-strong">{subject}</strong>
      {line}
      <dl className="field-facts">
        {facts}
        <dt>{t('report.finding')}</dt>
        <dd className="field-text">{report.finding}</dd>
        <dt>{t('report.action')}</dt>
        <dd className="field-text">{report.action}</dd>
        {report.parts.length > 0 && (
          <>
            <dt>{t('report.parts')}</dt>
            <dd>
              {report.parts.map((part, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: parts have no names of their own
                <div key={index}>
                  {t(`moves.${part.move}`)} {part.name} {part.model} × {part.quantity}
                </div>
              ))}
            </dd>
          </>
        )}
        {report.advice && (
          <>
            <dt>{t('report.advice')}</dt>
            <dd className="field-text">{report.advice}</dd>
          </>
        )}
      </dl>
    </Card>
  )
}
