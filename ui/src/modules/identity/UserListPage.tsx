import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Flex, type TableProps, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { ChoiceFilter, ExportButton, FilterBar, PageTitle, RowList, StatusTag, WordsFilter } from '@/shared/desk'
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

  const name = (user: User) => (
    <Flex gap={8} align="baseline" wrap>
      <button type="button" className="link" onClick={() => show(user.id)}>
        {user.name}
      </button>
      <Typography.Text type="secondary">{user.login}</Typography.Text>
      {!user.active && <StatusTag>{t('users.inactive')}</StatusTag>}
      {user.active && user.mustChangePassword && <StatusTag tone="warn">{t('users.waiting')}</StatusTag>}
    </Flex>
  )

  const columns: NonNullable<TableProps<User>['columns']> = [
    {
      title: t('users.name'),
      dataIndex: 'name',
      width: 240,
      render: (_, user) => name(user),
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
          <>
            <ExportButton path="/users/export" filter={{ words: filter.words, role: filter.role, active: filter.active }} />
            <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
              {t('users.new')}
            </Button>
          </>
        }
      />
      <FilterBar
        set={[filter.role, filter.active].filter(Boolean).length}
        first={<WordsFilter label={t('users.words')} value={filter.words} onChange={(words) => change({ words })} />}
      >
        <ChoiceFilter
          label={t('users.roles')}
          value={filter.role}
          options={ROLES.map((role) => ({ value: role, label: t(`shared:roles.${role}`) }))}
          onChange={(role) => change({ role })}
          width={160}
        />
        <ChoiceFilter
          label={t('users.state')}
          value={filter.active}
          options={[
            { value: 'true', label: t('users.active') },
            { value: 'false', label: t('users.inactive') },
          ]}
          onChange={(active) => change({ active })}
        />
      </FilterBar>
      <RowList
        query={users}
        columns={columns}
        width={760}
        card={(user) => (
          <>
            {name(user)}
            <RoleTags roles={user.roles} />
          </>
        )}
        visit={(user) => show(user.id)}
        create={{ label: t('users.new'), act: () => show('new') }}
        filtered={filtered}
        first={t('users.first')}
        after={filter.after}
        next={users.data?.next}
        onMove={(after) => change({ after })}
      />
      <UserDrawer id={open} onClose={() => show(undefined)} onPassword={password.show} />
      <NewPasswordDialog password={password} />
    </>
  )
}
