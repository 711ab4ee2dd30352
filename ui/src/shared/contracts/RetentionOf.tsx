import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Flex, Form, Input, InputNumber, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts, Four, Panel, SubjectLink } from '../desk'
import { http, type Schema } from '../http'
import { problemText } from '../problem'
import { useMay, useSession } from '../session'

type OfProject = Schema<'RetentionController.OfProject'>
const yuan = new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'CNY' })

/** The retention money of a project, for whoever may see it; where none is recorded it can be. */
export function RetentionOf({ project }: { project: string }) {
  const { t } = useTranslation('contracts')
  const may = useMay('contracts.read-retention')
  const [open, setOpen] = useState(false)
  const retention = useQuery({
    queryKey: ['contracts', 'retention', 'of', project],
    queryFn: ({ signal }) => http<OfProject>(`/retention/of-project/${project}`, { signal }),
    enabled: may,
  })
  if (!may) return null
  return (
    <Panel title={t('retention.title')}>
      <Four query={retention}>
        {({ retention: found, mayHold }) =>
          found ? (
            <Facts
              facts={[
                {
                  label: t('retention.balance'),
                  value: (
                    <SubjectLink kind="retention" id={found.id}>
                      {yuan.format(Number(found.balance))}
                    </SubjectLink>
                  ),
                },
                { label: t('retention.releaseOn'), value: found.releaseOn ?? t('retention.notAccepted') },
                found.blocks.length > 0 && {
                  label: t('retention.blocks'),
                  value: t('retention.blocked', { count: found.blocks.length }),
                },
              ]}
            />
          ) : (
            <Flex gap="small" align="center" justify="space-between">
              <span className="faint">{t('retention.none')}</span>
              {mayHold && (
                <Button size="small" onClick={() => setOpen(true)}>
                  {t('retention.hold')}
                </Button>
              )}
            </Flex>
          )
        }
      </Four>
      {open && <HoldDialog project={project} onClose={() => setOpen(false)} />}
    </Panel>
  )
}

type Values = { price: string; by: 'share' | 'amount'; share?: string; amount?: string; note?: string }

function HoldDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const by = Form.useWatch('by', form)
  const me = useSession().user.id
  const queries = useQueryClient()
  const hold = useMutation({
    mutationFn: (values: Values) =>
      http('/retention', {
        method: 'POST',
        json: {
          projectId: project,
          price: values.price,
          share: values.by === 'share' ? values.share : null,
          amount: values.by === 'amount' ? values.amount : null,
          ownerId: me,
          note: values.note ?? '',
        },
      }),
    onSuccess: () => {
      message.success(t('retention.done'))
      queries.invalidateQueries({ queryKey: ['contracts'] })
      onClose()
    },
  })
  const required = [{ required: true, message: t('shared:fields.required') }]
  return (
    <Modal
      open
      title={t('retention.hold')}
      okText={t('shared:act.save')}
      confirmLoading={hold.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={{ by: 'share', share: '5' }} onFinish={(values) => hold.mutate(values)}>
        <Form.Item name="price" label={t('retention.price')} rules={required}>
          <InputNumber stringMode min="0.01" precision={2} style={{ width: 220 }} autoFocus />
        </Form.Item>
        <Form.Item name="by" label={t('retention.by')}>
          <Radio.Group
            options={(['share', 'amount'] as const).map((one) => ({ value: one, label: t(`retention.bys.${one}`) }))}
          />
        </Form.Item>
        {by === 'amount' ? (
          <Form.Item name="amount" label={t('retention.amount')} rules={required}>
            <InputNumber stringMode min="0.01" precision={2} style={{ width: 220 }} />
          </Form.Item>
        ) : (
          <Form.Item name="share" label={t('retention.share')} rules={required}>
            <InputNumber stringMode min="0.01" max="100" precision={2} style={{ width: 220 }} suffix="%" />
          </Form.Item>
        )}
        <Form.Item name="note" label={t('retention.note')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
        {hold.isError && <Alert type="error" showIcon role="alert" title={problemText(hold.error)} />}
      </Form>
    </Modal>
  )
}
