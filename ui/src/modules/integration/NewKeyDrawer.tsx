import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Drawer, Flex, Form, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { Four, showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { keyQueries, type MadeKey, scopeKey, useMakeKey } from './api'

const EVERYWHERE = 'everywhere'
const USUAL_LIMIT = 600
/** Days a key may live; 0 for one that does not run out. */
const LIVES = [0, 30, 90, 365] as const

type Values = { name: string; branch: string; scopes: string[]; perMinute: number; days: number }
type NewKeyDrawerProps = { open: boolean; onClose: () => void; onMade: (made: MadeKey) => void }

export function NewKeyDrawer({ open, onClose, onMade }: NewKeyDrawerProps) {
  const { t } = useTranslation('integration')
  return (
    <Drawer open={open} onClose={onClose} title={t('keys.new')} size={600} destroyOnHidden>
      {open && <Fields onClose={onClose} onMade={onMade} />}
    </Drawer>
  )
}

function Fields({ onClose, onMade }: Omit<NewKeyDrawerProps, 'open'>) {
  const { t } = useTranslation(['integration', 'shared'])
  const { message } = App.useApp()
  const { branches } = useSession()
  const [form] = Form.useForm<Values>()
  const scopes = useQuery(keyQueries.scopes())
  const make = useMakeKey()
  const submit = ({ name, branch, scopes: chosen, perMinute, days }: Values) =>
    make.mutate(
      {
        name,
        branch: branch === EVERYWHERE ? null : branch,
        scopes: chosen,
        perMinute,
        expiresAt: days === 0 ? null : dayjs().add(days, 'day').toISOString(),
      },
      {
        onSuccess: onMade,
        onError: (error) => {
          if (!showOnForm(form, error)) message.error(problemText(error))
        },
      },
    )
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ branch: EVERYWHERE, scopes: [], perMinute: USUAL_LIMIT, days: 365 }}
      onFinish={submit}
      disabled={make.isPending}
    >
      <Form.Item
        name="name"
        label={t('keys.name')}
        extra={t('keys.nameHint')}
        rules={[{ required: true, whitespace: true, message: t('keys.nameMissing') }]}
      >
        <Input maxLength={60} autoFocus placeholder={t('keys.nameExample')} />
      </Form.Item>
      <Form.Item name="branch" label={t('keys.reach')}>
        <Select
          options={[
            { value: EVERYWHERE, label: t('keys.everywhere') },
            ...branches.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Form.Item>
      <Four query={scopes}>
        {(all) => (
          <Form.Item
            name="scopes"
            label={t('keys.scopes')}
            extra={t('keys.scopesHint')}
            rules={[{ required: true, type: 'array', min: 1, message: t('keys.scopesMissing') }]}
          >
            <Checkbox.Group className="scope-choices">
              {all.map(({ code }) => (
                <Checkbox key={code} value={code}>
                  {t(scopeKey(code))}
                  <small className="mono faint">{code}</small>
                </Checkbox>
              ))}
            </Checkbox.Group>
          </Form.Item>
        )}
      </Four>
      <Flex gap="0 16px" wrap>
        <Form.Item name="days" label={t('keys.expires')} style={{ flex: '1 1 200px' }}>
          <Select
            options={LIVES.map((days) => ({ value: days, label: days === 0 ? t('keys.never') : t('keys.days', { days }) }))}
          />
        </Form.Item>
        <Form.Item
          name="perMinute"
          label={t('keys.perMinute')}
          style={{ flex: '1 1 200px' }}
          rules={[{ required: true, message: t('keys.limitMissing') }]}
        >
          <InputNumber min={1} max={60_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </Flex>
      <Alert type="info" showIcon style={{ marginBlockEnd: 16 }} title={t('keys.newHint')} />
      <Flex gap="small">
        <Button type="primary" htmlType="submit" loading={make.isPending}>
          {t('keys.make')}
        </Button>
        <Button onClick={onClose}>{t('shared:act.cancel')}</Button>
      </Flex>
    </Form>
  )
}
