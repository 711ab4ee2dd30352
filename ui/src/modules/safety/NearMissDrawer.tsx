import { useQuery } from '@tanstack/react-query'
import { App, Button, DatePicker, Drawer, Flex, Form, Input, Modal, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customerChoices, customerName } from '@/shared/customers'
import { Facts, Four, RemoteSelect, StatusTag, SubjectLink } from '@/shared/desk'
import { http } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { RISK_TONES, RISKS, type Risk } from '@/shared/safety/hazards'
import { useSession } from '@/shared/session'
import { formatTime } from '@/shared/time'
import { type NearMiss, type NearMissView, OUTCOMES, STATE_TONES, safetyQueries, useSend } from './api'
import { HazardFields } from './HazardFields'

/** One report of what nearly went wrong: read, answered with measures, made a hazard; or a new one. */
export function NearMissDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('safety')
  const found = useQuery({ ...safetyQueries.nearMiss(id), enabled: id !== 'new' })
  return (
    <Drawer
      open
      size={520}
      title={id === 'new' ? t('nearMisses.new') : (found.data?.report.number ?? t('nearMisses.title'))}
      onClose={onClose}
    >
      {id === 'new' ? <ReportForm onClose={onClose} /> : <Four query={found}>{(view) => <Report view={view} />}</Four>}
    </Drawer>
  )
}

function Report({ view: { report, acts, mayBecomeHazard } }: { view: NearMissView }) {
  const { t } = useTranslation(['safety', 'shared'])
  const { message } = App.useApp()
  const send = useSend()
  const [measures, setMeasures] = useState(report.measures)
  const [making, setMaking] = useState(false)
  const failed = { onError: (error: Error) => message.error(problemText(error)) }
  return (
    <>
      <Flex gap="small" style={{ marginBlockEnd: 12 }}>
        <StatusTag tone={STATE_TONES[report.state]}>{t(`nearMisses.states.${report.state}`)}</StatusTag>
        <StatusTag tone={RISK_TONES[report.risk]}>{t(`risks.${report.risk}`)}</StatusTag>
        <StatusTag tone={report.outcome === 'NEARLY' ? 'neutral' : 'bad'}>{t(`outcomes.${report.outcome}`)}</StatusTag>
      </Flex>
      <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{report.what}</p>
      <Facts
        facts={[
          { label: t('nearMisses.happened'), value: formatTime(report.happenedAt) },
          { label: t('nearMisses.reporter'), value: report.reporterName },
          {
            label: t('scopes.CUSTOMER'),
            value: report.customerId ? (
              <SubjectLink kind="customer" id={report.customerId}>
                {report.customerName}
              </SubjectLink>
            ) : (
              report.branchName
            ),
          },
          { label: t('nearMisses.where'), value: [report.siteName, report.place].filter(Boolean).join(' · ') },
          report.deviceId !== null && {
            label: t('scopes.DEVICE'),
            value: (
              <SubjectLink kind="device" id={report.deviceId}>
                {report.deviceName}
              </SubjectLink>
            ),
          },
          report.caseId !== null && {
            label: t('nearMisses.case'),
            value: (
              <SubjectLink kind="case" id={report.caseId}>
                {report.caseNumber}
              </SubjectLink>
            ),
          },
          report.hazardId !== null && {
            label: t('hazards.one'),
            value: (
              <SubjectLink kind="hazard" id={report.hazardId}>
                {t('nearMisses.hazardMade')}
              </SubjectLink>
            ),
          },
          report.state === 'CLOSED' && { label: t('hazard.measures'), value: report.measures },
          report.state === 'CLOSED' && {
            label: t('nearMisses.closed'),
            value: `${report.closerName ?? ''} ${formatTime(report.closedAt)}`,
          },
        ]}
      />
      {acts.includes('CLOSE') && (
        <Flex vertical gap="small" style={{ marginBlockStart: 16 }}>
          <Input.TextArea
            rows={3}
            maxLength={2000}
            aria-label={t('hazard.measures')}
            placeholder={t('nearMisses.measuresHint')}
            value={measures}
            onChange={(event) => setMeasures(event.target.value)}
          />
          <Button
            type="primary"
            disabled={!measures.trim()}
            loading={send.isPending}
            onClick={() =>
              send.mutate({ path: `/near-misses/${report.id}/close`, json: { measures, version: report.version } }, failed)
            }
          >
            {t('nearMisses.close')}
          </Button>
        </Flex>
      )}
      <Flex gap="small" style={{ marginBlockStart: 12 }}>
        {mayBecomeHazard && <Button onClick={() => setMaking(true)}>{t('nearMisses.makeHazard')}</Button>}
        {acts.includes('REOPEN') && (
          <Button
            onClick={() => send.mutate({ path: `/near-misses/${report.id}/reopen`, json: { version: report.version } }, failed)}
          >
            {t('nearMisses.reopen')}
          </Button>
        )}
      </Flex>
      {making && <MakeHazard report={report} onClose={() => setMaking(false)} />}
    </>
  )
}

