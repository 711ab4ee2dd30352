import { CheckOutlined, DeleteOutlined, FilePdfOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, App, Button, Checkbox, DatePicker, Flex, Form, Input, InputNumber, Select, Switch } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts, Four, PageTitle, Panel, StatusTag, SubjectLink } from '@/shared/desk'
import { linkOf } from '@/shared/documents/files'
import { http, type Schema } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { TimelineList } from '@/shared/timeline/TimelineList'
import { SignDialog, useHandoverChange } from './HandoverSigning'
import { money } from './words'
import './handover.css'
import { listed } from '@/shared/listed'

type Handover = Schema<'HandoverDesk.View'>
type Item = Handover['items'][number]
type Kind = Item['kind']
type Paper = Handover['papers'][number]

const PAPER_SET = {
  DRAWINGS: true,
  MANUALS: true,
  CERTIFICATES: true,
  CONFIG: true,
  PASSWORDS: true,
  WARRANTY: true,
} satisfies Record<Paper, true>
const PAPERS = Object.keys(PAPER_SET) as Paper[]
const KIND_SET = { WORK: true, PAPER: true, TRAINING: true, MONEY: true } satisfies Record<Kind, true>
const KINDS = Object.keys(KIND_SET) as Kind[]

/** A project on its way to after-sales: what is there, what is open and whose, and both signatures. */
export function HandoverPage() {
  const { id, item } = useParams({ strict: false }) as { id?: string; item?: string }
  const handover = useQuery({
    queryKey: ['contracts', 'handover', id ?? item],
    queryFn: ({ signal }) => http<Handover>(`/handovers/${id ?? `of-item/${item}`}`, { signal }),
  })
  return <Four query={handover}>{(data) => <Loaded key={`${data.id}${data.status}`} handover={data} />}</Four>
}

function Loaded({ handover }: { handover: Handover }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const draft = handover.status === 'DRAFT'
  const open = handover.items.filter((one) => one.doneAt === null).length
  return (
    <>
      <PageTitle
        title={t('handover.of', { name: handover.projectName })}
        tab={`${t('handover.title')} ${handover.projectName}`}
        hint={
          <span className="subtitle">
            <span className="tabular">{handover.projectNumber}</span>
            <StatusTag tone={draft ? 'warn' : 'good'}>{t(`handover.statuses.${handover.status}`)}</StatusTag>
            <SubjectLink kind="project" id={handover.projectId}>
              {t('handover.toProject')}
            </SubjectLink>
            <SubjectLink kind="archive" id={handover.projectId}>
              {t('handover.toArchive')}
            </SubjectLink>
          </span>
        }
        extra={
          <a href={`/api/handovers/${handover.id}/paper`} target="_blank" rel="noreferrer">
            <Button icon={<FilePdfOutlined />}>{t('handover.paper')}</Button>
          </a>
        }
      />
      <div className="columns">
        <div>{draft && handover.mayEdit ? <DraftForm handover={handover} /> : <Signed handover={handover} open={open} />}</div>
        <div>
          {!draft && <Items handover={handover} open={open} />}
          <Panel title={t('history')}>
            <TimelineList path={`/handovers/${handover.id}/timeline`} topic="contracts" />
          </Panel>
        </div>
      </div>
    </>
  )
}

function Signed({ handover, open }: { handover: Handover; open: number }) {
  const { t } = useTranslation('contracts')
  const missing = PAPERS.filter((paper) => !handover.papers.includes(paper))
  return (
    <>
      <Panel title={t('handover.title')}>
        <Facts
          facts={[
            { label: t('columns.customer'), value: handover.customerName },
            {
              label: t('handover.papers'),
              value: listed(handover.papers.map((paper) => t(`handover.paperNames.${paper}`))),
            },
            missing.length > 0 && {
              label: t('handover.missing'),
              value: listed(missing.map((paper) => t(`handover.paperNames.${paper}`))),
            },
            {
              label: t('handover.training'),
              value: handover.trained ? t('handover.trainedOf', { count: handover.trainees }) : t('handover.untrained'),
            },
            { label: t('handover.unpaid'), value: money(handover.unpaid) },
            { label: t('handover.openItems'), value: open },
            handover.note !== '' && { label: t('retention.note'), value: handover.note },
          ]}
        />
      </Panel>
      {handover.signedAt && (
        <Panel title={t('handover.signatures')}>
          <div className="handover-signatures">
            {(
              [
                ['ours', handover.ourName, handover.ourSignature],
                ['theirs', handover.theirName, handover.theirSignature],
              ] as const
            ).map(([side, name, picture]) => (
              <figure key={side}>
                {picture && <img src={linkOf(picture)} alt={t('handover.signatureOf', { name: name ?? '' })} />}
                <figcaption>
                  {t(`handover.${side}`)} {name}
                </figcaption>
              </figure>
            ))}
          </div>
          <p className="faint">
            <Time at={handover.signedAt} style="full" />
          </p>
        </Panel>
      )}
    </>
  )
}

