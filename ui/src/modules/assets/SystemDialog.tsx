import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal, Popconfirm, Select, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { RemoteSelect } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { assetQueries, choices } from './api'
import { baseQueries, type System, useRemoveSystem, useSaveSystem } from './base'

type Props = {
  customer: string
  /** Of a system that exists; without it a new one at `place`. */
  id?: string
  place?: { site: string | undefined; project: string | undefined }
  onClose: () => void
  onDone: (id: string | undefined) => void
  onGone: () => void
}

export function SystemDialog(props: Props) {
  const { t } = useTranslation('assets')
  const system = useQuery({ ...baseQueries.system(props.id ?? ''), enabled: Boolean(props.id) })
  return (
    <Modal open title={t(props.id ? 'system.change' : 'system.new')} footer={null} onCancel={props.onClose}>
      {system.isError && <Alert type="error" showIcon title={problemText(system.error)} />}
      {props.id && system.isPending ? <Skeleton active /> : <SystemForm {...props} system={system.data} />}
    </Modal>
  )
}

type Values = { name: string; siteId?: string | null; projectId?: string | null; note: string }

function SystemForm({ customer, id, place, system, onClose, onDone, onGone }: Props & { system: System | undefined }) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const owner = useQuery(assetQueries.customer(customer))
  const save = useSaveSystem(id)
  const remove = useRemoveSystem(id ?? '')
  const submit = (values: Values) =>
    save.mutate(
      {
        ...values,
        siteId: values.siteId ?? null,
        projectId: values.projectId ?? null,
        note: values.note ?? '',
        ...(id ? { version: system?.version } : { customerId: customer, branchId: owner.data?.branchId }),
      },
      {
        onSuccess: (saved) => {
          message.success(t('saved'))
          onClose()
          if (!id) onDone(saved.id)
        },
      },
    )
  const failed = save.error ?? remove.error
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={submit}
      disabled={save.isPending || !owner.data}
      initialValues={system ?? { name: '', siteId: place?.site, projectId: place?.project, note: '' }}
    >
      <p className="faint">{t('system.hint')}</p>
      <Form.Item
        name="name"
        label={t('system.name')}
        rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
      >
        <Input maxLength={200} autoFocus />
      </Form.Item>
      <Form.Item name="siteId" label={t('columns.site')}>
        <Select allowClear options={(owner.data?.sites ?? []).map((site) => ({ value: site.id, label: site.name }))} />
      </Form.Item>
      <Form.Item name="projectId" label={t('columns.project')}>
        <RemoteSelect topic="assets" find={choices.projects(customer)} name={choices.projectName} />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
      </Form.Item>
      {failed && <Alert type="error" showIcon role="alert" style={{ marginBlockEnd: 16 }} title={problemText(failed)} />}
      <div style={{ display: 'flex', gap: 8 }}>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('shared:act.save')}
        </Button>
        <Button onClick={onClose}>{t('shared:act.cancel')}</Button>
        {id && (
          <Popconfirm
            title={t('system.removeAsk')}
            okText={t('system.remove')}
            okButtonProps={{ danger: true }}
            onConfirm={() =>
              remove.mutateAsync(undefined).then(
                () => {
                  onClose()
                  onGone()
                },
                () => {},
              )
            }
          >
            <Button danger type="text" style={{ marginInlineStart: 'auto' }}>
              {t('system.remove')}
            </Button>
          </Popconfirm>
        )}
      </div>
    </Form>
  )
}
