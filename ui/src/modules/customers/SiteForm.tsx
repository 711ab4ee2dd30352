import { Alert, App, Flex, Form, Input, InputNumber, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { RegionCascader } from '@/shared/RegionCascader'
import { type Site, type SiteBody, useCustomerChange } from './api'

type Values = Omit<SiteBody, 'version'>

export function SiteForm({ customer, site, onClose }: { customer: string; site: Site | undefined; onClose: () => void }) {
  const { t } = useTranslation(['customers', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const change = useCustomerChange(customer)

  const submit = (values: Values) =>
    change.mutate(
      {
        path: site ? `/sites/${site.id}` : '/sites',
        method: site ? 'PUT' : 'POST',
        body: {
          name: values.name.trim(),
          regionCode: values.regionCode ?? null,
          address: values.address ?? '',
          lng: values.lng ?? null,
          lat: values.lat ?? null,
          version: site?.version ?? 0,
        },
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
      title={t(site ? 'site.edit' : 'site.add')}
      okText={t('shared:act.save')}
      confirmLoading={change.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={submit} initialValues={site ?? { name: '', address: '' }}>
        <Form.Item
          name="name"
          label={t('site.name')}
          rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
        >
          <Input maxLength={200} autoFocus placeholder={t('site.nameHint')} />
        </Form.Item>
        <Form.Item name="regionCode" label={t('site.region')}>
          <RegionCascader />
        </Form.Item>
        <Form.Item name="address" label={t('site.address')}>
          <Input maxLength={300} />
        </Form.Item>
        <Flex gap="0 16px" wrap>
          <Form.Item style={{ flex: '1 1 180px' }} name="lng" label={t('site.lng')}>
            <InputNumber style={{ width: '100%' }} min={-180} max={180} step={0.0001} placeholder="120.1551" />
          </Form.Item>
          <Form.Item style={{ flex: '1 1 180px' }} name="lat" label={t('site.lat')}>
            <InputNumber style={{ width: '100%' }} min={-90} max={90} step={0.0001} placeholder="30.2741" />
          </Form.Item>
        </Flex>
        {change.isError && <Alert type="error" showIcon role="alert" title={problemText(change.error)} />}
      </Form>
    </Modal>
  )
}