function Items({ handover, open }: { handover: Handover; open: number }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { modal, message } = App.useApp()
  const done = useHandoverChange()
  const ask = (item: Item) => {
    let note = ''
    modal.confirm({
      title: t('handover.doneAsk', { what: item.what }),
      content: (
        <Input
          placeholder={t('handover.doneNote')}
          aria-label={t('handover.doneNote')}
          maxLength={1000}
          onChange={(event) => {
            note = event.target.value
          }}
        />
      ),
      okText: t('handover.done'),
      onOk: () =>
        done
          .mutateAsync({ path: `items/${item.id}/done`, json: { note } })
          .catch((error) => void message.error(problemText(error))),
    })
  }
  return (
    <Panel title={`${t('handover.items')}${open > 0 ? ` · ${t('handover.stillOpen', { count: open })}` : ''}`}>
      {handover.items.length === 0 ? (
        <span className="faint">{t('handover.noItems')}</span>
      ) : (
        <ul className="lines">
          {handover.items.map((item) => (
            <li key={item.id}>
              <div>
                <div style={item.doneAt ? { textDecoration: 'line-through' } : {}}>{item.what}</div>
                <small>
                  {[t(`handover.kinds.${item.kind}`), item.ownerName, item.dueOn, item.doneNote].filter(Boolean).join(' · ')}
                </small>
              </div>
              {item.doneAt ? (
                <StatusTag tone="good">{t('handover.finished')}</StatusTag>
              ) : (
                item.mayFinish && (
                  <Button size="small" icon={<CheckOutlined />} onClick={() => ask(item)}>
                    {t('handover.done')}
                  </Button>
                )
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

type ItemValues = { kind: Kind; what: string; ownerId?: string | null; dueOn?: Dayjs | null }
type Values = {
  papers: Paper[]
  trained: boolean
  trainees?: number | null
  unpaid: string
  note?: string
  items: ItemValues[]
}

function DraftForm({ handover }: { handover: Handover }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [signing, setSigning] = useState(false)
  const save = useHandoverChange()
  const ready = useMutation({ mutationFn: () => http(`/handovers/${handover.id}/ready`) })
  const trained = Form.useWatch('trained', form)
  const colleagues = useQuery({
    queryKey: ['contracts', 'handover', handover.id, 'colleagues'],
    queryFn: ({ signal }) => http<Schema<'HandoverDesk.Colleague'>[]>(`/handovers/${handover.id}/colleagues`, { signal }),
  })
  const send = (values: Values) =>
    save.mutateAsync({
      path: handover.id,
      method: 'PUT',
      json: {
        papers: values.papers,
        trained: values.trained,
        trainees: values.trained ? (values.trainees ?? 0) : 0,
        unpaid: values.unpaid || '0',
        note: values.note ?? '',
        items: values.items.map((item) => ({
          kind: item.kind,
          what: item.what,
          ownerId: item.ownerId ?? null,
          dueOn: item.dueOn?.format('YYYY-MM-DD') ?? null,
        })),
        version: handover.version,
      },
    })
  const keep = () =>
    form.validateFields().then((values) =>
      send(values).then(
        () => void message.success(t('handover.saved')),
        () => {},
      ),
    )
  const sign = () =>
    form.validateFields().then((values) =>
      send(values).then(
        () => ready.mutate(undefined, { onSuccess: () => setSigning(true) }),
        () => {},
      ),
    )
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={save.isPending}
      initialValues={{
        ...handover,
        items: handover.items.map((item) => ({ ...item, dueOn: item.dueOn ? dayjs(item.dueOn) : null })),
      }}
    >
      <Panel
        title={t('handover.papers')}
        extra={
          handover.filed.length > 0 && (
            <Button
              size="small"
              title={t('handover.filedHint', { count: handover.filed.length })}
              onClick={() =>
                form.setFieldValue('papers', [...new Set([...(form.getFieldValue('papers') as Paper[]), ...handover.filed])])
              }
            >
              {t('handover.takeFiled')}
            </Button>
          )
        }
      >
        <Form.Item name="papers" style={{ marginBlockEnd: 0 }}>
          <Checkbox.Group
            className="handover-papers"
            options={PAPERS.map((one) => ({
              value: one,
              label: (
                <>
                  {t(`handover.paperNames.${one}`)}
                  {handover.filed.includes(one) && <small className="faint"> {t('handover.filed')}</small>}
                </>
              ),
            }))}
          />
        </Form.Item>
      </Panel>
      <Panel title={t('handover.state')}>
        <Flex gap="0 24px" wrap>
          <Form.Item name="trained" label={t('handover.training')} valuePropName="checked">
            <Switch checkedChildren={t('handover.yes')} unCheckedChildren={t('handover.no')} />
          </Form.Item>
          {trained && (
            <Form.Item name="trainees" label={t('handover.trainees')}>
              <InputNumber min={0} max={10000} precision={0} style={{ width: 120 }} />
            </Form.Item>
          )}
          <Form.Item name="unpaid" label={t('handover.unpaid')}>
            <InputNumber stringMode min="0" precision={2} style={{ width: 180 }} prefix="¥" />
          </Form.Item>
        </Flex>
        <Form.Item name="note" label={t('retention.note')} style={{ marginBlockEnd: 0 }}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
        </Form.Item>
      </Panel>
      <Panel title={t('handover.items')}>
        <p className="faint" style={{ marginBlockStart: 0 }}>
          {t('handover.itemsHint')}
        </p>
        <Form.List name="items">
          {(fields, { add, remove }) => (
            <>
              {fields.map((field) => (
                <Flex key={field.key} gap="small" wrap align="start" className="handover-item">
                  <Form.Item name={[field.name, 'kind']} style={{ flex: '0 1 110px', margin: 0 }}>
                    <Select
                      aria-label={t('handover.kind')}
                      options={KINDS.map((one) => ({ value: one, label: t(`handover.kinds.${one}`) }))}
                    />
                  </Form.Item>
                  <Form.Item
                    name={[field.name, 'what']}
                    style={{ flex: '3 1 200px', margin: 0 }}
                    rules={[{ required: true, whitespace: true, message: t('shared:fields.required') }]}
                  >
                    <Input maxLength={500} placeholder={t('handover.what')} aria-label={t('handover.what')} />
                  </Form.Item>
                  <Form.Item name={[field.name, 'ownerId']} style={{ flex: '1 1 130px', margin: 0 }}>
                    <Select
                      showSearch={{ optionFilterProp: 'label' }}
                      allowClear
                      placeholder={t('retention.owner')}
                      aria-label={t('retention.owner')}
                      loading={colleagues.isPending}
                      options={(colleagues.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
                    />
                  </Form.Item>
                  <Form.Item name={[field.name, 'dueOn']} style={{ flex: '1 1 130px', margin: 0 }}>
                    <DatePicker style={{ width: '100%' }} placeholder={t('handover.dueOn')} aria-label={t('handover.dueOn')} />
                  </Form.Item>
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('handover.removeItem')}
                    onClick={() => remove(field.name)}
                  />
                </Flex>
              ))}
              <Button
                icon={<PlusOutlined />}
                disabled={fields.length >= 200}
                onClick={() => add({ kind: 'WORK', what: '', ownerId: null, dueOn: null })}
              >
                {t('handover.addItem')}
              </Button>
            </>
          )}
        </Form.List>
      </Panel>
      {(save.isError || ready.isError) && (
        <Alert type="error" showIcon role="alert" style={{ marginBlockEnd: 16 }} title={problemText(save.error ?? ready.error)} />
      )}
      <Flex gap="small">
        <Button onClick={keep} loading={save.isPending}>
          {t('shared:act.save')}
        </Button>
        <Button type="primary" onClick={sign} loading={save.isPending || ready.isPending}>
          {t('handover.sign')}
        </Button>
      </Flex>
      {signing && <SignDialog handover={handover} onClose={() => setSigning(false)} />}
    </Form>
  )
}
