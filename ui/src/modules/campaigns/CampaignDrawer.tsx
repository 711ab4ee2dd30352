import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Drawer, Form, Input, InputNumber, Select, Switch, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { RemoteSelect, useSettled } from '@/shared/desk'
import { http, search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { type Campaign, type CampaignBody, campaignQueries } from './api'

type Values = Omit<CampaignBody, 'version' | 'form'> & { form?: string | null }

/** What a campaign is about; how many devices that are is counted while one writes. */
export function CampaignDrawer({ campaign, onClose }: { campaign?: Campaign; onClose: () => void }) {
  const { t, i18n } = useTranslation(['campaigns', 'shared'])
  const [form] = Form.useForm<Values>()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const branches = useSession().branches
  const first: Partial<Values> = campaign
    ? { ...campaign, form: campaign.form ?? undefined }
    : {
        branchId: branches[0]?.id,
        property: t('propertyUsual'),
        fromVersions: [],
        instructions: '',
        needsConsent: true,
        minutes: 30,
      }
  const values = { ...first, ...Form.useWatch([], form) } as Values
  const required = [{ required: true, whitespace: true, message: t('shared:fields.required') }]
  const forms = useQuery({
    queryKey: ['forms', 'campaigns'],
    queryFn: ({ signal }) => http<{ rows: { code: string; title: Record<string, string>; use: string }[] }>('/forms', { signal }),
  })
  const save = useMutation({
    mutationFn: (json: CampaignBody) =>
      http<Campaign>(campaign ? `/campaigns/${campaign.id}` : '/campaigns', { method: campaign ? 'PUT' : 'POST', json }),
    onSuccess: ({ id }) => {
      queries.invalidateQueries({ queryKey: ['campaigns'] })
      onClose()
      if (!campaign) navigate({ to: `/campaigns/${id}` as never })
    },
  })
  return (
    <Drawer open size={560} title={campaign ? campaign.name : t('new')} onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={first}
        disabled={save.isPending}
        onFinish={(given) =>
          save.mutate({
            ...given,
            branchId: given.branchId ?? campaign?.branchId ?? branches[0]?.id ?? '',
            fromVersions: given.fromVersions ?? [],
            instructions: given.instructions ?? '',
            form: given.form ?? null,
            version: campaign?.version ?? 0,
          })
        }
      >
        <Form.Item name="name" label={t('form.name')} rules={required}>
          <Input maxLength={200} placeholder={t('form.nameExample')} />
        </Form.Item>
        {branches.length > 1 && (
          <Form.Item name="branchId" label={t('form.branch')} rules={required}>
            <Select options={branches.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        )}
        <Form.Item name="productId" label={t('form.product')} rules={required}>
          <RemoteSelect
            topic="products"
            placeholder={t('form.product')}
            disabled={Boolean(campaign)}
            find={async (words, signal) => {
              const { rows } = await http<{ rows: { id: string; maker: string; model: string; name: string }[] }>(
                `/products${search({ words })}`,
                { signal },
              )
              return rows.map((row) => ({ value: row.id, label: `${row.maker} ${row.model}`, hint: row.name }))
            }}
            name={async () => campaign?.productName ?? ''}
          />
        </Form.Item>
        <Form.Item name="property" label={t('form.property')} rules={required} extra={t('form.propertyHint')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="targetVersion" label={t('form.target')} rules={required}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="fromVersions" label={t('form.from')} extra={t('form.fromHint')}>
          <Select mode="tags" open={false} />
        </Form.Item>
        <Preview values={values} />
        <Form.Item name="instructions" label={t('form.instructions')}>
          <Input.TextArea rows={4} maxLength={2000} showCount />
        </Form.Item>
        <Form.Item name="form" label={t('form.form')} extra={t('form.formHint')}>
          <Select
            allowClear
            loading={forms.isFetching}
            options={(forms.data?.rows ?? [])
              .filter(({ use }) => use === 'INSPECTION' || use === 'HANDOVER')
              .map((one) => ({ value: one.code, label: one.title[i18n.language] ?? one.title['zh-CN'] ?? one.code }))}
          />
        </Form.Item>
        <Form.Item name="minutes" label={t('form.minutes')} rules={[{ required: true, message: t('shared:fields.required') }]}>
          <InputNumber min={5} max={2880} precision={0} style={{ width: 120 }} />
        </Form.Item>
        <Form.Item name="needsConsent" label={t('form.needsConsent')} valuePropName="checked" extra={t('form.needsConsentHint')}>
          <Switch />
        </Form.Item>
        {save.isError && (
          <Alert type="error" showIcon role="alert" title={problemText(save.error)} style={{ marginBottom: 16 }} />
        )}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('shared:act.save')}
        </Button>
      </Form>
    </Drawer>
  )
}

function Preview({ values }: { values: Values }) {
  const { t } = useTranslation('campaigns')
  const ask = useSettled(
    JSON.stringify({
      branchId: values.branchId,
      productId: values.productId,
      property: values.property ?? '',
      fromVersions: values.fromVersions ?? [],
      targetVersion: values.targetVersion ?? '',
    }),
    300,
  )
  const asked = JSON.parse(ask)
  const versions = useQuery({
    ...campaignQueries.versions(asked),
    enabled: Boolean(asked.branchId && asked.productId && asked.property.trim()),
  })
  if (!values.productId) return null
  if (versions.isError) return <Alert type="warning" showIcon title={problemText(versions.error)} style={{ marginBottom: 16 }} />
  const rows = versions.data ?? []
  const all = rows.reduce((sum, { devices }) => sum + devices, 0)
  return (
    <section aria-live="polite" style={{ marginBottom: 16 }}>
      <p>
        <b>{t('preview.all', { count: all })}</b>
      </p>
      {rows.length > 0 && (
        <Table
          size="small"
          rowKey="version"
          pagination={rows.length > 8 ? { pageSize: 8, size: 'small', showSizeChanger: false } : false}
          dataSource={rows}
          columns={[
            { title: t('preview.version'), key: 'version', render: (_, row) => row.version || t('preview.unknown') },
            { title: t('preview.devices'), dataIndex: 'devices', align: 'end', width: 100 },
            { title: t('preview.customers'), dataIndex: 'customers', align: 'end', width: 100 },
          ]}
        />
      )}
    </section>
  )
}
