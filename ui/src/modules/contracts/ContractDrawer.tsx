import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, DatePicker, Drawer, Flex, Form, Input, InputNumber, Segmented, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { RemoteSelect, showOnForm } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { dayOf } from '@/shared/time'
import { type Cause, type Contract, choices, contractQueries, type TermsBody, useContractAct, useSaveContract } from './api'
import { EXTRA_CAUSES, useLevelWords } from './words'

type Props = {
  open: boolean
  /** Without one it is a new draft; a draft is changed, a contract in force is amended. */
  contract?: Contract
  customer?: string
  onClose: () => void
  onDone?: (contract: Contract) => void
}

export function ContractDrawer({ open, contract, onClose, onDone, ...rest }: Props) {
  const { t } = useTranslation('contracts')
  const title = !contract ? 'new' : contract.status === 'DRAFT' ? 'edit' : 'amend.title'
  return (
    <Drawer open={open} onClose={onClose} size={600} destroyOnHidden title={t(title)} styles={{ wrapper: { maxWidth: '100vw' } }}>
      <ContractForm
        {...(contract && { contract })}
        {...rest}
        onCancel={onClose}
        onDone={(saved) => {
          onClose()
          onDone?.(saved)
        }}
      />
    </Drawer>
  )
}

type Scope = 'CUSTOMER' | 'SITE' | 'PROJECT' | 'DEVICE'

type Values = {
  title: string
  customerId: string
  ourParty: string
  theirParty: string
  term: [Dayjs, Dayjs]
  noticeDays: number
  level: string
  price: number
  visits: number
  partsIncluded: boolean
  alsoCovers: Cause[]
  scope: Scope
  sites?: string[]
  projects?: string[]
  devices?: string[]
  billing: { dueOn: Dayjs; amount: number; note?: string }[]
  fromDay?: Dayjs
  reason?: string
}

const date = (day: Dayjs) => day.format('YYYY-MM-DD')

function coverage({ scope, sites = [], projects = [], devices = [] }: Values): TermsBody['coverage'] {
  const nothing = { siteId: null, projectId: null, deviceId: null }
  switch (scope) {
    case 'SITE':
      return sites.map((siteId) => ({ ...nothing, siteId }))
    case 'PROJECT':
      return projects.map((projectId) => ({ ...nothing, projectId }))
    case 'DEVICE':
      return devices.map((deviceId) => ({ ...nothing, deviceId }))
    default:
      return [nothing]
  }
}

function initial(contract: Contract | undefined, customer: string | undefined): Partial<Values> {
  const today = dayjs(dayOf(Date.now()))
  if (!contract) {
    return {
      ...(customer && { customerId: customer }),
      ourParty: '',
      theirParty: '',
      term: [today, today.add(1, 'year').subtract(1, 'day')],
      noticeDays: 30,
      level: '5x8xnbd',
      visits: 4,
      partsIncluded: false,
      alsoCovers: [],
      scope: 'CUSTOMER',
      billing: [],
    }
  }
  const { terms } = contract
  const kind = terms.coverage[0]?.kind ?? 'customer'
  const ids = terms.coverage.map((line) => line.id)
  return {
    title: contract.title,
    customerId: contract.customerId,
    ourParty: contract.ourParty,
    theirParty: contract.theirParty,
    term: [dayjs(contract.startsOn), dayjs(contract.endsOn)],
    noticeDays: contract.noticeDays,
    level: terms.level,
    price: Number(terms.price),
    visits: terms.visits,
    partsIncluded: terms.partsIncluded,
    alsoCovers: terms.alsoCovers,
    scope: kind.toUpperCase() as Scope,
    ...(kind === 'site' && { sites: ids }),
    ...(kind === 'project' && { projects: ids }),
    ...(kind === 'device' && { devices: ids }),
    billing: terms.billing.map((line) => ({ dueOn: dayjs(line.dueOn), amount: Number(line.amount), note: line.note })),
    fromDay: today.isBefore(contract.startsOn) ? dayjs(contract.startsOn) : today,
  }
}

type FormProps = Pick<Props, 'contract' | 'customer'> & { onCancel: () => void; onDone: (contract: Contract) => void }

