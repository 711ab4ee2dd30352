import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, App, Button, DatePicker, Flex, Form, Input, InputNumber, Modal, Radio, Table } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts, Four, PageTitle, Panel, SubjectLink } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { PromiseStrip } from '@/shared/promises/PromiseStrip'
import { useSession } from '@/shared/session'
import { Time } from '@/shared/Time'
import { dayOf } from '@/shared/time'
import { TimelineList } from '@/shared/timeline/TimelineList'
import { StandingTag } from './RetentionListPage'
import { type Entry, type Retention, retentionQueries, useRetentionChange } from './retention'
import { money } from './words'

/** The retention money of one project: when it is due, what stands in the way, and every movement. */
export function RetentionPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const retention = useQuery(retentionQueries.one(id))
  return <Four query={retention}>{(data) => <Loaded retention={data} />}</Four>
}

function Loaded({ retention }: { retention: Retention }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message } = App.useApp()
  const [taking, setTaking] = useState(false)
  const change = useRetentionChange(retention.id)
  const me = useSession().user.id
  const held = retention.standing !== 'SETTLED'
  return (
    <>
      <PageTitle
        title={retention.projectName}
        tab={`${t('retention.title')} ${retention.projectName}`}
        hint={
          <span className="subtitle">
            <span className="tabular">{retention.projectNumber}</span>
            <StandingTag standing={retention.standing} />
            <span>{retention.branchName}</span>
          </span>
        }
        extra={
          retention.mayEdit && (
            <>
              {retention.ownerId !== me && (
                <Button
                  loading={change.isPending}
                  onClick={() =>
                    change.mutate(
                      { path: 'owner', method: 'PUT', json: { ownerId: me } },
                      { onError: (error) => void message.error(problemText(error)) },
                    )
                  }
                >
                  {t('retention.mine')}
                </Button>
              )}
              {held && (
                <Button type="primary" onClick={() => setTaking(true)}>
                  {t('retention.take')}
                </Button>
              )}
            </>
          )
        }
      />
      <div style={{ marginBlockEnd: 16 }}>
        <PromiseStrip subject={{ kind: 'retention', id: retention.id }} />
      </div>
      <div className="columns">
        <div>
          <Panel title={t('retention.title')}>
            <Facts
              facts={[
                { label: t('retention.balance'), value: <strong className="tabular">{money(retention.balance)}</strong> },
                {
                  label: t('retention.amount'),
                  value: `${money(retention.amount)}${retention.share ? ` (${retention.share} %)` : ''}`,
                },
                { label: t('retention.price'), value: money(retention.price) },
                { label: t('retention.releaseOn'), value: retention.releaseOn ?? t('retention.notAccepted') },
                {
                  label: t('retention.project'),
                  value: (
                    <SubjectLink kind="project" id={retention.projectId}>
                      {retention.projectName}
                    </SubjectLink>
                  ),
                },
                {
                  label: t('columns.customer'),
                  value: (
                    <SubjectLink kind="customer" id={retention.customerId}>
                      {retention.customerName}
                    </SubjectLink>
                  ),
                },
                { label: t('retention.owner'), value: retention.ownerName },
                retention.note !== '' && { label: t('retention.note'), value: retention.note },
              ]}
            />
          </Panel>
          {held && (
            <Panel title={t('retention.blocks')}>
              {retention.blocks.length === 0 ? (
                <span className="faint">{t('retention.noBlocks')}</span>
              ) : (
                <>
                  <Alert type="warning" showIcon title={t('retention.blocked', { count: retention.blocks.length })} />
                  <ul className="lines">
                    {retention.blocks.map((block) => (
                      <li key={block.id}>
                        <div>
                          <SubjectLink kind={block.kind} id={block.id}>
                            {block.title}
                          </SubjectLink>
                          <div>
                            <small className="tabular">{block.number}</small>
                          </div>
                        </div>
                        <small>
                          <Time at={block.since} style="date" />
                        </small>
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </Panel>
          )}
        </div>
        <div>
          <Panel title={t('retention.ledger')}>
            <Table
              size="small"
              rowKey="id"
              pagination={false}
              scroll={{ x: 520 }}
              dataSource={retention.entries}
              columns={[
                { title: t('retention.day'), dataIndex: 'onDay', className: 'tabular', width: 110 },
                {
                  title: t('retention.what'),
                  key: 'what',
                  render: (_, entry) => (
                    <div className="two-lines">
                      <span>{t(`retention.entries.${entry.kind}`)}</span>
                      <small>
                        {[
                          entry.letter && t('retention.letterUntil', { letter: entry.letter, until: entry.letterUntil }),
                          entry.reason,
                          entry.by,
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </small>
                    </div>
                  ),
                },
                {
                  title: t('retention.sumOf'),
                  key: 'amount',
                  align: 'end',
                  className: 'tabular',
                  render: (_, entry) => money(entry.amount),
                },
                {
                  title: t('retention.balance'),
                  key: 'balance',
                  align: 'end',
                  className: 'tabular',
                  render: (_, entry) => money(entry.balance),
                },
              ]}
            />
          </Panel>
          <Panel title={t('history')}>
            <TimelineList path={`/retention/${retention.id}/timeline`} topic="contracts" />
          </Panel>
        </div>
      </div>
      {taking && <TakeDialog retention={retention} onClose={() => setTaking(false)} />}
    </>
  )
}

type Values = { kind: Entry; amount: string; on: Dayjs; reason?: string; letter?: string; letterUntil?: Dayjs }

function TakeDialog({ retention, onClose }: { retention: Retention; onClose: () => void }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('kind', form)
  const take = useRetentionChange(retention.id)
  const required = [{ required: true, message: t('shared:fields.required') }]
  const submit = (values: Values) =>
    take.mutate(
      {
        path: 'entries',
        json: {
          kind: values.kind,
          amount: values.amount,
          on: values.on.format('YYYY-MM-DD'),
          reason: values.reason ?? '',
          letter: values.kind === 'LETTER' ? (values.letter ?? '') : '',
          letterUntil: values.kind === 'LETTER' ? values.letterUntil?.format('YYYY-MM-DD') : null,
        },
      },
      {
        onSuccess: () => {
          message.success(t('retention.done'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('retention.take')}
      okText={t('shared:act.save')}
      confirmLoading={take.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={{ kind: 'RELEASED', amount: retention.balance, on: dayjs(dayOf(Date.now())) }}
      >
        <Form.Item name="kind" label={t('retention.what')} extra={kind && t(`retention.entryHints.${kind}`)}>
          <Radio.Group
            options={(['RELEASED', 'DEDUCTED', 'LETTER'] as const).map((one) => ({
              value: one,
              label: t(`retention.entries.${one}`),
            }))}
          />
        </Form.Item>
        <Flex gap="0 16px" wrap>
          <Form.Item name="amount" label={t('retention.sumOf')} rules={required}>
            <InputNumber stringMode min="0.01" precision={2} style={{ width: 200 }} />
          </Form.Item>
          <Form.Item name="on" label={t('retention.day')} rules={required}>
            <DatePicker style={{ width: 180 }} disabledDate={(day) => day.format('YYYY-MM-DD') > dayOf(Date.now())} />
          </Form.Item>
        </Flex>
        {kind === 'LETTER' && (
          <Flex gap="0 16px" wrap>
            <Form.Item name="letter" label={t('retention.letter')} rules={required}>
              <Input maxLength={100} style={{ width: 200 }} />
            </Form.Item>
            <Form.Item name="letterUntil" label={t('retention.letterEnds')} rules={required}>
              <DatePicker style={{ width: 180 }} />
            </Form.Item>
          </Flex>
        )}
        <Form.Item name="reason" label={t('retention.reason')} rules={kind === 'DEDUCTED' ? required : []}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
        {take.isError && <Alert type="error" showIcon role="alert" title={problemText(take.error)} />}
      </Form>
    </Modal>
  )
}
