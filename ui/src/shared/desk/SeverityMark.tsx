import { useTranslation } from 'react-i18next'
import './desk.css'

/** How bad a fault is, for lists: a number people say aloud, with a colour that is never the only sign. */
export function SeverityMark({ severity }: { severity: number }) {
  const { t } = useTranslation('cases')
  const name = t(`severities.${severity}`, { defaultValue: '' })
  return (
    <span className="severity-mark" data-severity={severity} title={name}>
      {severity}
    </span>
  )
}