function MakeHazard({ report, onClose }: { report: NearMiss; onClose: () => void }) {
  const { t } = useTranslation('safety')
  const { message } = App.useApp()
  const [form] = Form.useForm()
  const send = useSend()
  return (
    <Modal
      open
      title={t('nearMisses.makeHazard')}
      okText={t('nearMisses.makeHazard')}
      okButtonProps={{ loading: send.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="faint">
        {t('nearMisses.makeHint', { where: report.deviceName ?? report.siteName ?? report.customerName ?? '' })}
      </p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          title: report.what.slice(0, 100),
          measures: report.measures,
          risk: report.risk,
          contactConfirms: false,
        }}
        onFinish={(values) =>
          send.mutate(
            { path: `/near-misses/${report.id}/hazard`, json: { ...values, certificate: values.certificate ?? null } },
            {
              onSuccess: () => {
                message.success(t('nearMisses.hazardMade'))
                onClose()
              },
              onError: (error) => message.error(problemText(error)),
            },
          )
        }
      >
        <HazardFields />
      </Form>
    </Modal>
  )
}

type Values = {
  customerId?: string
  siteId?: string
  branchId?: string
  outcome: NearMiss['outcome']
  risk: Risk
  what: string
  place?: string
  happenedAt: Dayjs
}

function ReportForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['safety', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const send = useSend()
  const { branches } = useSession()
  const customerId = Form.useWatch('customerId', form)
  const sites = useQuery({
    queryKey: ['customers', customerId, 'safety'],
    queryFn: ({ signal }) => http<{ sites: { id: string; name: string }[] }>(`/customers/${customerId}`, { signal }),
    enabled: Boolean(customerId),
  })
  const required = [{ required: true, message: t('shared:fields.required') }]
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ outcome: 'NEARLY', risk: 'MODERATE', happenedAt: dayjs(), branchId: branches[0]?.id }}
      disabled={send.isPending}
      onFinish={(values) =>
        send.mutate(
          {
            path: '/near-misses',
            json: {
              customerId: values.customerId ?? null,
              siteId: values.siteId ?? null,
              branchId: values.customerId ? null : (values.branchId ?? null),
              outcome: values.outcome,
              risk: values.risk,
              what: values.what,
              place: values.place ?? '',
              happenedAt: values.happenedAt.toISOString(),
            },
          },
          { onSuccess: onClose, onError: (error) => message.error(problemText(error)) },
        )
      }
    >
      <Form.Item
        name="what"
        label={t('nearMisses.what')}
        rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
      >
        <Input.TextArea rows={4} maxLength={2000} placeholder={t('nearMisses.whatHint')} />
      </Form.Item>
      <Form.Item name="outcome" label={t('nearMisses.outcome')} rules={required}>
        <Select options={OUTCOMES.map((one) => ({ value: one, label: t(`outcomes.${one}`) }))} />
      </Form.Item>
      <Form.Item name="risk" label={t('nearMisses.mightHave')} rules={required}>
        <Select options={RISKS.map((one) => ({ value: one, label: t(`risks.${one}`) }))} />
      </Form.Item>
      <Form.Item name="happenedAt" label={t('nearMisses.happened')} rules={required}>
        <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" maxDate={dayjs()} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="customerId" label={t('scopes.CUSTOMER')}>
        <RemoteSelect topic="customers" placeholder={t('hazard.findCustomer')} find={customerChoices} name={customerName} />
      </Form.Item>
      {customerId ? (
        <Form.Item name="siteId" label={t('scopes.SITE')}>
          <Select
            allowClear
            loading={sites.isFetching}
            options={(sites.data?.sites ?? []).map((site) => ({ value: site.id, label: site.name }))}
          />
        </Form.Item>
      ) : (
        <Form.Item name="branchId" label={t('shared:fields.branch')} rules={required}>
          <Select options={branches.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      )}
      <Form.Item name="place" label={t('nearMisses.place')}>
        <Input maxLength={200} placeholder={t('nearMisses.placeHint')} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={send.isPending}>
        {t('nearMisses.send')}
      </Button>
    </Form>
  )
}