function ContractForm({ contract, customer, onCancel, onDone }: FormProps) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const session = useSession()
  const words = useLevelWords()
  const amending = contract !== undefined && contract.status !== 'DRAFT'
  const save = useSaveContract(contract?.id)
  const act = useContractAct(contract?.id ?? '')
  const customerId = Form.useWatch('customerId', form)
  const scope = Form.useWatch('scope', form)
  const owner = useQuery({
    queryKey: ['customers', 'one', customerId],
    queryFn: ({ signal }) => choices.customer(customerId ?? '', signal),
    enabled: Boolean(customerId),
  })
  const projects = useQuery({
    queryKey: ['assets', 'projects', 'of', customerId],
    queryFn: ({ signal }) => choices.projects(customerId ?? '', signal),
    enabled: Boolean(customerId) && scope === 'PROJECT',
  })
  const levels = useQuery(contractQueries.levels())
  const required = { required: true, message: t('shared:fields.required') }

  const submit = (values: Values) => {
    const terms: TermsBody = {
      level: values.level.trim(),
      price: values.price,
      visits: values.visits,
      partsIncluded: values.partsIncluded,
      alsoCovers: values.alsoCovers,
      coverage: coverage(values),
      billing: values.billing.map((line) => ({ dueOn: date(line.dueOn), amount: line.amount, note: line.note?.trim() ?? '' })),
    }
    const [startsOn, endsOn] = values.term.map(date) as [string, string]
    const answered = {
      onSuccess: (saved: Contract) => {
        message.success(t('saved'))
        onDone(saved)
      },
      onError: (error: Error) => {
        showOnForm(form, error)
      },
    }
    if (amending) {
      const body = {
        terms,
        endsOn,
        fromDay: date(values.fromDay ?? values.term[0]),
        reason: values.reason?.trim() ?? '',
        version: contract.version,
      }
      act.mutate({ path: 'amend', body }, answered)
    } else if (owner.data) {
      save.mutate(
        {
          title: values.title.trim(),
          customerId: values.customerId,
          branchId: contract?.branchId ?? owner.data.branchId,
          ourParty: values.ourParty,
          theirParty: values.theirParty || owner.data.name,
          ownerId: contract ? contract.ownerId : session.user.id,
          startsOn,
          endsOn,
          noticeDays: values.noticeDays,
          terms,
          version: contract?.version ?? 0,
        },
        answered,
      )
    }
  }

  const pending = save.isPending || act.isPending
  const failure = save.error ?? act.error
  return (
    <Form form={form} layout="vertical" initialValues={initial(contract, customer)} onFinish={submit} disabled={pending}>
      {amending && (
        <>
          <Alert type="info" showIcon style={{ marginBlockEnd: 16 }} title={t('amend.hint')} />
          <Flex gap="middle" wrap>
            <Form.Item name="fromDay" label={t('amend.from')} rules={[required]}>
              <DatePicker style={{ width: 180 }} />
            </Form.Item>
            <Form.Item
              name="reason"
              label={t('amend.reason')}
              style={{ flex: '1 1 260px' }}
              rules={[{ ...required, whitespace: true }]}
            >
              <Input maxLength={1000} placeholder={t('amend.reasonHint')} />
            </Form.Item>
          </Flex>
        </>
      )}
      <Form.Item name="title" label={t('columns.title')} rules={[{ ...required, whitespace: true }]} hidden={amending}>
        <Input maxLength={200} placeholder={t('form.titleHint')} />
      </Form.Item>
      <Form.Item name="customerId" label={t('columns.customer')} rules={[required]} hidden={amending}>
        <RemoteSelect
          topic="customers"
          find={choices.customers}
          name={(id, signal) => choices.customer(id, signal).then(({ name }) => name)}
          placeholder={t('form.customer')}
        />
      </Form.Item>
      {!amending && (
        <Flex gap="middle" wrap>
          <Form.Item name="ourParty" label={t('form.ourParty')} style={{ flex: '1 1 220px' }}>
            <Input maxLength={200} placeholder={t('form.ourHouse')} />
          </Form.Item>
          <Form.Item name="theirParty" label={t('form.theirParty')} style={{ flex: '1 1 220px' }}>
            <Input maxLength={200} placeholder={owner.data?.name ?? ''} />
          </Form.Item>
        </Flex>
      )}
      <Flex gap="middle" wrap>
        <Form.Item name="term" label={t('form.term')} rules={[required]} style={{ flex: '1 1 260px' }}>
          <DatePicker.RangePicker style={{ width: '100%' }} disabled={[amending, false]} allowClear={false} />
        </Form.Item>
        <Form.Item name="noticeDays" label={t('form.notice')} tooltip={t('form.noticeHint')} rules={[required]} hidden={amending}>
          <InputNumber min={0} max={365} precision={0} suffix={t('form.days')} style={{ width: 140 }} />
        </Form.Item>
      </Flex>
      <Form.Item name="scope" label={t('coverage.title')}>
        <Segmented
          options={(['CUSTOMER', 'SITE', 'PROJECT', 'DEVICE'] as const).map((value) => ({
            value,
            label: t(`coverage.${value}`),
          }))}
        />
      </Form.Item>
      {scope === 'SITE' && (
        <Form.Item name="sites" rules={[required]}>
          <Select
            mode="multiple"
            aria-label={t('coverage.SITE')}
            placeholder={t('coverage.choose')}
            optionFilterProp="label"
            options={(owner.data?.sites ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      )}
      {scope === 'PROJECT' && (
        <Form.Item name="projects" rules={[required]}>
          <Select
            mode="multiple"
            aria-label={t('coverage.PROJECT')}
            placeholder={t('coverage.choose')}
            optionFilterProp="label"
            loading={projects.isFetching}
            options={(projects.data ?? []).map(({ id, name, number }) => ({ value: id, label: `${name} ${number}` }))}
          />
        </Form.Item>
      )}
      {scope === 'DEVICE' && <Devices customer={customerId} known={contract} />}
      <Flex gap="middle" wrap>
        <Form.Item
          name="level"
          label={t('columns.level')}
          tooltip={t('form.levelHint')}
          rules={[required]}
          style={{ flex: '1 1 160px', minWidth: 0 }}
        >
          <Select
            loading={levels.isFetching}
            options={(levels.data ?? []).map(({ code }) => ({ value: code, label: `${words(code)}（${code}）` }))}
          />
        </Form.Item>
        <Form.Item name="price" label={t('columns.price')} rules={[required]}>
          <InputNumber min={0} max={999_999_999} precision={2} suffix={t('form.yuan')} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item name="visits" label={t('form.visits')} rules={[required]}>
          <InputNumber min={0} max={1000} precision={0} suffix={t('form.times')} style={{ width: 110 }} />
        </Form.Item>
      </Flex>
      <Form.Item name="partsIncluded" valuePropName="checked">
        <Checkbox>{t('form.parts')}</Checkbox>
      </Form.Item>
      <Form.Item name="alsoCovers" label={t('form.alsoCovers')} tooltip={t('form.alsoCoversHint')}>
        <Checkbox.Group options={EXTRA_CAUSES.map((value) => ({ value, label: t(`causes.${value}`) }))} />
      </Form.Item>
      <Form.List name="billing">
        {(lines, { add, remove }) => (
          <Form.Item label={t('billing.title')}>
            {lines.map(({ key, name }) => (
              <Flex key={key} gap="small" align="baseline">
                <Form.Item name={[name, 'dueOn']} rules={[required]} style={{ marginBlockEnd: 8 }}>
                  <DatePicker aria-label={t('billing.dueOn')} />
                </Form.Item>
                <Form.Item name={[name, 'amount']} rules={[required]} style={{ marginBlockEnd: 8 }}>
                  <InputNumber
                    min={0.01}
                    precision={2}
                    suffix={t('form.yuan')}
                    aria-label={t('billing.amount')}
                    style={{ width: 150 }}
                  />
                </Form.Item>
                <Form.Item name={[name, 'note']} style={{ flex: 1, marginBlockEnd: 8 }}>
                  <Input maxLength={200} placeholder={t('billing.note')} aria-label={t('billing.note')} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<MinusCircleOutlined />}
                  aria-label={t('shared:act.remove')}
                  onClick={() => remove(name)}
                />
              </Flex>
            ))}
            <Button type="dashed" icon={<PlusOutlined />} onClick={() => add()}>
              {t('billing.add')}
            </Button>
          </Form.Item>
        )}
      </Form.List>
      {failure && <Alert type="error" showIcon role="alert" style={{ marginBlockEnd: 16 }} title={problemText(failure)} />}
      <Flex gap="small">
        <Button type="primary" htmlType="submit" loading={pending}>
          {t('shared:act.save')}
        </Button>
        <Button onClick={onCancel}>{t('shared:act.cancel')}</Button>
      </Flex>
    </Form>
  )
}

