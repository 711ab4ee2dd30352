import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Flex, Form, Input, Popconfirm, Select, Space, Switch, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts, Four, PageTitle, Panel, RemoteSelect, StatusTag, showOnForm } from '@/shared/desk'
import { http, type Schema, search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { type Centre, listQueries } from './api'
import './calls.css'
import { listed } from '@/shared/listed'

type Values = { name: string; branch?: string; active?: boolean; extensions?: { extension: string; user: string }[] }
type Filter = { open?: string }

/** The telephone exchanges that tell us of calls, and whose telephone an extension is. */
export function CallCentrePage() {
  const { t } = useTranslation(['calls', 'shared'])
  const [filter, change] = useListState<Filter>()
  const centres = useQuery(listQueries.centres())
  const [token, setToken] = useState<string>()
  const open = (id: string | undefined) => change({ open: id } as Filter)
  return (
    <>
      <PageTitle
        title={t('centres.title')}
        hint={t('centres.hint')}
        extra={
          <Button type="primary" icon={<PlusOutlined />} onClick={() => open('new')}>
            {t('centres.add')}
          </Button>
        }
      />
      {token && <Address token={token} onClose={() => setToken(undefined)} />}
      <Four query={centres} isEmpty={(rows) => rows.length === 0} first={t('centres.first')}>
        {(rows) => (
          <Flex vertical gap={14} className="centre-how">
            {rows.map((centre) => (
              <Panel
                key={centre.id}
                title={
                  <Space>
                    {centre.name}
                    <StatusTag tone={centre.active ? 'good' : 'neutral'}>
                      {t(centre.active ? 'centres.on' : 'centres.off')}
                    </StatusTag>
                  </Space>
                }
                extra={
                  <Button size="small" onClick={() => open(centre.id)}>
                    {t('shared:act.edit')}
                  </Button>
                }
              >
                <Facts
                  facts={[
                    { label: t('shared:fields.branch'), value: centre.branchName },
                    {
                      label: t('centres.heardAt'),
                      value: centre.heardAt ? <Time at={centre.heardAt} relative /> : t('centres.never'),
                    },
                    {
                      label: t('centres.extensions'),
                      value:
                        listed(centre.extensions.map(({ extension, userName }) => `${extension} ${userName}`)) ||
                        t('centres.nobody'),
                    },
                  ]}
                />
              </Panel>
            ))}
          </Flex>
        )}
      </Four>
      <How />
      {filter.open && (filter.open === 'new' || centres.data) && (
        <CentreDrawer
          key={filter.open}
          centre={centres.data?.find(({ id }) => id === filter.open)}
          onToken={setToken}
          onClose={() => open(undefined)}
        />
      )}
    </>
  )
}

/** Told once: whoever sets up the exchange copies it now. */
function Address({ token, onClose }: { token: string; onClose: () => void }) {
  const { t } = useTranslation('calls')
  const address = `${window.location.origin}/api/public/calls/${token}`
  return (
    <Alert
      type="warning"
      showIcon
      className="centre-how"
      style={{ marginBlockEnd: 14 }}
      title={t('centres.once')}
      description={
        <Typography.Text copyable={{ text: address }} className="centre-address">
          {address}
        </Typography.Text>
      }
      closable={{ onClose }}
    />
  )
}

function How() {
  const { t } = useTranslation('calls')
  const example = `curl -X POST '${window.location.origin}/api/public/calls/TOKEN' \\
  -H 'Content-Type: application/json' \\
  -d '{"call":"20261129-0017","event":"RINGING","direction":"IN","from":"13800001111","to":"4008260571","extension":"801"}'`
  return (
    <div className="centre-how" style={{ marginBlockStart: 14 }}>
      <Panel title={t('centres.how')}>
        <p>{t('centres.howWebhook')}</p>
        <code className="centre-address">{example}</code>
        <ul>
          <li>{t('centres.howEvents')}</li>
          <li>{t('centres.howOrder')}</li>
          <li>{t('centres.howRecording')}</li>
        </ul>
        <p>{t('centres.howLink')}</p>
        <code className="centre-address">{`${window.location.origin}/cases/new?phone=13800001111`}</code>
      </Panel>
    </div>
  )
}

const find = async (words: string, signal: AbortSignal) => {
  const found = await http<Schema<'UserQueries.UserPage'>>(`/users${search({ words: words || undefined, active: true })}`, {
    signal,
  })
  return found.rows.map(({ id, name, login }) => ({ value: id, label: name, hint: login }))
}

function CentreDrawer({
  centre,
  onToken,
  onClose,
}: {
  centre: Centre | undefined
  onToken: (token: string) => void
  onClose: () => void
}) {
  const { t } = useTranslation(['calls', 'shared'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const { branches } = useSession()
  const [form] = Form.useForm<Values>()
  const names = new Map(centre?.extensions.map(({ user, userName }) => [user, userName]))
  const done = (made: Schema<'CallCentres.Made'> | undefined) => {
    queries.invalidateQueries({ queryKey: ['calls', 'centres'] })
    if (made?.token) onToken(made.token)
    onClose()
  }
  const failed = (error: Error) => {
    if (!showOnForm(form, error)) message.error(problemText(error))
  }
  const save = useMutation({
    mutationFn: ({ name, branch, active, extensions }: Values) =>
      http<Schema<'CallCentres.Made'> | undefined>(centre ? `/call-centres/${centre.id}` : '/call-centres', {
        method: centre ? 'PUT' : 'POST',
        json: centre ? { name, active: active ?? true, extensions: extensions ?? [] } : { name, branch },
      }),
    onSuccess: (made) => done(made),
    onError: failed,
  })
  const renew = useMutation({
    mutationFn: () => http<Schema<'CallCentres.Made'>>(`/call-centres/${centre?.id}/renew`, { method: 'POST' }),
    onSuccess: done,
    onError: failed,
  })
  const must = [{ required: true, message: t('shared:fields.required') }]
  return (
    <Drawer
      open
      size={560}
      title={centre ? centre.name : t('centres.add')}
      onClose={onClose}
      footer={
        <Flex justify="space-between">
          {centre ? (
            <Popconfirm title={t('centres.renewAsk')} onConfirm={() => renew.mutate()}>
              <Button loading={renew.isPending}>{t('centres.renew')}</Button>
            </Popconfirm>
          ) : (
            <span />
          )}
          <Button type="primary" loading={save.isPending} onClick={form.submit}>
            {t('shared:act.save')}
          </Button>
        </Flex>
      }
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={(values) => save.mutate(values)}
        initialValues={{
          name: centre?.name,
          branch: branches[0]?.id,
          active: centre?.active ?? true,
          extensions: centre?.extensions,
        }}
      >
        <Form.Item name="name" label={t('centres.name')} rules={must}>
          <Input maxLength={60} placeholder={t('centres.nameExample')} />
        </Form.Item>
        {centre ? (
          <>
            <Form.Item name="active" label={t('centres.active')} valuePropName="checked">
              <Switch />
            </Form.Item>
            <Form.Item label={t('centres.extensions')} extra={t('centres.extensionsHint')}>
              <Form.List name="extensions">
                {(fields, { add, remove }) => (
                  <Flex vertical gap={8}>
                    {fields.map(({ key, name }) => (
                      <Flex key={key} gap={8}>
                        <Form.Item name={[name, 'extension']} rules={must} noStyle>
                          <Input
                            style={{ inlineSize: 130 }}
                            maxLength={60}
                            placeholder="801"
                            aria-label={t('centres.extension')}
                          />
                        </Form.Item>
                        <Form.Item name={[name, 'user']} rules={must} noStyle>
                          <RemoteSelect
                            topic="users"
                            style={{ flex: 1 }}
                            aria-label={t('centres.user')}
                            placeholder={t('centres.user')}
                            find={find}
                            name={async (id) => names.get(id) ?? id}
                          />
                        </Form.Item>
                        <Button
                          type="text"
                          icon={<DeleteOutlined />}
                          aria-label={t('shared:act.remove')}
                          onClick={() => remove(name)}
                        />
                      </Flex>
                    ))}
                    <Button type="dashed" icon={<PlusOutlined />} onClick={() => add()}>
                      {t('centres.addExtension')}
                    </Button>
                  </Flex>
                )}
              </Form.List>
            </Form.Item>
          </>
        ) : (
          <Form.Item name="branch" label={t('shared:fields.branch')} rules={must}>
            <Select options={branches.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        )}
      </Form>
    </Drawer>
  )
}
