import { useTranslation } from 'react-i18next'
import { Problem, problemText } from '../problem'
import { Button } from './Button'

/** What went wrong and, where it may help, another try. */
export function ErrorPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('shared')
  return (
    <div className="lite-error" role="alert">
      <p>{problemText(error)}</p>
      {error instanceof Problem && error.trace && <small className="tabular">{t('trace', { id: error.trace })}</small>}
      {onRetry && (
        <Button kind="plain" onClick={onRetry}>
          {t('act.retry')}
        </Button>
      )}
    </div>
  )
}