/** Devices are many: they are searched for, one line each. */
function Devices({ customer, known }: { customer: string | undefined; known: Contract | undefined }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const names = new Map(known?.terms.coverage.map((line) => [line.id, line.name]))
  return (
    <Form.List name="devices" initialValue={['']}>
      {(lines, { add, remove }) => (
        <Form.Item>
          {lines.map(({ key, name }) => (
            <Flex key={key} gap="small">
              <Form.Item
                name={name}
                rules={[{ required: true, message: t('shared:fields.required') }]}
                style={{ flex: 1, marginBlockEnd: 8 }}
              >
                <RemoteSelect
                  topic="assets"
                  aria-label={t('coverage.DEVICE')}
                  placeholder={t('coverage.choose')}
                  find={choices.devices(customer ?? '')}
                  name={(id) => Promise.resolve(names.get(id) ?? id)}
                />
              </Form.Item>
              {lines.length > 1 && (
                <Button
                  type="text"
                  icon={<MinusCircleOutlined />}
                  aria-label={t('shared:act.remove')}
                  onClick={() => remove(name)}
                />
              )}
            </Flex>
          ))}
          <Button type="dashed" icon={<PlusOutlined />} onClick={() => add('')}>
            {t('coverage.add')}
          </Button>
        </Form.Item>
      )}
    </Form.List>
  )
}
