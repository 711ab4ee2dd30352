import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, DatePicker, Drawer, Flex, Form, Input, InputNumber, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { RemoteSelect, showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { assetQueries, choices, type Device, useSaveDevice } from './api'

type DeviceDrawerProps = {
  open: boolean
  device?: Device
  /** What a new device starts with. */
  about?: { customer?: string; project?: string; product?: string; site?: string }
  onClose: () => void
  onDone?: (device: Device) => void
}

export function DeviceDrawer({ open, device, about, onClose, onDone }: DeviceDrawerProps) {
  const { t } = useTranslation(['assets', 'shared'])
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={560}
      destroyOnHidden
      title={t(device ? 'devices.edit' : 'devices.new')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      <DeviceForm
        {...(device && { device })}
        {...(about && { about })}
        onCancel={onClose}
        onDone={(saved) => {
          onClose()
          onDone?.(saved)
        }}
      />
    </Drawer>
  )
}

type Values = {
  customerId: string
  branchId?: string
  siteId?: string | null
  projectId?: string | null
  productId: string
  serial: string
  name: string
  location: string
  installedOn?: Dayjs | null
  acceptedOn?: Dayjs | null
  deliveredOn?: Dayjs | null
  soldOn?: Dayjs | null
  warrantyMonths?: number | null
  note: string
}

type DeviceFormProps = Pick<DeviceDrawerProps, 'device' | 'about'> & { onCancel: () => void; onDone: (device: Device) => void }

function DeviceForm({ device, about, onCancel, onDone }: DeviceFormProps) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const save = useSaveDevice(device?.id)
  const branches = useSession().branches
  const customerId = Form.useWatch('customerId', form)
  const productId = Form.useWatch('productId', form)
  const projectId = Form.useWatch('projectId', form)
  const customer = useQuery({ ...assetQueries.customer(customerId ?? ''), enabled: Boolean(customerId) })
  const product = useQuery({ ...assetQueries.product(productId ?? ''), enabled: Boolean(productId) })
  const project = useQuery({ ...assetQueries.project(projectId ?? ''), enabled: Boolean(projectId) })

  const submit = (values: Values) => {
    const branchId = values.branchId ?? customer.data?.branchId
    if (!branchId) return
    save.mutate(
      {
        customerId: values.customerId,
        branchId,
        siteId: values.siteId ?? null,
        projectId: values.projectId ?? null,
        productId: values.productId,
        serial: values.serial.trim(),
        name: values.name.trim(),
        location: values.location.trim(),
        installedOn: values.installedOn?.format('YYYY-MM-DD') ?? null,
        acceptedOn: values.acceptedOn?.format('YYYY-MM-DD') ?? null,
        deliveredOn: values.deliveredOn?.format('YYYY-MM-DD') ?? null,
        soldOn: values.soldOn?.format('YYYY-MM-DD') ?? null,
        warrantyMonths: values.warrantyMonths ?? null,
        note: values.note,
        version: device?.version ?? 0,
      },
      {
        onSuccess: (saved) => {
          message.success(t('saved'))
          onDone(saved)
        },
        onError: (error) => {
          showOnForm(form, error)
        },
      },
    )
  }

  const initial: Partial<Values> = device
    ? {
        ...device,
        installedOn: device.installedOn ? dayjs(device.installedOn) : null,
        acceptedOn: device.warranty.acceptedOn ? dayjs(device.warranty.acceptedOn) : null,
        deliveredOn: device.deliveredOn ? dayjs(device.deliveredOn) : null,
        soldOn: device.soldOn ? dayjs(device.soldOn) : null,
        warrantyMonths: device.ownWarrantyMonths,
      }
    : {
        name: '',
        location: '',
        note: '',
        ...(about?.customer && { customerId: about.customer }),
        ...(about?.site && { siteId: about.site }),
        ...(about?.project && { projectId: about.project }),
        ...(about?.product && { productId: about.product }),
      }
  const term = project.data?.warrantyMonths ?? product.data?.warrantyMonths
  const required = [{ required: true, message: t('shared:fields.required') }]

  return (
    <Form form={form} layout="vertical" initialValues={initial} onFinish={submit} disabled={save.isPending}>
      <Form.Item name="customerId" label={t('columns.customer')} rules={required}>
        <RemoteSelect
          topic="customers"
          find={choices.customers}
          name={choices.customerName}
          placeholder={t('form.customerSearch')}
          onChange={() => form.setFieldsValue({ siteId: null, projectId: null, branchId: undefined } as Partial<Values>)}
        />
      </Form.Item>
      <Form.Item name="productId" label={t('columns.model')} rules={required} extra={product.data?.name}>
        <RemoteSelect topic="assets" find={choices.products} name={choices.productName} placeholder={t('form.productSearch')} />
      </Form.Item>
      <Flex gap="0 16px" wrap>
        <Form.Item
          style={{ flex: '1 1 200px' }}
          name="serial"
          label={t('columns.serial')}
          rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
        >
          <Input maxLength={100} spellCheck={false} />
        </Form.Item>
        <Form.Item style={{ flex: '1 1 200px' }} name="name" label={t('columns.name')}>
          <Input maxLength={200} placeholder={product.data?.name ?? ''} />
        </Form.Item>
      </Flex>
      <Flex gap="0 16px" wrap>
        <Form.Item style={{ flex: '1 1 200px' }} name="siteId" label={t('columns.site')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            disabled={!customerId}
            loading={customer.isFetching}
            options={(customer.data?.sites ?? [])
              .filter((site) => site.active || site.id === device?.siteId)
              .map((site) => ({ value: site.id, label: site.name }))}
          />
        </Form.Item>
        <Form.Item style={{ flex: '1 1 200px' }} name="location" label={t('columns.location')}>
          <Input maxLength={200} placeholder={t('form.locationHint')} />
        </Form.Item>
      </Flex>
      <Form.Item name="projectId" label={t('columns.project')}>
        <RemoteSelect
          key={customerId ?? ''}
          topic="assets"
          disabled={!customerId}
          find={choices.projects(customerId)}
          name={choices.projectName}
        />
      </Form.Item>
      <Flex gap="0 16px" wrap>
        <Form.Item style={{ flex: '1 1 150px' }} name="soldOn" label={t('columns.soldOn')}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item style={{ flex: '1 1 150px' }} name="deliveredOn" label={t('columns.deliveredOn')}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </Flex>
      <Flex gap="0 16px" wrap>
        <Form.Item style={{ flex: '1 1 150px' }} name="installedOn" label={t('columns.installedOn')}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          style={{ flex: '1 1 150px' }}
          name="acceptedOn"
          label={t('columns.acceptedOn')}
          tooltip={t('form.acceptedHint')}
        >
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item style={{ flex: '1 1 150px' }} name="warrantyMonths" label={t('form.months')} tooltip={t('form.monthsHint')}>
          <InputNumber
            style={{ width: '100%' }}
            min={0}
            max={600}
            precision={0}
            placeholder={term === undefined ? '' : String(term)}
          />
        </Form.Item>
      </Flex>
      {branches.length > 1 && (
        <Form.Item name="branchId" label={t('columns.branch')} tooltip={t('form.branchHint')}>
          <Select
            allowClear
            placeholder={customer.data?.branchName ?? ''}
            options={branches.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      )}
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
      {save.isError && (
        <Alert type="error" showIcon role="alert" style={{ marginBlockEnd: 16 }} title={problemText(save.error)} />
      )}
      <Flex gap="small">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('shared:act.save')}
        </Button>
        <Button onClick={onCancel}>{t('shared:act.cancel')}</Button>
      </Flex>
    </Form>
  )
}
