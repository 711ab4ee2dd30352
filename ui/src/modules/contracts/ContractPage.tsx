import { EditOutlined, MoreOutlined, PlusOutlined, ReloadOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Alert, App, Button, DatePicker, Dropdown, Form, Input, InputNumber, Modal, Upload } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CasesOf } from '@/shared/cases/CasesOf'
import { Facts, Four, PageTitle, Panel, SubjectLink, useKeys } from '@/shared/desk'
import { http } from '@/shared/http'
import { LettersOf } from '@/shared/letters/LettersOf'
import { problemText } from '@/shared/problem'
import { PromiseStrip } from '@/shared/promises/PromiseStrip'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { TimelineList } from '@/shared/timeline/TimelineList'
import { PlansOf } from '@/shared/upkeep/PlansOf'
import { type Contract, type ContractAct, contractQueries, useContractAct } from './api'
import { ContractDrawer } from './ContractDrawer'
import { LevelPromises } from './LevelPromises'
import { TermBar } from './TermBar'
import { ContractTag, money, useLevelWords } from './words'
import './contracts.css'
import { listed } from '@/shared/listed'

/** One contract: its term, what it covers, its visits, its promises and all that happened. */
export function ContractPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const contract = useQuery(contractQueries.one(id))
  return <Four query={contract}>{(data) => <Loaded contract={data} />}</Four>
}

type Asking = 'renew' | 'use' | 'give-back' | 'let-go' | 'terminate' | 'cancel'
const ASKED: Partial<Record<ContractAct, Asking>> = { LET_GO: 'let-go', TERMINATE: 'terminate', CANCEL: 'cancel' }

