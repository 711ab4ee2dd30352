import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, App, Button, Flex, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts, Panel } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import type { Device } from './api'
import { useDeviceDeed } from './base'

type Values = { configuration: { name: string; value: string }[] }

/** How a device is set up: addresses, versions, capacities, whatever its keepers write down. */
export function Configuration({ device }: { device: Device }) {
  const { t } = useTranslation(['assets', 'shared'])
  const [open, setOpen] = useState(false)
  return (
    <Panel
      title={t('configuration.title')}
      extra={
        device.mayEdit && (
          <Button size="small" type="text" onClick={() => setOpen(true)}>
            {t('shared:act.edit')}
          </Button>
        )
      }
    >
      {device.configuration.length === 0 ? (
        <span className="faint">{t('configuration.none')}</span>
      ) : (
        <Facts facts={device.configuration.map(({ name, value }) => ({ label: name, value }))} />
      )}
      {open && <Editor device={device} onClose={() => setOpen(false)} />}
    </Panel>
  )
}

function Editor({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const save = useDeviceDeed(device.id)
  const submit = ({ configuration }: Values) =>
    save.mutate(
      {
        path: 'configuration',
        method: 'PUT',
        json: {
          configuration: configuration.map(({ name, value }) => ({ name, value: value ?? '' })),
          version: device.version,
        },
      },
      {
        onSuccess: () => {
          message.success(t('saved'))
          onClose()
        },
      },
    )
  const lines = device.configuration.length > 0 ? device.configuration : [{ name: '', value: '' }]
  return (
    <Modal
      open
      title={t('configuration.title')}
      okText={t('shared:act.save')}
      confirmLoading={save.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form form={form} onFinish={submit} initialValues={{ configuration: lines }}>
        <Form.List name="configuration">
          {(fields, { add, remove }) => (
            <>
              {fields.map((field) => (
                <Flex key={field.key} gap="small" align="start">
                  <Form.Item
                    name={[field.name, 'name']}
                    style={{ flex: '1 1 140px', marginBlockEnd: 8 }}
                    rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
                  >
                    <Input maxLength={100} placeholder={t('configuration.name')} aria-label={t('configuration.name')} />
                  </Form.Item>
                  <Form.Item name={[field.name, 'value']} style={{ flex: '2 1 200px', marginBlockEnd: 8 }}>
                    <Input maxLength={500} placeholder={t('configuration.value')} aria-label={t('configuration.value')} />
                  </Form.Item>
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('configuration.remove')}
                    onClick={() => remove(field.name)}
                  />
                </Flex>
              ))}
              <Button icon={<PlusOutlined />} disabled={fields.length >= 200} onClick={() => add({ name: '', value: '' })}>
                {t('configuration.add')}
              </Button>
            </>
          )}
        </Form.List>
        {save.isError && (
          <Alert type="error" showIcon role="alert" style={{ marginBlockStart: 12 }} title={problemText(save.error)} />
        )}
      </Form>
    </Modal>
  )
}
