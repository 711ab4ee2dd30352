import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Flex, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { RemoteSelect, showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { assetQueries, choices, type Project, useSaveProject } from './api'

type ProjectDrawerProps = {
  open: boolean
  project?: Project
  customer?: string
  onClose: () => void
  onDone?: (project: Project) => void
}

export function ProjectDrawer({ open, project, customer, onClose, onDone }: ProjectDrawerProps) {
  const { t } = useTranslation(['assets', 'shared'])
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={480}
      destroyOnHidden
      title={t(project ? 'projects.edit' : 'projects.new')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      <ProjectForm
        {...(project && { project })}
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

type Values = { name: string; customerId: string; branchId?: string; warrantyMonths: number }

type ProjectFormProps = Pick<ProjectDrawerProps, 'project' | 'customer'> & {
  onCancel: () => void
  onDone: (project: Project) => void
}

function ProjectForm({ project, customer, onCancel, onDone }: ProjectFormProps) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const save = useSaveProject(project?.id)
  const branches = useSession().branches
  const customerId = Form.useWatch('customerId', form)
  const owner = useQuery({ ...assetQueries.customer(customerId ?? ''), enabled: Boolean(customerId) })

  const submit = (values: Values) => {
    const branchId = values.branchId ?? owner.data?.branchId
    if (!branchId) return
    save.mutate(
      { ...values, name: values.name.trim(), branchId, version: project?.version ?? 0 },
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

  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={project ?? { warrantyMonths: 24, ...(customer && { customerId: customer }) }}
      onFinish={submit}
      disabled={save.isPending}
    >
      <Form.Item
        name="name"
        label={t('projects.name')}
        rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
      >
        <Input maxLength={200} autoFocus={!project} />
      </Form.Item>
      <Form.Item
        name="customerId"
        label={t('columns.customer')}
        rules={[{ required: true, message: t('shared:fields.required') }]}
      >
        <RemoteSelect
          topic="customers"
          find={choices.customers}
          name={choices.customerName}
          placeholder={t('form.customerSearch')}
        />
      </Form.Item>
      <Form.Item
        name="warrantyMonths"
        label={t('projects.months')}
        extra={t('projects.monthsHint')}
        rules={[{ required: true, message: t('shared:fields.required') }]}
      >
        <InputNumber min={0} max={600} precision={0} style={{ width: 160 }} />
      </Form.Item>
      {branches.length > 1 && (
        <Form.Item name="branchId" label={t('columns.branch')} tooltip={t('form.branchHint')}>
          <Select
            allowClear
            placeholder={owner.data?.branchName ?? ''}
            options={branches.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      )}
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
