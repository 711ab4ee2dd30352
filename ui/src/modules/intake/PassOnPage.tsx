import { App, Button, Checkbox, Flex, Form, Input, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customerChoices, customerName } from '@/shared/customers'
import { PageTitle, Panel, RemoteSelect, showOnForm } from '@/shared/desk'
import { newId } from '@/shared/newId'
import { Problem, problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { usePassOn } from './api'
import type { HeldPhoto } from './draft'
import { PassedOnList } from './PassedOnList'
import { PhotoField } from './PhotoField'
import './intake.css'

type Values = {
  customer?: string
  company?: string
  contactName?: string
  contactPhone?: string
  said: string
  about?: string
  urgent?: boolean
}

/** A colleague of another department heard something at a customer's. */
export function PassOnPage() {
  const { t } = useTranslation('intake')
  return (
    <>
      <PageTitle title={t('passOn.title')} hint={t('passOn.hint')} />
      <div className="pass-on">
        <Panel>
          <HeardForm />
        </Panel>
        <Panel title={t('passOn.mine')}>
          <PassedOnList />
        </Panel>
      </div>
    </>
  )
}

function HeardForm() {
  const { t } = useTranslation('intake')
  const { message } = App.useApp()
  const mayLook = useMay('customers.read')
  const [form] = Form.useForm<Values>()
  const customer = Form.useWatch('customer', form)
  const [photos, setPhotos] = useState<HeldPhoto[]>([])
  const [id, setId] = useState(newId)
  const send = usePassOn()

  const clear = () => {
    form.resetFields()
    setPhotos([])
    setId(newId())
  }
  const submit = (values: Values) =>
    send.mutate(
      {
        id,
        customer: values.customer ?? null,
        company: values.company ?? null,
        contactName: values.contactName ?? null,
        contactPhone: values.contactPhone ?? null,
        said: values.said,
        about: values.about ?? null,
        urgent: values.urgent ?? false,
        photos: photos.map(({ token }) => token),
      },
      {
        onSuccess: ({ number }) => {
          message.success(t('passOn.sent', { number }))
          clear()
        },
        onError: (error) => {
          if (!showOnForm(form, error)) message.error(error instanceof Problem ? problemText(error) : String(error))
        },
      },
    )

  return (
    <Form form={form} layout="vertical" onFinish={submit} disabled={send.isPending}>
      {mayLook && (
        <Form.Item name="customer" label={t('passOn.who')} extra={t('passOn.whoHint')}>
          <RemoteSelect topic="customers" find={customerChoices} name={customerName} placeholder={t('passOn.who')} />
        </Form.Item>
      )}
      <Form.Item
        name="company"
        label={t('passOn.company')}
        hidden={Boolean(customer)}
        rules={[{ required: !customer, whitespace: true, message: t('passOn.companyMissing') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Flex gap="0 16px" wrap>
        <Form.Item name="contactName" label={t('passOn.contact')} className="pass-on-half">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="contactPhone" label={t('passOn.phone')} className="pass-on-half">
          <Input maxLength={50} inputMode="tel" />
        </Form.Item>
      </Flex>
      <Form.Item
        name="said"
        label={t('passOn.said')}
        rules={[{ required: true, whitespace: true, message: t('passOn.saidMissing') }]}
      >
        <Input.TextArea rows={5} maxLength={4000} placeholder={t('passOn.saidHint')} />
      </Form.Item>
      <Form.Item name="about" label={t('passOn.about')}>
        <Input maxLength={200} placeholder={t('passOn.aboutHint')} />
      </Form.Item>
      <Form.Item name="urgent" valuePropName="checked">
        <Checkbox>{t('passOn.urgent')}</Checkbox>
      </Form.Item>
      <Typography.Paragraph style={{ marginBlockEnd: 8 }}>{t('passOn.photos')}</Typography.Paragraph>
      <PhotoField
        path="/intake/passed-on/photos"
        photos={photos}
        onAdd={(photo) => setPhotos((now) => [...now, photo])}
        onRemove={(token) => setPhotos((now) => now.filter((one) => one.token !== token))}
      />
      <Button type="primary" htmlType="submit" loading={send.isPending} style={{ marginBlockStart: 20 }}>
        {t('passOn.send')}
      </Button>
    </Form>
  )
}
