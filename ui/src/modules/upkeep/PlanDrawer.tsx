import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, DatePicker, Drawer, Form, Input, InputNumber, Select, Space, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, RemoteSelect } from '@/shared/desk'
import { http, search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { type Plan, type PlanBody, UNITS, upkeepQueries, WEEKDAYS } from './api'
import { PlanPreview } from './PlanPreview'
import { DAY, exclusionsOf, initial, rhythmOf, type Values } from './planValues'
import './upkeep.css'

/** A plan is written or changed; its next dates are drawn by the server while one types. */
export function PlanDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('upkeep')
  const plan = useQuery({ ...upkeepQueries.plan(id), enabled: id !== 'new' })
  return (
    <Drawer open size={560} title={id === 'new' ? t('plans.new') : (plan.data?.name ?? t('plans.title'))} onClose={onClose}>
      {id === 'new' ? (
        <PlanForm onClose={onClose} />
      ) : (
        <Four query={plan}>{(found) => <PlanForm key={found.version} plan={found} onClose={onClose} />}</Four>
      )}
    </Drawer>
  )
}

const named = (rows: { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }))

type Named = { id: string; number?: string; name?: string; title?: string; branchId?: string }

function PlanForm({ plan, onClose }: { plan?: Plan; onClose: () => void }) {
  const { t, i18n } = useTranslation(['upkeep', 'shared'])
  const branches = useSession().branches
  const [form] = Form.useForm<Values>()
  const queries = useQueryClient()
  const values = { ...initial(plan), ...Form.useWatch([], form) } as Values
  const required = [{ required: true, message: t('shared:fields.required') }]
  const list =
    (path: string, only: { status?: 'ACTIVE' } = {}) =>
    async (words: string, signal: AbortSignal) => {
      const { rows } = await http<{ rows: Named[] }>(`/${path}${search({ words, ...only })}`, { signal })
      return rows.map((row) => ({ value: row.id, label: row.title ?? row.name ?? row.number ?? '', hint: row.number }))
    }
  const sites = useQuery({
    queryKey: ['customers', values.customerId, 'upkeep'],
    queryFn: ({ signal }) => http<{ sites: Named[] }>(`/customers/${values.customerId}`, { signal }),
    enabled: !plan && values.scope === 'SITE' && Boolean(values.customerId),
  })
  const forms = useQuery({
    queryKey: ['forms', 'upkeep'],
    queryFn: ({ signal }) =>
      http<{ rows: { code: string; title: Record<string, string>; use: string }[] }>('/forms', { signal }).then(({ rows }) =>
        rows.filter(({ use }) => use === 'INSPECTION'),
      ),
  })
  const skills = useQuery({
    queryKey: ['dispatch', 'skills', 'upkeep', i18n.language],
    queryFn: ({ signal }) =>
      http<{ code: string; name: Record<string, string> }[]>('/dispatch/skills', { signal }).then((all) =>
        all.map(({ code, name }) => ({ value: code, label: name[i18n.language] ?? name['zh-CN'] ?? code })),
      ),
  })
  const save = useMutation({
    mutationFn: (json: PlanBody) =>
      http<Plan>(plan ? `/upkeep/plans/${plan.id}` : '/upkeep/plans', { method: plan ? 'PUT' : 'POST', json }),
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: ['upkeep'] })
      onClose()
    },
  })
  const submit = (given: Values) =>
    save.mutate({
      name: given.name,
      branchId: plan?.branchId ?? (given.scope === 'PRODUCT' ? (branches[0]?.id ?? null) : null),
      customerId: plan
        ? plan.customerId
        : given.scope === 'SITE' || given.scope === 'PRODUCT'
          ? (given.customerId ?? null)
          : null,
      contractId: plan ? plan.contractId : given.scope === 'CONTRACT' ? (given.contractId ?? null) : null,
      siteId: plan ? plan.siteId : given.scope === 'SITE' ? (given.siteId ?? null) : null,
      productId: plan ? plan.productId : given.scope === 'PRODUCT' ? (given.productId ?? null) : null,
      deviceId: plan ? plan.deviceId : given.scope === 'DEVICE' ? (given.deviceId ?? null) : null,
      form: given.form ?? null,
      rhythm: rhythmOf(given),
      exclusions: exclusionsOf(given),
      fromCompletion: given.fromCompletion ?? false,
      startsOn: given.startsOn.format(DAY),
      endsOn: given.endsOn?.format(DAY) ?? null,
      leadDays: given.leadDays,
      earlyDays: given.earlyDays,
      lateDays: given.lateDays,
      minutes: given.minutes,
      meter:
        given.by === 'METER' && given.meterName && given.meterEvery
          ? { name: given.meterName.trim(), every: given.meterEvery, first: given.meterFirst ?? null }
          : null,
      skills: given.skills ?? [],
      ownerId: given.ownerId ?? null,
      active: plan ? given.active : true,
      version: plan?.version ?? 0,
    })
  const monthly = values.unit === 'MONTHS' || values.unit === 'YEARS'
  const days = WEEKDAYS.map((day) => ({ value: day, label: t(`weekdays.${day}`) }))
  const number = (name: keyof Values, min: number, max: number) => (
    <Form.Item name={name as never} label={t(`plan.${name as 'leadDays'}`)} rules={required}>
      <InputNumber min={min} max={max} precision={0} style={{ width: 120 }} />
    </Form.Item>
  )
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={initial(plan)}
      onFinish={submit}
      disabled={save.isPending || plan?.mayManage === false}
    >
      <Form.Item
        name="name"
        label={t('plan.name')}
        rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
      >
        <Input maxLength={200} placeholder={t('plan.nameExample')} />
      </Form.Item>
      {plan ? (
        <p className="faint">
          {[plan.customerName, plan.contractNumber, plan.siteName, plan.productName, plan.deviceName].filter(Boolean).join(' · ')}
        </p>
      ) : (
        <>
          <Form.Item name="scope" label={t('plan.scope')}>
            <Select
              options={(['CONTRACT', 'SITE', 'PRODUCT', 'DEVICE'] as const).map((one) => ({
                value: one,
                label: t(`plan.scopes.${one}`),
              }))}
            />
          </Form.Item>
          {values.scope === 'CONTRACT' && (
            <Form.Item name="contractId" label={t('plan.contract')} rules={required} extra={t('plan.contractHint')}>
              <RemoteSelect topic="contracts" placeholder={t('plan.contract')} find={list('contracts', { status: 'ACTIVE' })} />
            </Form.Item>
          )}
          {values.scope === 'DEVICE' && (
            <Form.Item name="deviceId" label={t('plan.device')} rules={required}>
              <RemoteSelect topic="assets" placeholder={t('plan.device')} find={list('devices')} />
            </Form.Item>
          )}
          {values.scope === 'PRODUCT' && (
            <>
              <Form.Item name="productId" label={t('plan.product')} rules={required}>
                <RemoteSelect topic="products" placeholder={t('plan.product')} find={list('products')} />
              </Form.Item>
              <Form.Item name="customerId" label={t('plan.customerOptional')}>
                <RemoteSelect topic="customers" placeholder={t('plan.allCustomers')} find={list('customers')} />
              </Form.Item>
            </>
          )}
          {values.scope === 'SITE' && (
            <>
              <Form.Item name="customerId" label={t('plan.customer')} rules={required}>
                <RemoteSelect topic="customers" placeholder={t('plan.customer')} find={list('customers')} />
              </Form.Item>
              <Form.Item name="siteId" label={t('plan.site')} rules={required}>
                <Select
                  disabled={!values.customerId}
                  loading={sites.isFetching}
                  options={(sites.data?.sites ?? []).map((site) => ({ value: site.id, label: site.name }))}
                />
              </Form.Item>
            </>
          )}
        </>
      )}
      <Form.Item name="form" label={t('plan.form')} extra={t('plan.formHint')}>
        <Select
          allowClear
          loading={forms.isFetching}
          options={(forms.data ?? []).map((one) => ({ value: one.code, label: one.title['zh-CN'] ?? one.code }))}
        />
      </Form.Item>
      <Form.Item name="by" label={t('plan.by')}>
        <Select options={(['CALENDAR', 'METER'] as const).map((one) => ({ value: one, label: t(`plan.bys.${one}`) }))} />
      </Form.Item>
      {values.by === 'METER' && (
        <>
          <Form.Item name="meterName" label={t('plan.meterName')} rules={required} extra={t('plan.meterNameHint')}>
            <Input maxLength={100} />
          </Form.Item>
          <Space wrap align="start">
            <Form.Item name="meterEvery" label={t('plan.meterEvery')} rules={required}>
              <InputNumber min={0.001} style={{ width: 120 }} />
            </Form.Item>
            <Form.Item name="meterFirst" label={t('plan.meterFirst')} extra={t('plan.meterFirstHint')}>
              <InputNumber min={0.001} style={{ width: 120 }} />
            </Form.Item>
          </Space>
        </>
      )}
      <Space wrap align="start" style={values.by === 'METER' ? { display: 'none' } : undefined}>
        {values.unit !== 'SEASONS' && number('every', 1, 1000)}
        <Form.Item name="unit" label={t('plan.unit')}>
          <Select style={{ width: 160 }} options={UNITS.map((unit) => ({ value: unit, label: t(`plan.units.${unit}`) }))} />
        </Form.Item>
        {monthly && (
          <Form.Item name="on" label={t('plan.on')}>
            <Select
              style={{ width: 170 }}
              options={(['START', 'DAY', 'NTH'] as const).map((on) => ({ value: on, label: t(`plan.ons.${on}`) }))}
            />
          </Form.Item>
        )}
        {monthly && values.on === 'DAY' && number('day', 1, 31)}
        {monthly && values.on === 'NTH' && (
          <>
            <Form.Item name="which" label={t('plan.which')} initialValue={1}>
              <Select
                style={{ width: 120 }}
                options={([1, 2, 3, 4, 5, -1] as const).map((which) => ({ value: which, label: t(`said.which.${which}`) }))}
              />
            </Form.Item>
            <Form.Item name="weekday" label={t('plan.weekday')} initialValue="MONDAY">
              <Select style={{ width: 120 }} options={days} />
            </Form.Item>
          </>
        )}
      </Space>
      {values.by !== 'METER' && values.unit === 'WEEKS' && (
        <Form.Item name="weekdays" label={t('plan.weekdays')}>
          <Checkbox.Group options={days} />
        </Form.Item>
      )}
      {values.by !== 'METER' && values.unit === 'SEASONS' && (
        <Form.Item name="seasons" label={t('plan.seasons')} rules={required} extra={t('plan.seasonsHint')}>
          <Select mode="tags" open={false} placeholder="05-01" />
        </Form.Item>
      )}
      <Space wrap align="start">
        <Form.Item name="startsOn" label={t('plan.startsOn')} rules={required}>
          <DatePicker />
        </Form.Item>
        <Form.Item name="endsOn" label={t('plan.endsOn')}>
          <DatePicker />
        </Form.Item>
      </Space>
      <Form.Item name="fromCompletion" valuePropName="checked">
        <Checkbox>{t('plan.fromCompletion')}</Checkbox>
      </Form.Item>
      {values.by !== 'METER' && (
        <Form.Item name="firstDays" label={t('plan.firstDays')} extra={t('plan.firstDaysHint')}>
          <InputNumber min={1} max={3660} precision={0} style={{ width: 120 }} />
        </Form.Item>
      )}
      <Form.Item name="workdays" valuePropName="checked">
        <Checkbox>{t('plan.workdays')}</Checkbox>
      </Form.Item>
      <Form.Item name="closed" label={t('plan.closed')}>
        <Checkbox.Group options={days} />
      </Form.Item>
      <Form.List name="spans">
        {(fields, { add, remove }) => (
          <Form.Item label={t('plan.spans')}>
            <Space orientation="vertical">
              {fields.map(({ key, name }) => (
                <Space key={key}>
                  <Form.Item name={[name, 'days']} noStyle rules={required}>
                    <DatePicker.RangePicker />
                  </Form.Item>
                  <Button onClick={() => remove(name)}>{t('plan.removeSpan')}</Button>
                </Space>
              ))}
              <Button onClick={() => add()}>{t('plan.addSpan')}</Button>
            </Space>
          </Form.Item>
        )}
      </Form.List>
      <Form.Item name="instead" label={t('plan.instead')}>
        <Select
          options={(['NEXT', 'PREVIOUS', 'LEFT_OUT'] as const).map((one) => ({ value: one, label: t(`plan.insteads.${one}`) }))}
        />
      </Form.Item>
      <Space wrap align="start">
        {number('leadDays', 0, 180)}
        {number('earlyDays', 0, 90)}
        {number('lateDays', 0, 180)}
        {number('minutes', 5, 2880)}
      </Space>
      <Form.Item name="skills" label={t('plan.skills')} extra={t('plan.skillsHint')}>
        <Select mode="multiple" allowClear loading={skills.isFetching} options={skills.data ?? []} optionFilterProp="label" />
      </Form.Item>
      <Form.Item name="ownerId" label={t('plan.owner')} extra={t('plan.ownerHint')}>
        <RemoteSelect
          topic="upkeep-owners"
          placeholder={t('plan.owner')}
          find={(words, signal) =>
            http<{ id: string; name: string }[]>(`/upkeep/owners${search({ words })}`, { signal }).then(named)
          }
          name={async () => plan?.ownerName ?? ''}
        />
      </Form.Item>
      {plan && (
        <Form.Item name="active" label={t('plan.active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
      {values.by !== 'METER' && <PlanPreview values={values} branch={plan?.branchId} />}
      {save.isError && <Alert type="error" showIcon role="alert" title={problemText(save.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('plan.save')}
      </Button>
    </Form>
  )
}
