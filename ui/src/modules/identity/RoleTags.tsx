import { Flex, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { StatusTag } from '@/shared/desk'
import type { Role, RoleView } from './api'

/** Each role once, with the branches it is held in. */
export function RoleTags({ roles }: { roles: RoleView[] }) {
  const { t } = useTranslation(['identity', 'shared'])
  if (roles.length === 0) return <Typography.Text type="secondary">{t('users.noRole')}</Typography.Text>
  return (
    <Flex gap={4} wrap>
      {byRole(roles).map(([role, branches]) => (
        <StatusTag key={role}>
          {t(`shared:roles.${role}`)}
          {branches.length > 0 && <span style={{ color: 'var(--text-faint)' }}> · {branches.join(t('users.and'))}</span>}
        </StatusTag>
      ))}
    </Flex>
  )
}

/** No branch named means all of them. */
export function byRole(roles: RoleView[]): [Role, string[]][] {
  const grouped = new Map<Role, string[]>()
  for (const { role, branchName } of roles) grouped.set(role, [...(grouped.get(role) ?? []), ...(branchName ? [branchName] : [])])
  return [...grouped]
}