function Loaded({ contract }: { contract: Contract }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message, modal } = App.useApp()
  const [editing, setEditing] = useState(false)
  const [asking, setAsking] = useState<Asking>()
  const act = useContractAct(contract.id)
  const level = useLevelWords()
  const mayPromises = useMay('promises.read')
  const { terms } = contract
  const changeable = contract.acts.includes('CHANGE') || contract.acts.includes('AMEND')
  useKeys({ e: () => changeable && setEditing(true) })

  const activate = () =>
    modal.confirm({
      title: t('activate.title'),
      content: t('activate.hint'),
      okText: t('acts.ACTIVATE'),
      onOk: () =>
        act.mutateAsync({ path: 'activate', body: { version: contract.version } }).then(
          () => void message.success(t('activate.done')),
          (error) => void message.error(problemText(error)),
        ),
    })
  const more = contract.acts.flatMap((one) => {
    const path = ASKED[one]
    return path && !(one === 'LET_GO' && (contract.letGo || contract.renewedBy)) ? [{ one, path }] : []
  })
  const running = contract.status === 'ACTIVE' && contract.startsOn <= contract.today

  return (
    <>
      <PageTitle
        title={contract.title}
        tab={`${contract.number} ${contract.title}`}
        hint={
          <span className="subtitle">
            <span className="tabular">{contract.number}</span>
            <ContractTag status={contract.status} begun={contract.startsOn <= contract.today} />
            <span>{level(terms.level)}</span>
            <span>{contract.branchName}</span>
          </span>
        }
        extra={
          contract.mayEdit && (
            <>
              {contract.acts.includes('ACTIVATE') && (
                <Button type="primary" onClick={activate} loading={act.isPending}>
                  {t('acts.ACTIVATE')}
                </Button>
              )}
              {contract.mayRenew && (
                <Button type="primary" icon={<ReloadOutlined />} onClick={() => setAsking('renew')}>
                  {t('renew.act')}
                </Button>
              )}
              {changeable && (
                <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
                  {t(contract.status === 'DRAFT' ? 'shared:act.edit' : 'acts.AMEND')}
                </Button>
              )}
              {more.length > 0 && (
                <Dropdown
                  trigger={['click']}
                  menu={{
                    items: more.map(({ one, path }) => ({
                      key: one,
                      label: t(`acts.${one}`),
                      danger: one !== 'LET_GO',
                      onClick: () => setAsking(path),
                    })),
                  }}
                >
                  <Button icon={<MoreOutlined />} aria-label={t('shared:act.more')} />
                </Dropdown>
              )}
            </>
          )
        }
      />
      {mayPromises && (
        <div className="contract-promises">
          <PromiseStrip subject={{ kind: 'contract', id: contract.id }} />
        </div>
      )}
      <div className="columns">
        <div>
          <Panel title={t('form.term')}>
            <TermBar contract={contract} />
          </Panel>
          <Panel title={t('coverage.title')}>
            <ul className="lines">
              {terms.coverage.map((line) => (
                <li key={line.id}>
                  <div>
                    {line.kind === 'site' ? (
                      line.name
                    ) : (
                      <SubjectLink kind={line.kind} id={line.id}>
                        {line.name}
                      </SubjectLink>
                    )}
                    <div>
                      <small>{line.hint}</small>
                    </div>
                  </div>
                  <small>{t(`coverage.${line.kind.toUpperCase()}`)}</small>
                </li>
              ))}
            </ul>
          </Panel>
          <Panel title={t('agreed')}>
            <Facts
              facts={[
                {
                  label: t('columns.customer'),
                  value: (
                    <SubjectLink kind="customer" id={contract.customerId}>
                      {contract.customerName}
                    </SubjectLink>
                  ),
                },
                { label: t('form.ourParty'), value: contract.ourParty },
                { label: t('form.theirParty'), value: contract.theirParty },
                { label: t('columns.price'), value: <span className="tabular">{money(terms.price)}</span> },
                { label: t('partsTitle'), value: t(terms.partsIncluded ? 'parts.yes' : 'parts.no') },
                {
                  label: t('form.alsoCovers'),
                  value:
                    terms.alsoCovers.length > 0
                      ? listed(terms.alsoCovers.map((cause) => t(`causes.${cause}`)))
                      : t('alsoNothing'),
                },
                { label: t('columns.owner'), value: contract.ownerName },
              ]}
            />
          </Panel>
          {mayPromises && (
            <Panel title={t('level.promises', { level: level(terms.level) })}>
              <LevelPromises level={terms.level} />
            </Panel>
          )}
          <LettersOf contract={contract.id} />
          {terms.billing.length > 0 && (
            <Panel title={t('billing.title')}>
              <ul className="lines">
                {terms.billing.map((line) => (
                  <li key={`${line.dueOn} ${line.amount} ${line.note}`}>
                    <span>
                      <span className="tabular">{line.dueOn}</span> <small>{line.note}</small>
                    </span>
                    <span className="tabular">{money(line.amount)}</span>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </div>
        <div>
          <Panel
            title={t('visits.title')}
            extra={
              contract.mayEdit &&
              running && (
                <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => setAsking('use')}>
                  {t('visits.use')}
                </Button>
              )
            }
          >
            <Visits contract={contract} {...(contract.mayEdit && running && { onGiveBack: () => setAsking('give-back') })} />
          </Panel>
          <PlansOf kind="contract" id={contract.id} />
          <Papers contract={contract} />
          <Panel title={t('revisions.title')}>
            <ul className="lines">
              {contract.revisions.map((one) => (
                <li key={one.revision}>
                  <div>
                    {t('revisions.one', { revision: one.revision, from: one.fromDay })}
                    <div>
                      <small>
                        {[level(one.level), money(one.price), t('revisions.visits', { count: one.visits }), one.reason]
                          .filter(Boolean)
                          .join(' · ')}
                      </small>
                    </div>
                  </div>
                  <small style={{ textAlign: 'end' }}>
                    {one.by}
                    <div>
                      <Time at={one.at} style="date" />
                    </div>
                  </small>
                </li>
              ))}
            </ul>
          </Panel>
          <CasesOf kind="contract" id={contract.id} customer={contract.customerId} most={5} />
          <Panel title={t('history')}>
            <TimelineList path={`/contracts/${contract.id}/timeline`} topic="contracts" />
          </Panel>
        </div>
      </div>
      <ContractDrawer open={editing} contract={contract} onClose={() => setEditing(false)} />
      {asking === 'renew' && <Renewal contract={contract} onClose={() => setAsking(undefined)} />}
      {asking && asking !== 'renew' && <Ask contract={contract} path={asking} onClose={() => setAsking(undefined)} />}
    </>
  )
}

/** Agreed, used and left as boxes to count at a glance, and the ledger below. */
function Visits({ contract, onGiveBack }: { contract: Contract; onGiveBack?: () => void }) {
  const { t } = useTranslation('contracts')
  if (contract.visitsAgreed === 0 && contract.visits.length === 0) {
    return (
      <span className="faint">
        {contract.terms.visits === 0 ? t('visits.none') : t('visits.planned', { count: contract.terms.visits })}
      </span>
    )
  }
  const left = contract.visitsAgreed - contract.visitsUsed
  return (
    <>
      <p className="contract-left" data-empty={left <= 0}>
        {t('visits.left', { left, agreed: contract.visitsAgreed, used: contract.visitsUsed })}
      </p>
      {contract.visitsAgreed <= 60 && (
        <div className="contract-boxes" aria-hidden>
          {Array.from({ length: contract.visitsAgreed }, (_, at) => at + 1).map((box) => (
            <i key={box} data-used={box <= contract.visitsUsed} />
          ))}
        </div>
      )}
      <ul className="lines">
        {contract.visits.map((entry) => (
          <li key={entry.id}>
            <div>
              <span className="tabular">{entry.onDay}</span> {t(`visits.kinds.${entry.kind}`)}
              <div>
                <small>{[entry.note, entry.by].filter(Boolean).join(' · ')}</small>
              </div>
            </div>
            <div style={{ textAlign: 'end' }} className="tabular">
              {entry.visits > 0 ? `+${entry.visits}` : entry.visits}
              <div>
                <small>{t('visits.after', { left: entry.left })}</small>
              </div>
            </div>
          </li>
        ))}
      </ul>
      {onGiveBack && contract.visitsUsed > 0 && (
        <Button size="small" type="link" style={{ paddingInline: 0 }} onClick={onGiveBack}>
          {t('visits.giveBack')}
        </Button>
      )}
    </>
  )
}

type Paper = { id: string; fileName: string; uploadedBy?: string; at: string }

/** The signed paper and whatever else belongs to it. */
function Papers({ contract }: { contract: Contract }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const key = ['documents', 'of', 'contract', contract.id]
  const papers = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => http<{ rows: Paper[] }>(`/documents?ownerKind=contract&ownerId=${contract.id}`, { signal }),
  })
  const send = (file: File) => {
    const form = new FormData()
    form.append('file', file)
    return http(`/documents?ownerKind=contract&ownerId=${contract.id}&section=contract`, { method: 'POST', form }).then(
      () => queries.invalidateQueries({ queryKey: key }),
      (error) => void message.error(problemText(error)),
    )
  }
  return (
    <Panel
      title={t('papers.title')}
      extra={
        contract.mayEdit && (
          <Upload showUploadList={false} customRequest={({ file }) => void send(file as File)}>
            <Button size="small" type="text" icon={<UploadOutlined />}>
              {t('papers.add')}
            </Button>
          </Upload>
        )
      }
    >
      <Four query={papers}>
        {({ rows }) =>
          rows.length === 0 ? (
            <span className="faint">{t('papers.none')}</span>
          ) : (
            <ul className="lines">
              {rows.map((paper) => (
                <li key={paper.id}>
                  <a href={`/api/documents/${paper.id}`} target="_blank" rel="noreferrer">
                    {paper.fileName}
                  </a>
                  <small>
                    <Time at={paper.at} style="date" />
                  </small>
                </li>
              ))}
            </ul>
          )
        }
      </Four>
    </Panel>
  )
}

/** The same again for the time after, in one step. */
function Renewal({ contract, onClose }: { contract: Contract; onClose: () => void }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [form] = Form.useForm<{ term: [Dayjs, Dayjs]; price: number; visits: number }>()
  const act = useContractAct(contract.id)
  const required = { required: true, message: t('shared:fields.required') }
  const start = dayjs(contract.endsOn).add(1, 'day')
  const days = dayjs(contract.endsOn).diff(contract.startsOn, 'day') + 1
  const end = days >= 364 ? start.add(Math.round(days / 365), 'year').subtract(1, 'day') : start.add(days - 1, 'day')
  return (
    <Modal
      open
      title={t('renew.title')}
      okText={t('renew.act')}
      onCancel={onClose}
      confirmLoading={act.isPending}
      onOk={form.submit}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ term: [start, end], price: Number(contract.terms.price), visits: contract.terms.visits }}
        onFinish={({ term, price, visits }) =>
          act.mutate(
            {
              path: 'renew',
              body: {
                startsOn: term[0].format('YYYY-MM-DD'),
                endsOn: term[1].format('YYYY-MM-DD'),
                price,
                visits,
                version: contract.version,
              },
            },
            {
              onSuccess: (next) => {
                message.success(t('renew.done', { number: next.number }))
                onClose()
                navigate({ to: '/contracts/$id', params: { id: next.id } })
              },
            },
          )
        }
      >
        <p style={{ marginBlockStart: 0 }}>{t('renew.hint')}</p>
        <Form.Item name="term" label={t('form.term')} rules={[required]}>
          <DatePicker.RangePicker style={{ width: '100%' }} allowClear={false} />
        </Form.Item>
        <Form.Item name="price" label={t('columns.price')} rules={[required]}>
          <InputNumber min={0} max={999_999_999} precision={2} suffix={t('form.yuan')} style={{ width: 200 }} />
        </Form.Item>
        <Form.Item name="visits" label={t('form.visits')} rules={[required]}>
          <InputNumber min={0} max={1000} precision={0} suffix={t('form.times')} style={{ width: 200 }} />
        </Form.Item>
        {act.isError && <Alert type="error" showIcon role="alert" title={problemText(act.error)} />}
      </Form>
    </Modal>
  )
}

