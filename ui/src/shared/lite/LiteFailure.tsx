import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from './EmptyState'
import { ErrorPanel } from './ErrorPanel'

export function LiteFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    reset()
    router.invalidate()
  }
  return (
    <div className="lite-page">
      <ErrorPanel error={error} onRetry={retry} />
    </div>
  )
}

export function LiteMissing() {
  const { t } = useTranslation('shared')
  return (
    <div className="lite-page">
      <EmptyState title={t('missing.title')} hint={t('missing.hint')} />
    </div>
  )
}
