import { useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox, Drawer, Flex, Form, Input, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { eventKey, type Hook, type HookBody, hookQueries, type MadeHook, useHookAct } from './hooks'

const EVERYWHERE = 'everywhere'

type Values = { name: string; url: string; events: string[]; branch: string; active: boolean }
type Ends = { onClose: () => void; onSecret: (secret: string) => void }

/** Sets a webhook up, or changes it. */
export function WebhookDrawer({ open, hooks, ...ends }: Ends & { open: string | undefined; hooks: Hook[] }) {
  const { t } = useTranslation('integration')
  const hook = hooks.find(({ id }) => id === open)
  const shown = open === 'new' || hook !== undefined
  return (
    <Drawer open={shown} onClose={ends.onClose} title={hook?.name ?? t('hooks.new')} size={600} destroyOnHidden>
      {shown && <Fields key={hook?.version ?? 'new'} hook={hook} {...ends} />}
    </Drawer>
  )
}

function Fields({ hook, onClose, onSecret }: Ends & { hook: Hook | undefined }) {
  const { t } = useTranslation(['integration', 'shared'])
  const { message, modal } = App.useApp()
  const { branches } = useSession()
  const [form] = Form.useForm<Values>()
  const events = useQuery(hookQueries.events())
  const save = useHookAct<MadeHook | undefined>()
  const failed = (error: unknown) => {
    if (!showOnForm(form, error)) message.error(problemText(error))
  }
  const submit = ({ branch, ...values }: Values) => {
    const body: HookBody = { ...values, branch: branch === EVERYWHERE ? null : branch, version: hook?.version ?? null }
    save.mutate(
      { path: hook ? `/webhooks/${hook.id}` : '/webhooks', method: hook ? 'PUT' : 'POST', body },
      {
        onSuccess: (made) => {
          if (made?.secret) return onSecret(made.secret)
          message.success(t('hooks.saved'))
          onClose()
        },
        onError: failed,
      },
    )
  }
  const ask = (title: string, content: string, okText: string, path: string, method: 'POST' | 'DELETE') =>
    modal.confirm({
      title,
      content,
      okText,
      okButtonProps: { danger: true },
      onOk: () =>
        save.mutateAsync({ path, method }).then((made) => {
          if (made?.secret) return onSecret(made.secret)
          message.success(t('hooks.removed'))
          onClose()
        }, failed),
    })
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={
        hook ? { ...hook, branch: hook.branchId ?? EVERYWHERE } : { branch: EVERYWHERE, events: ['case.opened'], active: true }
      }
      onFinish={submit}
      disabled={save.isPending}
    >
      <Form.Item
        name="name"
        label={t('hooks.name')}
        rules={[{ required: true, whitespace: true, message: t('hooks.nameMissing') }]}
      >
        <Input maxLength={60} autoFocus={!hook} />
      </Form.Item>
      <Form.Item
        name="url"
        label={t('hooks.url')}
        extra={t('hooks.urlHint')}
        rules={[{ required: true, whitespace: true, message: t('hooks.urlMissing') }]}
      >
        <Input maxLength={500} inputMode="url" placeholder="https://erp.example.com/aftercare" />
      </Form.Item>
      <Form.Item name="branch" label={t('hooks.reach')}>
        <Select
          options={[
            { value: EVERYWHERE, label: t('hooks.everywhere') },
            ...branches.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Form.Item>
      <Four query={events}>
        {(all) => (
          <Form.Item
            name="events"
            label={t('hooks.events')}
            rules={[{ required: true, type: 'array', min: 1, message: t('hooks.eventsMissing') }]}
          >
            <Checkbox.Group className="scope-choices">
              {all.map((code) => (
                <Checkbox key={code} value={code}>
                  {t(eventKey(code))}
                  <small className="mono faint">{code}</small>
                </Checkbox>
              ))}
            </Checkbox.Group>
          </Form.Item>
        )}
      </Four>
      <Form.Item name="active" label={t('hooks.active')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Flex gap="small" wrap>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t(hook ? 'hooks.save' : 'hooks.make')}
        </Button>
        {hook && (
          <>
            <Button
              onClick={() =>
                ask(t('hooks.renew'), t('hooks.renewWords'), t('hooks.renew'), `/webhooks/${hook.id}/secret`, 'POST')
              }
            >
              {t('hooks.renew')}
            </Button>
            <Button
              danger
              onClick={() =>
                ask(
                  t('hooks.removeTitle', { name: hook.name }),
                  t('hooks.removeWords'),
                  t('hooks.remove'),
                  `/webhooks/${hook.id}`,
                  'DELETE',
                )
              }
            >
              {t('hooks.remove')}
            </Button>
          </>
        )}
      </Flex>
    </Form>
  )
}
