import { skipToken, useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Descriptions, Drawer, Flex, Skeleton, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { Time } from '@/shared/Time'
import { identityQueries, type NewPassword, type User, useActivate, useResetPassword } from './api'
import { kindOf } from './grants'
import { UserForm } from './UserForm'

type UserDrawerProps = { id: string | undefined; onClose: () => void; onPassword: (password: NewPassword) => void }

/** One user: who they are, what they may do, and help when they cannot get in. */
export function UserDrawer({ id, onClose, onPassword }: UserDrawerProps) {
  const { t } = useTranslation(['identity', 'shared'])
  const isNew = id === 'new'
  const asked = identityQueries.user(id ?? '')
  const user = useQuery({ ...asked, queryFn: id && !isNew ? asked.queryFn : skipToken })

  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      size={560}
      destroyOnHidden
      title={isNew ? t('users.new') : (user.data?.name ?? t('users.one'))}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {isNew ? (
        <UserForm
          onDone={(created) => {
            onClose()
            if (created) onPassword(created)
          }}
        />
      ) : user.isError ? (
        <ProblemAlert error={user.error} onRetry={() => user.refetch()} />
      ) : user.data ? (
        <>
          <Standing user={user.data} onPassword={onPassword} />
          <UserForm key={user.data.id} user={user.data} onDone={onClose} />
        </>
      ) : (
        <Skeleton active paragraph={{ rows: 8 }} />
      )}
    </Drawer>
  )
}

function Standing({ user, onPassword }: { user: User; onPassword: (password: NewPassword) => void }) {
  const { t } = useTranslation(['identity', 'shared'])
  const { modal, message } = App.useApp()
  const session = useSession()
  const reset = useResetPassword(user.id)
  const activate = useActivate(user.id)
  const failed = (error: Error) => {
    message.error(problemText(error))
  }

  const askReset = () =>
    modal.confirm({
      title: t('reset.title', { name: user.name }),
      content: t('reset.hint'),
      okText: t('reset.act'),
      onOk: () => reset.mutateAsync(undefined).then(onPassword, failed),
    })

  const askDeactivate = () =>
    modal.confirm({
      title: t('deactivate.title', { name: user.name }),
      content: t('deactivate.hint'),
      okText: t('deactivate.act'),
      okButtonProps: { danger: true },
      onOk: () => activate.mutateAsync(false).then(() => void message.success(t('deactivate.done')), failed),
    })

  return (
    <Flex vertical gap="middle" style={{ marginBlockEnd: 20 }}>
      {!user.active && <Alert type="info" showIcon title={t('users.inactiveHint')} />}
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'kind', label: t('form.kind'), children: user.partnerName ?? t(`kinds.${kindOf(user)}`) },
          {
            key: 'last',
            label: t('users.lastSignIn'),
            children: user.lastSignIn ? (
              <Time at={user.lastSignIn} style="full" />
            ) : (
              <Typography.Text type="secondary">{t('users.never')}</Typography.Text>
            ),
          },
        ]}
      />
      <Flex gap="small" wrap>
        <Button onClick={askReset} loading={reset.isPending} disabled={!user.active}>
          {t('reset.act')}
        </Button>
        {user.active ? (
          <Button danger onClick={askDeactivate} loading={activate.isPending} disabled={user.id === session.user.id}>
            {t('deactivate.act')}
          </Button>
        ) : (
          <Button
            loading={activate.isPending}
            onClick={() => activate.mutate(true, { onSuccess: () => message.success(t('activate.done')), onError: failed })}
          >
            {t('activate.act')}
          </Button>
        )}
      </Flex>
    </Flex>
  )
}
