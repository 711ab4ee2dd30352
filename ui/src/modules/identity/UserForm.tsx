import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Flex, Form, Input, Segmented, Select, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { customerChoices, customerName } from '@/shared/customers'
import { RemoteSelect, showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { identityQueries, type NewPassword, type User, type UserBody, useCreateUser, useEditUser } from './api'
import { EVERYWHERE, grantsOf, KINDS, type Kind, kindOf, oneOrAll, type RoleRow, rolesOf, rowsOf } from './grants'

type Values = {
  kind: Kind
  name: string
  login: string
  phone?: string
  email?: string
  partnerId?: string
  customerId?: string
  rows?: Partial<RoleRow>[]
}

export function UserForm({ user, onDone }: { user?: User; onDone: (created?: NewPassword) => void }) {
  const { t } = useTranslation(['identity', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('kind', form) ?? 'own'
  const branches = useQuery(identityQueries.branches())
  const partners = useQuery(identityQueries.partners())
  const create = useCreateUser()
  const edit = useEditUser(user?.id ?? '')
  const failure = create.error ?? edit.error

  const submit = (values: Values) => {
    const body: UserBody = {
      login: values.login,
      name: values.name,
      phone: values.phone ?? '',
      email: values.email ?? '',
      partnerId: values.kind === 'partner' ? (values.partnerId ?? null) : null,
      customerId: values.kind === 'customer' ? (values.customerId ?? null) : null,
      roles: grantsOf(values.kind, values.rows ?? []),
      version: user?.version ?? 0,
    }
    const onError = (error: Error) => {
      showOnForm(form, error)
    }
    if (user) {
      edit.mutate(body, {
        onError,
        onSuccess: () => {
          message.success(t('users.saved'))
          onDone()
        },
      })
    } else create.mutate(body, { onError, onSuccess: onDone })
  }

  const initial: Partial<Values> = user
    ? {
        kind: kindOf(user),
        name: user.name,
        login: user.login,
        phone: user.phone,
        email: user.email,
        ...(user.partnerId ? { partnerId: user.partnerId } : {}),
        ...(user.customerId ? { customerId: user.customerId } : {}),
        rows: rowsOf(user.roles),
      }
    : { kind: 'own', rows: [{ branches: [EVERYWHERE] }] }

  return (
    <Form form={form} layout="vertical" initialValues={initial} onFinish={submit} disabled={create.isPending || edit.isPending}>
      <Form.Item name="kind" label={t('form.kind')} hidden={user !== undefined}>
        <Segmented
          block
          options={KINDS.map((one) => ({ value: one, label: t(`kinds.${one}`) }))}
          onChange={() => form.setFieldsValue({ rows: [{ branches: [EVERYWHERE] }] })}
        />
      </Form.Item>
      <Flex gap="0 16px" wrap>
        <Form.Item
          style={{ flex: '1 1 200px' }}
          name="name"
          label={t('form.name')}
          rules={[{ required: true, whitespace: true, message: t('form.nameMissing') }]}
        >
          <Input maxLength={60} autoFocus={!user} />
        </Form.Item>
        <Form.Item
          style={{ flex: '1 1 200px' }}
          name="login"
          label={t('form.login')}
          tooltip={t('form.loginHint')}
          rules={[{ required: true, whitespace: true, message: t('form.loginMissing') }]}
        >
          <Input maxLength={60} autoCapitalize="none" spellCheck={false} />
        </Form.Item>
      </Flex>
      <Flex gap="0 16px" wrap>
        <Form.Item style={{ flex: '1 1 200px' }} name="phone" label={t('form.phone')}>
          <Input maxLength={40} inputMode="tel" />
        </Form.Item>
        <Form.Item
          style={{ flex: '1 1 200px' }}
          name="email"
          label={t('form.email')}
          rules={[{ type: 'email', message: t('form.emailWrong') }]}
        >
          <Input maxLength={200} inputMode="email" />
        </Form.Item>
      </Flex>
      {kind === 'partner' && (
        <Form.Item name="partnerId" label={t('form.partner')} rules={[{ required: true, message: t('form.partnerMissing') }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={partners.isPending}
            options={(partners.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      )}
      {kind === 'customer' && (
        <Form.Item name="customerId" label={t('form.customer')} rules={[{ required: true, message: t('form.customerMissing') }]}>
          <RemoteSelect topic="customers" find={customerChoices} name={customerName} placeholder={t('form.customerSearch')} />
        </Form.Item>
      )}
      {kind !== 'customer' && (
        <>
          <Typography.Paragraph strong style={{ marginBlockEnd: 2 }}>
            {t('form.roles')}
          </Typography.Paragraph>
          <Typography.Paragraph type="secondary" style={{ marginBlockEnd: 8 }}>
            {t('form.rolesHint')}
          </Typography.Paragraph>
          <Form.List name="rows">
            {(fields, { add, remove }) => (
              <Flex vertical gap="small" style={{ marginBlockEnd: 20 }}>
                {fields.map(({ key, name }) => (
                  <Flex key={key} gap="small" align="start">
                    <Form.Item noStyle name={[name, 'role']} rules={[{ required: true, message: t('form.roleMissing') }]}>
                      <Select
                        style={{ flex: '0 0 42%' }}
                        aria-label={t('form.role')}
                        placeholder={t('form.role')}
                        options={rolesOf(kind).map((role) => ({ value: role, label: t(`shared:roles.${role}`) }))}
                      />
                    </Form.Item>
                    <Form.Item
                      noStyle
                      name={[name, 'branches']}
                      normalize={(next: string[], before: string[] = []) => oneOrAll(next, before)}
                      rules={[{ required: true, message: t('form.branchMissing') }]}
                    >
                      <Select
                        mode="multiple"
                        style={{ flex: 1, minWidth: 0 }}
                        aria-label={t('form.branches')}
                        placeholder={t('form.branches')}
                        loading={branches.isPending}
                        options={[
                          { value: EVERYWHERE, label: t('form.everywhere') },
                          ...(branches.data ?? []).map((branch) => ({ value: branch.id, label: branch.name })),
                        ]}
                      />
                    </Form.Item>
                    <Button
                      type="text"
                      icon={<DeleteOutlined />}
                      aria-label={t('form.roleRemove')}
                      onClick={() => remove(name)}
                    />
                  </Flex>
                ))}
                <div>
                  <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ branches: [EVERYWHERE] })}>
                    {t('form.roleAdd')}
                  </Button>
                </div>
              </Flex>
            )}
          </Form.List>
        </>
      )}
      {failure && <Alert type="error" showIcon role="alert" style={{ marginBlockEnd: 16 }} title={problemText(failure)} />}
      {!user && <Alert type="info" showIcon style={{ marginBlockEnd: 16 }} title={t('form.passwordHint')} />}
      <Flex gap="small">
        <Button type="primary" htmlType="submit" loading={create.isPending || edit.isPending}>
          {t(user ? 'shared:act.save' : 'form.create')}
        </Button>
        <Button onClick={() => onDone()}>{t('shared:act.cancel')}</Button>
      </Flex>
    </Form>
  )
}
