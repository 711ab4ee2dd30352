import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Flex, Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { catalogueQueries } from '@/shared/cases/catalogue'
import { customerChoices, customerName } from '@/shared/customers'
import { Four, RemoteSelect } from '@/shared/desk'
import { wordsOf } from '@/shared/forms/form'
import { http, type Schema, search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import type { Hazard, HazardScope } from '@/shared/safety/hazards'
import { useSession } from '@/shared/session'
import { SCOPES, safetyQueries, useSend } from './api'
import { HazardFields } from './HazardFields'

type Words = Schema<'SafetyController.HazardWords'>
type Values = Words & {
  scope: HazardScope
  customerId?: string
  siteId?: string
  deviceId?: string
  productId?: string
  kind?: string
  branchId?: string
}
type About = { scope: HazardScope; id: string } | undefined

/** A hazard is written or changed. Whoever has confirmed its former words is asked again. */
export function HazardDrawer({ id, about, onClose }: { id: string; about: About; onClose: () => void }) {
  const { t } = useTranslation('safety')
  const hazard = useQuery({ ...safetyQueries.hazard(id), enabled: id !== 'new' })
  return (
    <Drawer open size={520} title={id === 'new' ? t('hazards.new') : t('hazards.one')} onClose={onClose}>
      {id === 'new' ? (
        <HazardForm about={about} onClose={onClose} />
      ) : (
        <Four query={hazard}>{(found) => <HazardForm key={found.version} hazard={found} onClose={onClose} />}</Four>
      )}
    </Drawer>
  )
}

const wordsFrom = ({ title, measures, risk, contactConfirms, certificate }: Words): Words => ({
  title,
  measures,
  risk,
  contactConfirms: contactConfirms ?? false,
  certificate: certificate ?? null,
})

function HazardForm({ hazard, about, onClose }: { hazard?: Hazard; about?: About; onClose: () => void }) {
  const { t } = useTranslation(['safety', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const send = useSend()
  const locked = hazard?.mayManage === false
  const done = { onSuccess: onClose, onError: (error: Error) => message.error(problemText(error)) }
  const submit = (values: Values) =>
    send.mutate(
      hazard
        ? { path: `/hazards/${hazard.id}`, method: 'PUT', json: { words: wordsFrom(values), version: hazard.version } }
        : { path: '/hazards', json: { ...aboutOf(values), words: wordsFrom(values) } },
      done,
    )
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={
        hazard ?? {
          scope: about?.scope ?? 'SITE',
          risk: 'MODERATE',
          contactConfirms: false,
          ...(about?.scope === 'DEVICE' ? { deviceId: about.id } : { customerId: about?.id }),
        }
      }
      onFinish={submit}
      disabled={send.isPending || locked}
    >
      {locked && <Alert type="info" showIcon title={t('hazard.locked')} style={{ marginBlockEnd: 16 }} />}
      {hazard ? <WhoseHazard hazard={hazard} /> : <AboutFields form={form} />}
      <HazardFields />
      {!locked && (
        <Flex gap="small" justify="space-between">
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t('shared:act.save')}
          </Button>
          {hazard && (
            <Button
              danger={!hazard.retired}
              onClick={() => send.mutate({ path: `/hazards/${hazard.id}/retire`, json: { retired: !hazard.retired } }, done)}
            >
              {t(hazard.retired ? 'hazard.back' : 'hazard.retire')}
            </Button>
          )}
        </Flex>
      )}
      {hazard && !locked && <p className="faint">{t('hazard.againHint')}</p>}
    </Form>
  )
}

function aboutOf({ scope, customerId, siteId, deviceId, productId, kind, branchId }: Values) {
  const house = scope === 'PRODUCT' || scope === 'KIND'
  const ids = { CUSTOMER: customerId, SITE: siteId, DEVICE: deviceId, PRODUCT: productId, KIND: undefined }
  return {
    scope,
    aboutId: ids[scope] ?? null,
    kind: scope === 'KIND' ? (kind ?? null) : null,
    branchId: house ? (branchId ?? null) : null,
  }
}

function WhoseHazard({ hazard }: { hazard: Hazard }) {
  const { t } = useTranslation('safety')
  return (
    <p className="faint">
      {[
        t(`scopes.${hazard.scope}`),
        hazard.customerName,
        hazard.siteName,
        hazard.deviceName,
        hazard.productName,
        hazard.kindName && wordsOf(hazard.kindName),
        !hazard.customerName && (hazard.branchName ?? t('hazards.house')),
        hazard.nearMissNumber && t('hazard.from', { number: hazard.nearMissNumber }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  )
}

type Named = { id: string; number?: string; name?: string; model?: string; maker?: string }

const named =
  (path: string) =>
  async (words: string, signal: AbortSignal): Promise<{ value: string; label: string; hint?: string }[]> => {
    const { rows } = await http<{ rows: Named[] }>(`/${path}${search({ words })}`, { signal })
    return rows.map((row) => ({
      value: row.id,
      label: row.model ? `${row.maker ?? ''} ${row.model}` : row.name || row.number || '',
      hint: row.model ? (row.name ?? '') : (row.number ?? ''),
    }))
  }

const deviceName = (id: string, signal: AbortSignal) =>
  http<Named>(`/devices/${id}`, { signal }).then(({ number, name }) => [number, name].filter(Boolean).join(' '))

/** What the hazard belongs to. */
function AboutFields({ form }: { form: ReturnType<typeof Form.useForm<Values>>[0] }) {
  const { t } = useTranslation(['safety', 'shared'])
  const scope = Form.useWatch('scope', form) ?? form.getFieldValue('scope')
  const customerId = Form.useWatch('customerId', form)
  const { branches } = useSession()
  const required = [{ required: true, message: t('shared:fields.required') }]
  const kinds = useQuery({ ...catalogueQueries.kinds(), enabled: scope === 'KIND' })
  const sites = useQuery({
    queryKey: ['customers', customerId, 'safety'],
    queryFn: ({ signal }) => http<{ sites: Named[] }>(`/customers/${customerId}`, { signal }),
    enabled: scope === 'SITE' && Boolean(customerId),
  })
  return (
    <>
      <Form.Item name="scope" label={t('columns.about')}>
        <Select options={SCOPES.map((one) => ({ value: one, label: t(`scopes.${one}`) }))} />
      </Form.Item>
      {(scope === 'CUSTOMER' || scope === 'SITE') && (
        <Form.Item name="customerId" label={t('scopes.CUSTOMER')} rules={required}>
          <RemoteSelect topic="customers" placeholder={t('hazard.findCustomer')} find={customerChoices} name={customerName} />
        </Form.Item>
      )}
      {scope === 'SITE' && (
        <Form.Item name="siteId" label={t('scopes.SITE')} rules={required}>
          <Select
            disabled={!customerId}
            loading={sites.isFetching}
            options={(sites.data?.sites ?? []).map((site) => ({ value: site.id, label: site.name }))}
          />
        </Form.Item>
      )}
      {scope === 'DEVICE' && (
        <Form.Item name="deviceId" label={t('scopes.DEVICE')} rules={required}>
          <RemoteSelect topic="assets" placeholder={t('hazard.findDevice')} find={named('devices')} name={deviceName} />
        </Form.Item>
      )}
      {scope === 'PRODUCT' && (
        <Form.Item name="productId" label={t('scopes.PRODUCT')} rules={required}>
          <RemoteSelect topic="products" placeholder={t('hazard.findProduct')} find={named('products')} />
        </Form.Item>
      )}
      {scope === 'KIND' && (
        <Form.Item name="kind" label={t('scopes.KIND')} rules={required}>
          <Select
            loading={kinds.isFetching}
            options={(kinds.data ?? []).map(({ code, name }) => ({ value: code, label: wordsOf(name) }))}
          />
        </Form.Item>
      )}
      {(scope === 'PRODUCT' || scope === 'KIND') && (
        <Form.Item name="branchId" label={t('hazard.branch')} extra={t('hazard.branchHint')}>
          <Select
            allowClear
            placeholder={t('hazards.house')}
            options={branches.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      )}
    </>
  )
}
