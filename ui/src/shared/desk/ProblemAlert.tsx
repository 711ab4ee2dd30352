import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Problem, problemText } from '@/shared/problem'

/** Says what went wrong and offers the way out. */
export function ProblemAlert({ error, onRetry, compact = false }: { error: unknown; onRetry?: () => void; compact?: boolean }) {
  const { t } = useTranslation('shared')
  const problem = error instanceof Problem ? error : undefined
  // Asking again does not help where the server understood and refused.
  const retryable =
    onRetry && (!problem || problem.status === 0 || problem.status >= 500 || problem.status === 429 || problem.missing)
  return (
    <Alert
      type={problem?.missing ? 'info' : 'error'}
      showIcon={!compact}
      role="alert"
      title={problemText(error)}
      description={problem?.trace ? <span className="tabular">{t('trace', { id: problem.trace })}</span> : undefined}
      action={
        retryable ? (
          <Button size="small" onClick={onRetry}>
            {t('act.retry')}
          </Button>
        ) : undefined
      }
    />
  )
}
