import { useQuery } from '@tanstack/react-query'
import { App, Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { chatQueries, useChatAct } from './api'

/** To a colleague or back to the queue, with a word that the visitor does not see. */
export function HandOn({ id, open, onClose }: { id: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('chat')
  const { message } = App.useApp()
  const [form] = Form.useForm<{ to: string; note?: string }>()
  const colleagues = useQuery({ ...chatQueries.colleagues(id), enabled: open })
  const act = useChatAct(id)
  const submit = ({ to, note }: { to: string; note?: string }) =>
    act.mutateAsync({ act: 'hand-on', body: { to: to === 'queue' ? null : to, note: note ?? '' } }).then(
      () => {
        message.success(t('handOn.done'))
        onClose()
      },
      (error) => {
        if (!showOnForm(form, error)) message.error(problemText(error))
      },
    )
  return (
    <Modal
      open={open}
      title={t('acts.handOn')}
      okText={t('handOn.go')}
      confirmLoading={act.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" initialValues={{ to: 'queue' }} onFinish={submit}>
        <Form.Item name="to" label={t('handOn.to')}>
          <Select
            loading={colleagues.isPending}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: 'queue', label: t('handOn.queue') },
              ...(colleagues.data ?? []).map((one) => ({ value: one.id, label: one.name })),
            ]}
          />
        </Form.Item>
        <Form.Item name="note" label={t('handOn.note')} extra={t('handOn.noteHint')}>
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
