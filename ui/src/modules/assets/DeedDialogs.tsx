import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, App, Checkbox, DatePicker, Form, Input, Modal, Radio, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { RemoteSelect, showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { dayOf } from '@/shared/time'
import { assetQueries, choices, type Device } from './api'
import { deviceName, findDevices, findSystems, useDeviceDeed } from './base'

export type Deed = 'install' | 'accept' | 'stop' | 'resume' | 'take-out' | 'scrap' | 'move' | 'sell' | 'replace'

/** What leaves the device where it was needs no reason; what takes it away does. */
const REASONED: ReadonlySet<Deed> = new Set(['take-out', 'scrap', 'sell', 'replace'])

type Values = {
  on: Dayjs
  reason?: string
  place?: 'site' | 'system' | 'parent'
  siteId?: string | null
  projectId?: string | null
  systemId?: string
  parentId?: string
  location?: string
  customerId?: string
  productId?: string
  serial?: string
  acceptedAgain?: boolean
  scrapOld?: boolean
}

/** One thing that happens to a device, on a day and for a reason. */
export function DeedDialog({ device, deed, onClose }: { device: Device; deed: Deed; onClose: () => void }) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [form] = Form.useForm<Values>()
  const act = useDeviceDeed(device.id)
  const required = [{ required: true, message: t('shared:fields.required') }]
  const submit = (values: Values) =>
    act.mutate(
      { path: deed, json: bodyOf(deed, values, device) },
      {
        onSuccess: (after) => {
          message.success(t('saved'))
          onClose()
          if (after.id !== device.id) navigate({ to: '/devices/$id', params: { id: after.id } })
        },
        onError: (error) => {
          showOnForm(form, error)
        },
      },
    )
  return (
    <Modal
      open
      title={t(`deeds.${deed}`)}
      okText={t(`deeds.${deed}`)}
      okButtonProps={{ danger: deed === 'scrap', loading: act.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className="faint">{t(`deedHints.${deed}`)}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={{
          on: dayjs(dayOf(Date.now())),
          place: device.parent ? 'parent' : device.systemId ? 'system' : 'site',
          siteId: deed === 'sell' ? null : device.siteId,
          projectId: device.projectId,
          location: device.location,
          systemId: device.systemId,
          parentId: device.parent?.id,
          ...(deed === 'replace' && { productId: device.productId }),
        }}
      >
        {deed === 'move' && <MoveFields device={device} />}
        {deed === 'sell' && <SaleFields />}
        {deed === 'replace' && <ReplacementFields />}
        <Form.Item name="on" label={t('deed.on')} rules={required}>
          <DatePicker style={{ width: 200 }} disabledDate={(day) => day.format('YYYY-MM-DD') > dayOf(Date.now())} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('deed.reason')}
          rules={REASONED.has(deed) ? [{ required: true, whitespace: true, message: t('shared:fields.required') }] : []}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
        {act.isError && <Alert type="error" showIcon role="alert" title={problemText(act.error)} />}
      </Form>
    </Modal>
  )
}

function bodyOf(deed: Deed, values: Values, device: Device) {
  const when = { on: values.on.format('YYYY-MM-DD'), reason: values.reason?.trim() ?? '' }
  const { version } = device
  switch (deed) {
    case 'move':
      return {
        siteId: values.place === 'site' ? (values.siteId ?? null) : null,
        projectId: values.place === 'site' ? (values.projectId ?? null) : null,
        systemId: values.place === 'system' ? values.systemId : null,
        parentId: values.place === 'parent' ? values.parentId : null,
        location: values.location ?? '',
        when,
        version,
      }
    case 'sell':
      return { customerId: values.customerId, siteId: values.siteId ?? null, when, version }
    case 'replace':
      return {
        productId: values.productId,
        serial: values.serial?.trim(),
        acceptedAgain: values.acceptedAgain ?? false,
        scrapOld: values.scrapOld ?? false,
        when,
        version,
      }
    default:
      return when
  }
}

function MoveFields({ device }: { device: Device }) {
  const { t } = useTranslation(['assets', 'shared'])
  const place = Form.useWatch('place')
  const required = [{ required: true, message: t('shared:fields.required') }]
  return (
    <>
      <Form.Item name="place" label={t('move.where')}>
        <Radio.Group options={(['site', 'system', 'parent'] as const).map((one) => ({ value: one, label: t(`move.${one}`) }))} />
      </Form.Item>
      {place === 'site' && (
        <>
          <SiteField customer={device.customerId} />
          <Form.Item name="projectId" label={t('columns.project')}>
            <RemoteSelect topic="assets" find={choices.projects(device.customerId)} name={choices.projectName} />
          </Form.Item>
        </>
      )}
      {place === 'system' && (
        <Form.Item name="systemId" label={t('system.name')} rules={required}>
          <RemoteSelect
            topic="assets"
            find={findSystems(device.customerId)}
            name={async (id) => (id === device.systemId ? (device.systemName ?? '') : id)}
          />
        </Form.Item>
      )}
      {place === 'parent' && (
        <Form.Item name="parentId" label={t('move.parentDevice')} rules={required}>
          <RemoteSelect topic="assets" find={findDevices(device.customerId)} name={deviceName} />
        </Form.Item>
      )}
      <Form.Item name="location" label={t('columns.location')}>
        <Input maxLength={200} placeholder={t('form.locationHint')} />
      </Form.Item>
    </>
  )
}

function SiteField({ customer, label }: { customer: string | undefined; label?: ReactNode }) {
  const { t } = useTranslation('assets')
  const owner = useQuery({ ...assetQueries.customer(customer ?? ''), enabled: Boolean(customer) })
  return (
    <Form.Item name="siteId" label={label ?? t('columns.site')}>
      <Select
        allowClear
        disabled={!customer}
        options={(owner.data?.sites ?? []).map((site) => ({ value: site.id, label: site.name }))}
      />
    </Form.Item>
  )
}

function SaleFields() {
  const { t } = useTranslation(['assets', 'shared'])
  const form = Form.useFormInstance<Values>()
  const customer = Form.useWatch('customerId')
  return (
    <>
      <Form.Item name="customerId" label={t('sale.to')} rules={[{ required: true, message: t('shared:fields.required') }]}>
        <RemoteSelect
          topic="customers"
          find={choices.customers}
          name={choices.customerName}
          placeholder={t('form.customerSearch')}
          onChange={() => form.setFieldsValue({ siteId: null })}
        />
      </Form.Item>
      <SiteField customer={customer} />
    </>
  )
}

function ReplacementFields() {
  const { t } = useTranslation(['assets', 'shared'])
  const required = [{ required: true, whitespace: true, message: t('shared:fields.required') }]
  return (
    <>
      <Form.Item name="productId" label={t('columns.model')} rules={required}>
        <RemoteSelect topic="assets" find={choices.products} name={choices.productName} placeholder={t('form.productSearch')} />
      </Form.Item>
      <Form.Item name="serial" label={t('replacement.serial')} rules={required}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item name="acceptedAgain" valuePropName="checked" extra={t('replacement.againHint')}>
        <Checkbox>{t('replacement.again')}</Checkbox>
      </Form.Item>
      <Form.Item name="scrapOld" valuePropName="checked">
        <Checkbox>{t('replacement.scrapOld')}</Checkbox>
      </Form.Item>
    </>
  )
}
