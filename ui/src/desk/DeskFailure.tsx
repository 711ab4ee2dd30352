import { CompassOutlined } from '@ant-design/icons'
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { Button, Flex, Result } from 'antd'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/shared/desk'

/** A page that broke: what happened, and a way to try again or leave. */
export function DeskFailure({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('shared')
  const router = useRouter()
  const retry = () => {
    reset()
    router.invalidate()
  }
  return (
    <Flex vertical gap="middle" style={{ maxWidth: 720, margin: '48px auto', paddingInline: 16 }}>
      <ProblemAlert error={error} onRetry={retry} />
      <Flex gap="small">
        <Button onClick={() => window.location.reload()}>{t('act.reload')}</Button>
        <Link to="/">
          <Button type="text">{t('act.home')}</Button>
        </Link>
      </Flex>
    </Flex>
  )
}

export function DeskMissing() {
  const { t } = useTranslation('shared')
  return (
    <Result
      icon={<CompassOutlined style={{ fontSize: 48, color: 'var(--text-faint)' }} />}
      title={t('missing.title')}
      subTitle={t('missing.hint')}
      extra={
        <Link to="/">
          <Button type="primary">{t('act.home')}</Button>
        </Link>
      }
    />
  )
}