/** An act that needs a reason, and some a day. */
function Ask({ contract, path, onClose }: { contract: Contract; path: Exclude<Asking, 'renew'>; onClose: () => void }) {
  const { t } = useTranslation(['contracts', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<{ day?: Dayjs; text: string }>()
  const act = useContractAct(contract.id)
  const visit = path === 'use' || path === 'give-back'
  const required = { required: true, message: t('shared:fields.required') }
  const submit = ({ day, text = '' }: { day?: Dayjs; text?: string }) => {
    const on = day?.format('YYYY-MM-DD')
    const words = text.trim()
    const body = visit
      ? { on, note: words }
      : { reason: words, version: contract.version, ...(path === 'terminate' && { lastDay: on }) }
    act.mutate(
      { path: visit ? `visits/${path}` : path, body },
      {
        onSuccess: () => {
          message.success(t('saved'))
          onClose()
        },
      },
    )
  }
  return (
    <Modal
      open
      title={t(`ask.${path}.title`)}
      okText={t(`ask.${path}.ok`)}
      okButtonProps={{ danger: path === 'terminate' || path === 'cancel' }}
      onCancel={onClose}
      confirmLoading={act.isPending}
      onOk={form.submit}
    >
      <Form form={form} layout="vertical" initialValues={{ day: dayjs(contract.today) }} onFinish={submit}>
        <p style={{ marginBlockStart: 0 }}>{t(`ask.${path}.hint`)}</p>
        {(visit || path === 'terminate') && (
          <Form.Item name="day" label={t(path === 'terminate' ? 'lastDay' : 'visits.day')} rules={[required]}>
            <DatePicker style={{ width: 200 }} allowClear={false} />
          </Form.Item>
        )}
        <Form.Item
          name="text"
          label={t(path === 'use' ? 'visits.note' : 'reason')}
          rules={path === 'use' ? [] : [{ ...required, whitespace: true }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        {act.isError && <Alert type="error" showIcon role="alert" title={problemText(act.error)} />}
      </Form>
    </Modal>
  )
}
