import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Flex, Form, Input, InputNumber, Select, Switch, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Nothing, PageTitle, ProblemAlert, StatusTag, useKeys } from '@/shared/desk'
import { http } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { useListState } from '@/shared/useListState'
import { useAssetChange } from './api'
import { COVERS, STARTS, type Start, type Template, termQueries } from './terms'

/** What the house promises as a rule; written to a device or a whole project in one step. */
export function TemplatesPage() {
  const { t } = useTranslation(['assets', 'shared'])
  const [{ open }, change] = useListState<{ open?: string }>()
  const templates = useQuery(termQueries.templates())
  const mayEdit = useMay('assets.edit')
  const show = (id: string | undefined) => change({ open: id } as { open: string }, { keepPage: true })
  useKeys({ n: () => mayEdit && show('new') })
  const chosen = templates.data?.find((one) => one.id === open)
  const said = ({ cover, partGroup, starts, months }: Template['lines'][number]) =>
    [
      partGroup || t('terms.whole'),
      t(`terms.covers.${cover}`),
      t(`terms.starts.${starts}`),
      months === null ? t('terms.forLife') : t('months', { count: months }),
    ].join(' · ')
  return (
    <>
      <PageTitle
        title={t('templates.title')}
        hint={t('templates.hint')}
        extra={
          mayEdit && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
              {t('templates.new')}
            </Button>
          )
        }
      />
      {templates.isError ? (
        <ProblemAlert error={templates.error} onRetry={() => templates.refetch()} />
      ) : (
        <Table
          size="small"
          rowKey="id"
          pagination={false}
          loading={templates.isPending}
          dataSource={templates.data ?? []}
          scroll={{ x: 640 }}
          locale={{ emptyText: templates.isPending ? ' ' : <Nothing first={t('templates.first')} /> }}
          columns={[
            {
              title: t('templates.one'),
              key: 'name',
              width: 240,
              render: (_, one) =>
                mayEdit ? (
                  <button type="button" className="link" onClick={() => show(one.id)}>
                    {one.name}
                  </button>
                ) : (
                  one.name
                ),
            },
            {
              title: t('templates.lines'),
              key: 'lines',
              render: (_, one) => (
                <ul className="cover-sentence">
                  {one.lines.map((line) => (
                    <li key={said(line)}>{said(line)}</li>
                  ))}
                </ul>
              ),
            },
            {
              title: t('columns.state'),
              key: 'active',
              width: 90,
              render: (_, one) => (
                <StatusTag tone={one.active ? 'good' : 'neutral'}>{t(`templates.active.${one.active}`)}</StatusTag>
              ),
            },
          ]}
        />
      )}
      <Drawer
        open={open === 'new' || chosen !== undefined}
        onClose={() => show(undefined)}
        size={640}
        destroyOnHidden
        title={t(chosen ? 'templates.edit' : 'templates.new')}
        styles={{ wrapper: { maxWidth: '100vw' } }}
      >
        <TemplateForm {...(chosen && { template: chosen })} onDone={() => show(undefined)} />
      </Drawer>
    </>
  )
}

type Values = Pick<Template, 'name' | 'active' | 'lines'>

function TemplateForm({ template, onDone }: { template?: Template; onDone: () => void }) {
  const { t } = useTranslation(['assets', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const save = useAssetChange((json: object) =>
    http(template ? `/warranty-templates/${template.id}` : '/warranty-templates', { method: template ? 'PUT' : 'POST', json }),
  )
  const submit = (values: Values) =>
    save.mutate(
      {
        ...values,
        lines: values.lines.map((line) => ({ ...line, partGroup: line.partGroup ?? '', months: line.months ?? null })),
        version: template?.version ?? 0,
      },
      {
        onSuccess: () => {
          message.success(t('saved'))
          onDone()
        },
      },
    )
  const line = { cover: 'FREE', partGroup: '', starts: 'ACCEPTANCE', months: 12 } as const
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={submit}
      initialValues={template ?? { name: '', active: true, lines: [{ ...line, months: 24 }] }}
    >
      <Form.Item
        name="name"
        label={t('templates.name')}
        rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
      >
        <Input maxLength={100} autoFocus={!template} />
      </Form.Item>
      <Form.List name="lines">
        {(fields, { add, remove }) => (
          <>
            {fields.map((field) => (
              <Flex key={field.key} gap="small" wrap align="start" className="template-line">
                <Form.Item name={[field.name, 'partGroup']} style={{ flex: '1 1 120px', margin: 0 }}>
                  <Input maxLength={100} placeholder={t('terms.whole')} aria-label={t('terms.partGroup')} />
                </Form.Item>
                <Form.Item name={[field.name, 'cover']} style={{ flex: '1 1 120px', margin: 0 }}>
                  <Select
                    aria-label={t('terms.cover')}
                    options={COVERS.map((one) => ({ value: one, label: t(`terms.covers.${one}`) }))}
                  />
                </Form.Item>
                <Form.Item name={[field.name, 'starts']} style={{ flex: '1 1 120px', margin: 0 }}>
                  <Select
                    aria-label={t('terms.startsWith')}
                    options={STARTS.filter((one: Start) => one !== 'DAY').map((one) => ({
                      value: one,
                      label: t(`terms.starts.${one}`),
                    }))}
                  />
                </Form.Item>
                <Form.Item name={[field.name, 'months']} style={{ flex: '0 1 96px', margin: 0 }}>
                  <InputNumber
                    min={1}
                    max={600}
                    precision={0}
                    style={{ width: '100%' }}
                    placeholder={t('terms.forLife')}
                    aria-label={t('terms.months')}
                  />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('configuration.remove')}
                  disabled={fields.length === 1}
                  onClick={() => remove(field.name)}
                />
              </Flex>
            ))}
            <Button icon={<PlusOutlined />} disabled={fields.length >= 50} onClick={() => add({ ...line })}>
              {t('configuration.add')}
            </Button>
          </>
        )}
      </Form.List>
      <p className="faint">{t('templates.mainHint')}</p>
      <Form.Item name="active" label={t('templates.usable')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {save.isError && (
        <Alert type="error" showIcon role="alert" style={{ marginBlockEnd: 16 }} title={problemText(save.error)} />
      )}
      <Flex gap="small">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('shared:act.save')}
        </Button>
        <Button onClick={onDone}>{t('shared:act.cancel')}</Button>
      </Flex>
    </Form>
  )
}
