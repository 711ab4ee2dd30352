import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal, Radio, type TableProps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RowList, StatusTag, SubjectLink, useCopy } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { type Asking, type Campaign, CONSENT_TONES, campaignQueries, useCampaignDeed } from './api'

type ConsentsProps = { campaign: Campaign; after: string | undefined; onMove: (after: string | undefined) => void }

/** Who was asked, and what they said: through the link or written down by hand. */
export function Consents({ campaign, after, onMove }: ConsentsProps) {
  const { t } = useTranslation('campaigns')
  const list = useQuery(campaignQueries.askings(campaign.id, after))
  const [said, say] = useState<Asking>()
  const { message } = App.useApp()
  const deed = useCampaignDeed(campaign.id)
  const running = campaign.status === 'RUNNING' && campaign.mayManage
  const copy = useCopy()
  const answer = (row: Asking) => (
    <div className="two-lines">
      <StatusTag tone={CONSENT_TONES[row.consent]}>{t(`consentStates.${row.consent}`)}</StatusTag>
      <small>
        {row.consent === 'OPEN' ? (
          row.askedAt ? (
            <>
              {t('consents.asked')} <Time at={row.askedAt} />
            </>
          ) : (
            t('consents.notAsked')
          )
        ) : (
          [row.answeredBy, t(row.byLink ? 'consents.byLink' : 'consents.byHand'), row.reason].filter(Boolean).join(' · ')
        )}
      </small>
    </div>
  )
  const acts = (row: Asking) =>
    running && (
      <>
        <Button size="small" type="link" onClick={() => say(row)}>
          {t('consents.record')}
        </Button>
        <Button size="small" type="link" onClick={() => copy(`${window.location.origin}${row.link}`, t('consents.copied'))}>
          {t('consents.copy')}
        </Button>
      </>
    )
  const columns: NonNullable<TableProps<Asking>['columns']> = [
    {
      title: t('consents.customer'),
      key: 'customer',
      width: 280,
      render: (_, row) => (
        <SubjectLink kind="customer" id={row.customerId}>
          {row.customerName}
        </SubjectLink>
      ),
    },
    { title: t('preview.devices'), dataIndex: 'devices', width: 90, align: 'end' },
    { title: t('consents.answer'), key: 'answer', width: 320, render: (_, row) => answer(row) },
    { title: '', key: 'acts', width: 220, render: (_, row) => acts(row) },
  ]
  return (
    <>
      {running && campaign.waiting > 0 && (
        <Alert
          type="info"
          showIcon
          title={t('consents.waiting', { count: campaign.waiting })}
          action={
            <Button
              loading={deed.isPending}
              onClick={() =>
                deed.mutate(
                  { path: 'ask' },
                  {
                    onSuccess: () => void message.success(t('consents.sent')),
                    onError: (error) => void message.error(problemText(error)),
                  },
                )
              }
            >
              {t('consents.ask')}
            </Button>
          }
          style={{ marginBottom: 12 }}
        />
      )}
      <RowList
        query={list}
        columns={columns}
        width={910}
        card={(row) => (
          <>
            <b>{row.customerName}</b>
            {answer(row)}
            <span>{acts(row)}</span>
          </>
        )}
        filtered={false}
        first={t('consents.none')}
        after={after}
        next={list.data?.next}
        onMove={onMove}
      />
      {said && <Say campaign={campaign} row={said} onClose={() => say(undefined)} />}
    </>
  )
}

function Say({ campaign, row, onClose }: { campaign: Campaign; row: Asking; onClose: () => void }) {
  const { t } = useTranslation(['campaigns', 'shared'])
  const [form] = Form.useForm<{ given: boolean; by: string; reason?: string }>()
  const deed = useCampaignDeed(campaign.id)
  const given = Form.useWatch('given', form) ?? true
  const required = [{ required: true, whitespace: true, message: t('shared:fields.required') }]
  return (
    <Modal
      open
      title={row.customerName}
      okText={t('consents.record')}
      confirmLoading={deed.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ given: true }}
        onFinish={(values) =>
          deed.mutate(
            { path: `askings/${row.customerId}`, json: { ...values, reason: values.reason ?? '' } },
            { onSuccess: onClose },
          )
        }
      >
        <Form.Item name="given">
          <Radio.Group
            options={[
              { value: true, label: t('consentStates.GIVEN') },
              { value: false, label: t('consentStates.REFUSED') },
            ]}
          />
        </Form.Item>
        <Form.Item name="by" label={t('consents.by')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        {!given && (
          <Form.Item name="reason" label={t('reason')} rules={required}>
            <Input.TextArea rows={3} maxLength={500} showCount />
          </Form.Item>
        )}
        {deed.isError && <Alert type="error" showIcon role="alert" title={problemText(deed.error)} />}
      </Form>
    </Modal>
  )
}
