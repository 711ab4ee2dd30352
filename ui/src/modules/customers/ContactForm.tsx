import { Alert, App, Checkbox, Flex, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { type Contact, type ContactBody, useCustomerChange } from './api'

type Values = Omit<ContactBody, 'version'>

export function ContactForm({
  customer,
  contact,
  onClose,
}: {
  customer: string
  contact: Contact | undefined
  onClose: () => void
}) {
  const { t } = useTranslation(['customers', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const change = useCustomerChange(customer)

  const submit = (values: Values) =>
    change.mutate(
      {
        path: contact ? `/contacts/${contact.id}` : '/contacts',
        method: contact ? 'PUT' : 'POST',
        body: { ...values, name: values.name.trim(), version: contact?.version ?? 0 },
      },
      {
        onSuccess: () => {
          message.success(t('saved'))
          onClose()
        },
        onError: (error) => {
          showOnForm(form, error)
        },
      },
    )

  return (
    <Modal
      open
      title={t(contact ? 'contact.edit' : 'contact.add')}
      okText={t('shared:act.save')}
      confirmLoading={change.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={contact ?? { name: '', title: '', phone: '', email: '', primary: false }}
      >
        <Flex gap="0 16px" wrap>
          <Form.Item
            style={{ flex: '1 1 200px' }}
            name="name"
            label={t('contact.name')}
            rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
          >
            <Input maxLength={60} autoFocus />
          </Form.Item>
          <Form.Item style={{ flex: '1 1 200px' }} name="title" label={t('contact.title')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item style={{ flex: '1 1 200px' }} name="phone" label={t('phone')}>
            <Input maxLength={60} inputMode="tel" />
          </Form.Item>
          <Form.Item
            style={{ flex: '1 1 200px' }}
            name="email"
            label={t('email')}
            rules={[{ type: 'email', message: t('emailWrong') }]}
          >
            <Input maxLength={200} inputMode="email" />
          </Form.Item>
        </Flex>
        <Form.Item name="primary" valuePropName="checked" style={{ marginBlockEnd: 8 }}>
          <Checkbox disabled={contact?.active === false}>{t('contact.primaryHint')}</Checkbox>
        </Form.Item>
        {change.isError && <Alert type="error" showIcon role="alert" title={problemText(change.error)} />}
      </Form>
    </Modal>
  )
}
