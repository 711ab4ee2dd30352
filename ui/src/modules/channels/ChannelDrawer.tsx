import { App, Button, Checkbox, Drawer, Flex, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { showOnForm } from '@/shared/desk'
import { LANGUAGE_NAMES, LANGUAGES } from '@/shared/i18n'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { type Added, type Channel, type ChannelBody, KINDS, type Kind, NEWS, useChannelAct } from './api'
import './channels.css'

type ChannelDrawerProps = {
  open: string | undefined
  channels: Channel[]
  onClose: () => void
  onAdded: (added: Added) => void
}

/** Sets a channel up, or changes it. */
export function ChannelDrawer({ open, channels, onClose, onAdded }: ChannelDrawerProps) {
  const { t } = useTranslation('channels')
  const channel = channels.find(({ id }) => id === open)
  const shown = open === 'new' || channel !== undefined
  return (
    <Drawer open={shown} onClose={onClose} title={channel?.name ?? t('add')} size={560} destroyOnHidden>
      {shown && <Fields key={channel?.version ?? 'new'} channel={channel} onDone={onClose} onAdded={onAdded} />}
    </Drawer>
  )
}

const HOUSE = 'house'
type Values = Omit<ChannelBody, 'branch'> & { branch: string }

/** Where each service's address is copied from. */
const ADDRESSES = {
  WECOM: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={key}',
  DINGTALK: 'https://oapi.dingtalk.com/robot/send?access_token=…',
  FEISHU: 'https://open.feishu.cn/open-apis/bot/v2/hook/…',
  SMS: 'https://sms.example.com/send',
  INCOMING: '',
} satisfies Record<Kind, string>

type FieldsProps = { channel: Channel | undefined; onDone: () => void; onAdded: (added: Added) => void }

function Fields({ channel, onDone, onAdded }: FieldsProps) {
  const { t } = useTranslation('channels')
  const { message } = App.useApp()
  const { branches } = useSession()
  const [form] = Form.useForm<Values>()
  const save = useChannelAct<Channel | Added>()
  const kind = Form.useWatch('kind', form) ?? channel?.kind ?? 'WECOM'
  const first: Partial<Values> = channel
    ? { ...channel, branch: channel.branchId ?? HOUSE, secret: null }
    : {
        kind: 'WECOM',
        branch: HOUSE,
        address: ADDRESSES.WECOM,
        language: 'zh-CN',
        news: ['CASE_ASSIGNED', 'PROMISE_BROKEN', 'CHAT_WAITING'],
        simulated: false,
        active: true,
        success: '200',
      }
  const submit = (values: Values) =>
    save
      .mutateAsync({
        path: channel ? `/channels/${channel.id}` : '/channels',
        method: channel ? 'PUT' : 'POST',
        body: {
          ...channel,
          ...values,
          branch: values.branch === HOUSE ? null : values.branch,
          news: values.news ?? [],
          simulated: values.simulated ?? false,
          language: values.language ?? channel?.language ?? 'zh-CN',
          secret: values.secret || null,
          version: channel?.version ?? 0,
        },
      })
      .then(
        (answer) => {
          message.success(t('saved'))
          onDone()
          if (!channel) onAdded(answer as Added)
        },
        (error) => {
          if (!showOnForm(form, error)) message.error(problemText(error))
        },
      )
  const needed = [{ required: true, whitespace: true, message: t('missing') }]
  return (
    <Form form={form} layout="vertical" initialValues={first} onFinish={submit}>
      <Form.Item name="kind" label={t('fields.kind')} extra={t(`kindHints.${kind}`)}>
        <Select
          disabled={Boolean(channel)}
          options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          onChange={(next: Kind) => form.setFieldsValue({ address: next === 'WECOM' ? ADDRESSES.WECOM : '' })}
        />
      </Form.Item>
      <Form.Item name="name" label={t('fields.name')} rules={needed}>
        <Input maxLength={60} placeholder={t('fields.nameHint')} />
      </Form.Item>
      <Form.Item name="branch" label={t('fields.branch')}>
        <Select
          options={[{ value: HOUSE, label: t('wholeHouse') }, ...branches.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </Form.Item>
      {kind !== 'INCOMING' && (
        <>
          <Form.Item name="address" label={t('fields.address')} rules={needed}>
            <Input maxLength={1000} placeholder={ADDRESSES[kind]} />
          </Form.Item>
          <Form.Item
            name="secret"
            label={t(`secrets.${kind}`)}
            extra={channel?.hasSecret ? t('fields.secretKept') : t('fields.secretHint')}
          >
            <Input.Password maxLength={500} autoComplete="new-password" />
          </Form.Item>
        </>
      )}
      {kind === 'SMS' && (
        <>
          <Form.Item name="headers" label={t('fields.headers')} extra={t('fields.headersHint')}>
            <Input.TextArea rows={2} maxLength={2000} placeholder="Authorization: Bearer {secret}" />
          </Form.Item>
          <Form.Item name="body" label={t('fields.body')} extra={t('fields.bodyHint')}>
            <Input.TextArea rows={3} maxLength={4000} placeholder={'{"phone": "{to}", "content": "{text}"}'} />
          </Form.Item>
          <Form.Item name="success" label={t('fields.success')} extra={t('fields.successHint')}>
            <Input maxLength={200} placeholder="200 /code=OK" />
          </Form.Item>
        </>
      )}
      {kind !== 'INCOMING' && kind !== 'SMS' && (
        <Form.Item name="news" label={t('fields.news')}>
          <Checkbox.Group className="channels-news" options={NEWS.map((value) => ({ value, label: t(`news.${value}`) }))} />
        </Form.Item>
      )}
      {kind !== 'INCOMING' && (
        <Form.Item
          name="language"
          label={t('fields.language')}
          extra={t(kind === 'SMS' ? 'fields.languageOfSms' : 'fields.languageHint')}
        >
          <Select options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))} />
        </Form.Item>
      )}
      <Flex vertical gap={4}>
        {kind !== 'INCOMING' && (
          <Form.Item name="simulated" valuePropName="checked" noStyle>
            <Checkbox>{t('fields.simulated')}</Checkbox>
          </Form.Item>
        )}
        <Form.Item name="active" valuePropName="checked" noStyle>
          <Checkbox>{t('fields.active')}</Checkbox>
        </Form.Item>
      </Flex>
      <Button type="primary" htmlType="submit" loading={save.isPending} className="channels-save">
        {t('save')}
      </Button>
    </Form>
  )
}
