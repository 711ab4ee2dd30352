import { useQuery } from '@tanstack/react-query'
import { Alert, Skeleton, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/shared/desk'
import { formatTime } from '@/shared/time'
import { ruleQueries } from './rules'
import { useRuleWords } from './useRuleWords'

/** How a rule came to be what it is. */
export function RuleVersions({ ruleKey }: { ruleKey: string }) {
  const { t } = useTranslation('promises')
  const words = useRuleWords()
  const versions = useQuery(ruleQueries.versions(ruleKey))
  if (versions.isPending) return <Skeleton active paragraph={{ rows: 2 }} />
  if (versions.isError) return <ProblemAlert error={versions.error} onRetry={() => versions.refetch()} compact />
  return (
    <section className="rule-versions">
      <Typography.Title level={5}>{t('rules.versions')}</Typography.Title>
      {versions.data.some((one) => one.appliesToOpen && one.current) && (
        <Alert type="info" title={t('rules.appliesNow')} style={{ marginBlockEnd: 8 }} />
      )}
      <ol>
        {versions.data.map((one) => (
          <li key={one.version}>
            <strong>{t('rules.versionNo', { version: one.version })}</strong> {words.time(one.rule.time)}
            <span className="faint">
              {formatTime(one.createdAt)} {one.createdBy ?? t('rules.shipped')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
