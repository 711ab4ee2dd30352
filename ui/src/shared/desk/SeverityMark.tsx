import { useTranslation } from 'react-i18next'
import './desk.css'

/** How bad a fault is: a number people say aloud, with a colour that is never the only sign; `long` says its name too. */
export function SeverityMark({ severity, long = false }: { severity: number; long?: boolean }) {
  const { t } = useTranslation('cases')
  const name = t(`severities.${severity}`, { defaultValue: '' })
  const mark = (
    <span className="severity-mark" data-severity={severity} title={name}>
      {severity}
    </span>
  )
  return long ? (
    <span className="severity-long">
      {mark} {name}
    </span>
  ) : (
    mark
  )
}
