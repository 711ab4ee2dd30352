import { Alert, App, Button, DatePicker, Form, InputNumber, Modal } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Nothing, StatusTag } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { dayOf } from '@/shared/time'
import { type Batch, type Campaign, useCampaignDeed } from './api'
import { ProgressBar } from './Progress'

/** Batch after batch, each with its own bar. */
export function Batches({ campaign, onShow }: { campaign: Campaign; onShow: (batch: string) => void }) {
  const { t } = useTranslation('campaigns')
  const [planning, plan] = useState(false)
  const running = campaign.status === 'RUNNING' && campaign.mayManage
  return (
    <>
      {running && campaign.unbatched > 0 && (
        <Alert
          type="info"
          showIcon
          title={t('batches.free', { count: campaign.unbatched })}
          action={<Button onClick={() => plan(true)}>{t('batches.plan')}</Button>}
          style={{ marginBottom: 12 }}
        />
      )}
      {campaign.batches.length === 0 ? (
        <Nothing first={t(campaign.needsConsent && campaign.unbatched === 0 ? 'batches.firstConsent' : 'batches.first')} />
      ) : (
        <div className="campaign-batches">
          {campaign.batches.map((batch) => (
            <One key={batch.id} campaign={campaign} batch={batch} running={running} onShow={() => onShow(batch.id)} />
          ))}
        </div>
      )}
      {planning && <Plan campaign={campaign} onClose={() => plan(false)} />}
    </>
  )
}

type OneProps = { campaign: Campaign; batch: Batch; running: boolean; onShow: () => void }

function One({ campaign, batch, running, onShow }: OneProps) {
  const { t } = useTranslation('campaigns')
  const { message } = App.useApp()
  const deed = useCampaignDeed(campaign.id)
  return (
    <section className="campaign-batch">
      <header>
        <b>{t('batches.nth', { n: batch.position })}</b>
        <StatusTag tone={batch.made ? 'info' : 'neutral'}>{t(batch.made ? 'batches.made' : 'batches.waiting')}</StatusTag>
      </header>
      <ProgressBar {...batch} />
      <small className="tabular">
        {t('batches.on', { on: batch.startsOn })} · {t('ofAll', { done: batch.done, all: batch.devices })}
      </small>
      <footer>
        <Button size="small" type="link" style={{ paddingInline: 0 }} onClick={onShow}>
          {t('batches.show')}
        </Button>
        {running && !batch.made && (
          <Button
            size="small"
            loading={deed.isPending}
            onClick={() =>
              deed.mutate({ path: `batches/${batch.id}/make` }, { onError: (error) => void message.error(problemText(error)) })
            }
          >
            {t('batches.make')}
          </Button>
        )}
      </footer>
    </section>
  )
}

function Plan({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const { t } = useTranslation(['campaigns', 'shared'])
  const [form] = Form.useForm<{ size: number; startsOn: Dayjs; everyDays: number }>()
  const deed = useCampaignDeed(campaign.id)
  const size = Form.useWatch('size', form) ?? 20
  const required = [{ required: true, message: t('shared:fields.required') }]
  return (
    <Modal
      open
      title={t('batches.plan')}
      okText={t('batches.plan')}
      confirmLoading={deed.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ size: 20, startsOn: dayjs(dayOf(Date.now())).add(1, 'day'), everyDays: 7 }}
        onFinish={({ startsOn, ...rest }) =>
          deed.mutate({ path: 'batches', json: { ...rest, startsOn: startsOn.format('YYYY-MM-DD') } }, { onSuccess: onClose })
        }
      >
        <Form.Item
          name="size"
          label={t('batches.size')}
          rules={required}
          extra={t('batches.sum', { count: Math.ceil(campaign.unbatched / Math.max(1, size)) })}
        >
          <InputNumber min={1} max={5000} precision={0} style={{ width: 140 }} />
        </Form.Item>
        <Form.Item name="startsOn" label={t('batches.startsOn')} rules={required}>
          <DatePicker />
        </Form.Item>
        <Form.Item name="everyDays" label={t('batches.everyDays')} rules={required}>
          <InputNumber min={0} max={365} precision={0} style={{ width: 140 }} />
        </Form.Item>
        {deed.isError && <Alert type="error" showIcon role="alert" title={problemText(deed.error)} />}
      </Form>
    </Modal>
  )
}
