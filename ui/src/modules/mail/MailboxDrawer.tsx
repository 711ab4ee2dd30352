import { Alert, App, Button, Checkbox, Drawer, Flex, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { connectionText, type Mailbox, type MailboxBody, type Security, type Tried, useMailAct } from './api'
import './mail.css'

const SECURITIES: Security[] = ['TLS', 'STARTTLS', 'NONE']
const IMAP_PORTS = { TLS: 993, STARTTLS: 143, NONE: 143 } satisfies Record<Security, number>
const SMTP_PORTS = { TLS: 465, STARTTLS: 587, NONE: 25 } satisfies Record<Security, number>

/** Sets a mailbox up, or changes it. */
export function MailboxDrawer({ open, boxes, onClose }: { open: string | undefined; boxes: Mailbox[]; onClose: () => void }) {
  const { t } = useTranslation('mail')
  const box = boxes.find(({ id }) => id === open)
  const shown = open === 'new' || box !== undefined
  return (
    <Drawer open={shown} onClose={onClose} title={box ? box.name : t('boxes.add')} size={620} destroyOnHidden>
      {shown && <Fields key={box?.version ?? 'new'} box={box} onDone={onClose} />}
    </Drawer>
  )
}

function Fields({ box, onDone }: { box: Mailbox | undefined; onDone: () => void }) {
  const { t } = useTranslation(['mail', 'shared'])
  const { message } = App.useApp()
  const { branches } = useSession()
  const [form] = Form.useForm<MailboxBody>()
  const save = useMailAct()
  const attempt = useMailAct()
  const [tried, setTried] = useState<Tried>()
  const first: Partial<MailboxBody> = box
    ? { ...box, branch: box.branchId, user: box.userName ?? '', password: undefined }
    : {
        branch: branches[0]?.id,
        imapSecurity: 'TLS',
        imapPort: 993,
        smtpSecurity: 'TLS',
        smtpPort: 465,
        acknowledges: true,
        takesOld: false,
        active: true,
      }
  const body = (): MailboxBody => {
    const values = form.getFieldsValue()
    return {
      ...values,
      smtpHost: values.smtpHost ?? '',
      signature: values.signature ?? '',
      password: values.password ? values.password : null,
      version: box?.version ?? 0,
    }
  }
  const failed = (error: unknown) => {
    if (!showOnForm(form, error)) message.error(problemText(error))
  }
  const tryIt = async () => {
    setTried(undefined)
    if (!(await form.validateFields().catch(() => undefined))) return
    attempt.mutate(
      { path: box ? `/mailboxes/${box.id}/try` : '/mailboxes/try', body: body() },
      { onSuccess: (answer) => setTried(answer as Tried), onError: failed },
    )
  }
  const submit = () =>
    save.mutate(
      { path: box ? `/mailboxes/${box.id}` : '/mailboxes', method: box ? 'PUT' : 'POST', body: body() },
      {
        onSuccess: () => {
          message.success(t('boxes.saved'))
          onDone()
        },
        onError: failed,
      },
    )
  const needed = [{ required: true, whitespace: true, message: t('fields.missing') }]
  const securities = SECURITIES.map((value) => ({ value, label: t(`securities.${value}`) }))
  return (
    <Form form={form} layout="vertical" initialValues={first} onFinish={submit} onValuesChange={() => setTried(undefined)}>
      <div className="mail-fields">
        <Form.Item name="name" label={t('fields.name')} rules={needed}>
          <Input maxLength={60} placeholder={t('fields.nameHint')} />
        </Form.Item>
        <Form.Item name="branch" label={t('boxes.branch')} rules={[{ required: true, message: t('fields.missing') }]}>
          <Select options={branches.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="address" label={t('fields.address')} rules={needed}>
          <Input maxLength={255} placeholder="service@example.com" inputMode="email" />
        </Form.Item>
        <Form.Item name="user" label={t('fields.user')} rules={needed}>
          <Input maxLength={255} autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item
        name="password"
        label={t('fields.password')}
        extra={box?.hasPassword ? t('fields.passwordKept') : t('fields.passwordHint')}
      >
        <Input.Password maxLength={500} autoComplete="new-password" />
      </Form.Item>
      <h3 className="mail-part">{t('boxes.reads')}</h3>
      <div className="mail-server">
        <Form.Item name="imapHost" label={t('fields.host')} rules={needed}>
          <Input maxLength={253} placeholder="imap.example.com" />
        </Form.Item>
        <Form.Item name="imapSecurity" label={t('fields.security')}>
          <Select options={securities} onChange={(one: Security) => form.setFieldValue('imapPort', IMAP_PORTS[one])} />
        </Form.Item>
        <Form.Item name="imapPort" label={t('fields.port')}>
          <InputNumber min={1} max={65535} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <h3 className="mail-part">{t('boxes.writes')}</h3>
      <div className="mail-server">
        <Form.Item name="smtpHost" label={t('fields.host')} extra={t('fields.smtpHint')}>
          <Input maxLength={253} placeholder="smtp.example.com" />
        </Form.Item>
        <Form.Item name="smtpSecurity" label={t('fields.security')}>
          <Select options={securities} onChange={(one: Security) => form.setFieldValue('smtpPort', SMTP_PORTS[one])} />
        </Form.Item>
        <Form.Item name="smtpPort" label={t('fields.port')}>
          <InputNumber min={1} max={65535} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item name="signature" label={t('fields.signature')}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <Form.Item name="acknowledges" valuePropName="checked" noStyle>
        <Checkbox>{t('fields.acknowledges')}</Checkbox>
      </Form.Item>
      <br />
      <Form.Item name="takesOld" valuePropName="checked" noStyle>
        <Checkbox>{t('fields.takesOld')}</Checkbox>
      </Form.Item>
      <br />
      <Form.Item name="active" valuePropName="checked" noStyle>
        <Checkbox>{t('fields.active')}</Checkbox>
      </Form.Item>
      {tried && <Outcome tried={tried} />}
      <Flex gap="small" style={{ marginBlockStart: 16 }} wrap>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('boxes.save')}
        </Button>
        <Button loading={attempt.isPending} onClick={tryIt}>
          {t('boxes.try')}
        </Button>
      </Flex>
    </Form>
  )
}

function Outcome({ tried }: { tried: Tried }) {
  const { t } = useTranslation('mail')
  return (
    <Flex vertical gap="small" style={{ marginBlockStart: 16 }}>
      <Alert
        type={tried.reading ? 'error' : 'success'}
        showIcon
        title={t(tried.reading ? 'tried.readingNot' : 'tried.reading')}
        description={connectionText(t, tried.reading)}
      />
      {tried.writes && (
        <Alert
          type={tried.writing ? 'error' : 'success'}
          showIcon
          title={t(tried.writing ? 'tried.writingNot' : 'tried.writing')}
          description={connectionText(t, tried.writing)}
        />
      )}
    </Flex>
  )
}
