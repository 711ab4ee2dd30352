import { Alert, App, Button, Drawer, Flex, Form, Input, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { type Customer, type CustomerBody, useCreateCustomer, useCustomerChange } from './api'
import { KINDS, TIERS } from './words'

type CustomerDrawerProps = { open: boolean; customer?: Customer; onClose: () => void; onDone?: (customer: Customer) => void }

export function CustomerDrawer({ open, customer, onClose, onDone }: CustomerDrawerProps) {
  const { t } = useTranslation(['customers', 'shared'])
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={520}
      destroyOnHidden
      title={t(customer ? 'edit' : 'new')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      <CustomerForm
        {...(customer && { customer })}
        onCancel={onClose}
        onDone={(saved) => {
          onClose()
          onDone?.(saved)
        }}
      />
    </Drawer>
  )
}

type Values = Omit<CustomerBody, 'version'>

function CustomerForm({
  customer,
  onCancel,
  onDone,
}: {
  customer?: Customer
  onCancel: () => void
  onDone: (customer: Customer) => void
}) {
  const { t } = useTranslation(['customers', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const branches = useSession().branches
  const create = useCreateCustomer()
  const change = useCustomerChange(customer?.id ?? '')
  const pending = create.isPending || change.isPending
  const failure = create.error ?? change.error

  const submit = (values: Values) => {
    const body = { ...values, name: values.name.trim(), version: customer?.version ?? 0 }
    const after = {
      onSuccess: (saved: Customer) => {
        message.success(t('saved'))
        onDone(saved)
      },
      onError: (error: Error) => {
        showOnForm(form, error)
      },
    }
    if (customer) change.mutate({ method: 'PUT', body }, after)
    else create.mutate(body, after)
  }

  const initial: Partial<Values> = customer ?? {
    kind: 'COMPANY',
    tier: 'STANDARD',
    phone: '',
    email: '',
    note: '',
    ...(branches.length === 1 && branches[0] ? { branchId: branches[0].id } : {}),
  }

  return (
    <Form form={form} layout="vertical" initialValues={initial} onFinish={submit} disabled={pending}>
      <Form.Item name="kind" label={t('columns.kind')}>
        <Segmented options={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))} />
      </Form.Item>
      <Form.Item
        name="name"
        label={t('columns.name')}
        rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
      >
        <Input maxLength={200} autoFocus={!customer} />
      </Form.Item>
      <Flex gap="0 16px" wrap>
        <Form.Item style={{ flex: '1 1 180px' }} name="tier" label={t('columns.tier')}>
          <Select options={TIERS.map((tier) => ({ value: tier, label: t(`tiers.${tier}`) }))} />
        </Form.Item>
        <Form.Item
          style={{ flex: '1 1 180px' }}
          name="branchId"
          label={t('columns.branch')}
          rules={[{ required: true, message: t('shared:fields.required') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={branches.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </Flex>
      <Flex gap="0 16px" wrap>
        <Form.Item style={{ flex: '1 1 180px' }} name="phone" label={t('phone')}>
          <Input maxLength={60} inputMode="tel" />
        </Form.Item>
        <Form.Item
          style={{ flex: '1 1 180px' }}
          name="email"
          label={t('email')}
          rules={[{ type: 'email', message: t('emailWrong') }]}
        >
          <Input maxLength={200} inputMode="email" />
        </Form.Item>
      </Flex>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
      </Form.Item>
      {failure && <Alert type="error" showIcon role="alert" style={{ marginBlockEnd: 16 }} title={problemText(failure)} />}
      <Flex gap="small">
        <Button type="primary" htmlType="submit" loading={pending}>
          {t('shared:act.save')}
        </Button>
        <Button onClick={onCancel}>{t('shared:act.cancel')}</Button>
      </Flex>
    </Form>
  )
}
