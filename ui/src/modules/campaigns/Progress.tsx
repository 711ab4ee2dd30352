import { useTranslation } from 'react-i18next'
import './campaigns.css'

type Counts = { devices: number; done: number; failed: number; missed: number }

/** How many devices came to what, drawn and said. */
export function ProgressBar({ devices, done, failed, missed }: Counts) {
  const { t } = useTranslation('campaigns')
  const parts = { done, failed, missed }
  const words = t('progress', { done, failed, missed, open: devices - done - failed - missed })
  return (
    <div className="campaign-bar" role="img" aria-label={words} title={words}>
      {Object.entries(parts).map(([part, count]) =>
        count > 0 ? <i key={part} data-part={part} style={{ width: `${(count / Math.max(1, devices)) * 100}%` }} /> : null,
      )}
    </div>
  )
}
