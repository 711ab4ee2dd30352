import { useQuery } from '@tanstack/react-query'
import { App, Button, Drawer, Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogueQueries } from '@/shared/cases/catalogue'
import type { KnownCustomer } from '@/shared/cases/parties'
import { named } from '@/shared/cases/words'
import { showOnForm } from '@/shared/desk'
import { newId } from '@/shared/newId'
import { problemText } from '@/shared/problem'
import { type CaseBody, type ChatView, useChatAct } from './api'

type Values = Pick<CaseBody, 'kind' | 'subject' | 'description' | 'device'>
type MakeCaseProps = { view: ChatView; customer: KnownCustomer | undefined; open: boolean; onClose: () => void }

const TITLE = 60

/** One step: what the visitor wrote is filled in already. */
export function MakeCase({ view, customer, open, onClose }: MakeCaseProps) {
  const { t } = useTranslation('chat')
  return (
    <Drawer open={open} onClose={onClose} title={t('make.title')} size={520} destroyOnHidden>
      {open && <Fields view={view} customer={customer} onDone={onClose} />}
    </Drawer>
  )
}

function Fields({ view, customer, onDone }: { view: ChatView; customer: KnownCustomer | undefined; onDone: () => void }) {
  const { t } = useTranslation('chat')
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const kinds = useQuery(catalogueQueries.kinds())
  const act = useChatAct(view.chat.id)
  const id = useRef(newId())
  const said = view.messages
    .filter(({ kind, author }) => kind === 'TEXT' && author === 'VISITOR')
    .map(({ text }) => text)
    .join('\n')
  const first: Values = {
    kind: 'repair',
    subject: view.chat.about.split('\n')[0]?.slice(0, TITLE) ?? '',
    description: said,
    device: null,
  }
  const submit = (values: Values) =>
    act
      .mutateAsync({
        act: 'case',
        body: { ...values, id: id.current, customer: customer?.id ?? null, device: values.device ?? null, severity: null },
      })
      .then(
        (after) => {
          message.success(t('make.done', { number: after?.chat.caseNumber ?? '' }))
          onDone()
        },
        (error) => {
          if (!showOnForm(form, error)) message.error(problemText(error))
        },
      )
  const needed = [{ required: true, whitespace: true, message: t('make.missing') }]
  return (
    <Form form={form} layout="vertical" initialValues={first} onFinish={submit}>
      <p className="faint chat-make-hint">{t('make.hint')}</p>
      <Form.Item label={t('make.customer')}>
        <strong>{customer?.name ?? t('make.noCustomer')}</strong>
      </Form.Item>
      {customer && (
        <Form.Item name="device" label={t('make.device')}>
          <Select
            allowClear
            placeholder={t('make.noDevice')}
            showSearch={{ optionFilterProp: 'label' }}
            options={customer.devices.map((one) => ({
              value: one.id,
              label: [one.name, one.number, one.location].filter(Boolean).join(' · '),
            }))}
          />
        </Form.Item>
      )}
      <Form.Item name="kind" label={t('make.kind')}>
        <Select
          loading={kinds.isPending}
          options={(kinds.data ?? []).map((kind) => ({ value: kind.code, label: named(kind.name) }))}
        />
      </Form.Item>
      <Form.Item name="subject" label={t('make.subject')} rules={needed}>
        <Input maxLength={200} autoFocus />
      </Form.Item>
      <Form.Item name="description" label={t('make.description')}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} maxLength={10000} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={act.isPending}>
        {t('make.go')}
      </Button>
    </Form>
  )
}
