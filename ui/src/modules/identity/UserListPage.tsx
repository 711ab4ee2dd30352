import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Flex, Input, Select, Table, type TableProps, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { KeysetPager, Nothing, PageTitle, ProblemAlert, StatusTag } from '@/shared/desk'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { identityQueries, ROLES, type User, type UserFilter } from './api'
import { NewPasswordDialog, useNewPassword } from './NewPasswordDialog'
import { RoleTags } from './RoleTags'
import { UserDrawer } from './UserDrawer'

/** `open`: the user whose drawer is open, or `new`. */
type State = UserFilter & { open?: string }

export function UserListPage() {
  const { t } = useTranslation(['identity', 'shared'])
  const [{ open, ...filter }, change] = useListState<State>()
  const users = useQuery(identityQueries.users(filter))
  const password = useNewPassword()
  const filtered = Boolean(filter.words || filter.role || filter.active)
  const show = (id: string | undefined) => change({ open: id }, { keepPage: true })

  const columns: TableProps<User>['columns'] = [
    {
      title: t('users.name'),
      dataIndex: 'name',
      width: 240,
      render: (_, user) => (
        <Flex gap={8} align="baseline" wrap>
          <button type="button" className="link" onClick={() => show(user.id)}>
            {user.name}
          </button>
          <Typography.Text type="secondary">{user.login}</Typography.Text>
          {!user.active && <StatusTag>{t('users.inactive')}</StatusTag>}
          {user.active && user.mustChangePassword && <StatusTag tone="warn">{t('users.waiting')}</StatusTag>}
        </Flex>
      ),
    },
    { title: t('users.roles'), dataIndex: 'roles', render: (_, user) => <RoleTags roles={user.roles} /> },
    { title: t('users.partner'), dataIndex: 'partnerName', width: 180, ellipsis: true, responsive: ['lg'] },
    { title: t('users.phone'), dataIndex: 'phone', width: 140, className: 'tabular', responsive: ['md'] },
    {
      title: t('users.lastSignIn'),
      dataIndex: 'lastSignIn',
      width: 140,
      responsive: ['md'],
      render: (at: string | null) =>
        at ? <Time at={at} relative /> : <Typography.Text type="secondary">{t('users.never')}</Typography.Text>,
    },
  ]

  return (
    <>
      <PageTitle
        title={t('users.title')}
        hint={t('users.hint')}
        extra={
          <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
            {t('users.new')}
          </Button>
        }
      />
      <Flex gap="small" wrap style={{ marginBlockEnd: 12 }}>
        <Input.Search
          key={filter.words ?? ''}
          style={{ width: 260 }}
          allowClear
          placeholder={t('users.words')}
          aria-label={t('users.words')}
          defaultValue={filter.words ?? ''}
          onSearch={(words) => change({ words: words.trim() })}
        />
        <Select
          style={{ minWidth: 160 }}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('users.anyRole')}
          aria-label={t('users.roles')}
          value={filter.role}
          options={ROLES.map((role) => ({ value: role, label: t(`shared:roles.${role}`) }))}
          onChange={(role) => change({ role })}
        />
        <Select
          style={{ minWidth: 120 }}
          allowClear
          placeholder={t('users.anyState')}
          aria-label={t('users.state')}
          value={filter.active}
          options={[
            { value: 'true', label: t('users.active') },
            { value: 'false', label: t('users.inactive') },
          ]}
          onChange={(active) => change({ active })}
        />
      </Flex>
      {users.isError ? (
        <ProblemAlert error={users.error} onRetry={() => users.refetch()} />
      ) : (
        <>
          <Table
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={users.data?.rows ?? []}
            loading={users.isFetching && { delay: 200 }}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: users.isPending ? ' ' : <Nothing filtered={filtered} first={t('users.first')} /> }}
            onRow={(user) => ({ onDoubleClick: () => show(user.id) })}
          />
          <KeysetPager after={filter.after} next={users.data?.next} onMove={(after) => change({ after })} />
        </>
      )}
      <UserDrawer id={open} onClose={() => show(undefined)} onPassword={password.show} />
      <NewPasswordDialog password={password} />
    </>
  )
}
