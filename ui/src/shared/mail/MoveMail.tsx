import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Checkbox, Form, Input, Modal, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { showOnForm } from '../desk'
import { http, type Schema } from '../http'
import { problemText } from '../problem'

type Moved = Schema<'MailMover.Moved'>
type Emptied = Schema<'MailMover.Emptied'>
type Values = { where: 'case' | 'own'; number?: string; withLater: boolean; withCase: boolean }
type Props = { mail: { id: string; address: string }; onClose: () => void }

/** A mail that landed in the wrong case goes to the right one, or becomes one of its own. */
export function MoveMail({ mail, onClose }: Props) {
  const { t } = useTranslation('mail')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Values>()
  const where = Form.useWatch('where', form) ?? 'case'
  const emptied = useQuery({
    queryKey: ['mails', 'emptied', mail.id],
    queryFn: ({ signal }) => http<Emptied>(`/mails/${mail.id}/emptied`, { signal }),
  }).data?.number
  const move = useMutation({
    mutationFn: ({ where, number, withLater, withCase }: Values) =>
      http<Moved>(`/mails/${mail.id}/move`, {
        method: 'POST',
        json: {
          number: where === 'own' ? null : (number ?? '').trim(),
          withLater,
          withCase: Boolean(emptied) && withCase && where === 'case',
        },
      }),
    onSuccess: ({ number, mails, leftEmpty, ended }) => {
      queries.invalidateQueries({ queryKey: ['mails'] })
      queries.invalidateQueries({ queryKey: ['cases'] })
      message.success(
        [
          t('move.done', { count: mails, number }),
          leftEmpty && t('move.leftEmpty', { number: leftEmpty }),
          ended && t('move.ended', { number: ended }),
        ]
          .filter(Boolean)
          .join(' · '),
        8,
      )
      onClose()
    },
    onError: (error) => {
      if (!showOnForm(form, error)) message.error(problemText(error))
    },
  })
  return (
    <Modal
      open
      title={t('move.title')}
      okText={t('move.act')}
      confirmLoading={move.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ where: 'case', withLater: true, withCase: true }}
        onFinish={(values) => move.mutate(values)}
      >
        <Form.Item name="where">
          <Radio.Group options={(['case', 'own'] as const).map((value) => ({ value, label: t(`move.${value}`) }))} />
        </Form.Item>
        {where === 'case' && (
          <Form.Item
            name="number"
            label={t('move.number')}
            rules={[{ required: true, whitespace: true, message: t('fields.missing') }]}
          >
            <Input autoFocus maxLength={40} placeholder="SO-2026-000001" spellCheck={false} />
          </Form.Item>
        )}
        <Form.Item name="withLater" valuePropName="checked">
          <Checkbox>{t('move.withLater', { address: mail.address })}</Checkbox>
        </Form.Item>
        {emptied && (
          <Form.Item name="withCase" valuePropName="checked" hidden={where !== 'case'}>
            <Checkbox>{t('move.withCase', { number: emptied })}</Checkbox>
          </Form.Item>
        )}
        <p className="faint">{t('move.hint')}</p>
      </Form>
    </Modal>
  )
}
