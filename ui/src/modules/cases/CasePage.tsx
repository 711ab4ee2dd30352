import { CopyOutlined, EnvironmentOutlined, FilePdfOutlined, PhoneOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, App, Button, Flex, Input, Segmented } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle, StatusTag, SubjectLink, type Tone } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { PromiseStrip } from '@/shared/promises/PromiseStrip'
import { Time } from '@/shared/Time'
import { formatTime } from '@/shared/time'
import { TimelineList } from '@/shared/timeline/TimelineList'
import { type CasePageData, type CaseVisit, caseQueries, type OtherCase, useCaseAct } from './api'
import { CaseActs } from './CaseActs'
import { EntitlementPanel } from './EntitlementPanel'
import { TriagePanel } from './TriagePanel'
import { CaseStatusTag, named, SeverityMark, WarrantyTag } from './words'
import './cases.css'

/** One page where everything about a case is: what is owed, who it concerns, what can be done now, what happened. */
export function CasePage() {
  const { t } = useTranslation('cases')
  const { id } = useParams({ strict: false }) as { id: string }
  const page = useQuery(caseQueries.one(id))
  return (
    <Four query={page}>
      {(data) => (
        <>
          <PageTitle
            title={data.about.number}
            tab={`${data.about.number} ${data.about.subject}`}
            extra={<CaseActs page={data} />}
          />
          <Head page={data} />
          {data.about.status === 'WAITING' && (
            <Alert
              className="case-banner"
              type="warning"
              showIcon
              title={t('waitingFor', { reason: data.about.waitingReason })}
            />
          )}
          {data.about.cancelReason && (
            <Alert className="case-banner" type="info" showIcon title={t('cancelledFor', { reason: data.about.cancelReason })} />
          )}
          <div className="case-columns">
            <div>
              <Reported page={data} />
              <TriagePanel page={data} />
              <EntitlementPanel page={data} />
              <Who page={data} />
              <Visits id={id} />
              <Others others={data.others} />
            </div>
            <div>
              {data.about.resolution && (
                <Panel title={t('resolution')}>
                  <p className="case-words">{data.about.resolution}</p>
                </Panel>
              )}
              {data.may.note && <Composer id={id} />}
              <Panel title={t('timeline.title')}>
                <TimelineList path={`/cases/${id}/timeline`} topic="cases" />
              </Panel>
            </div>
          </div>
        </>
      )}
    </Four>
  )
}

export function Panel({ title, extra, children }: { title: ReactNode; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="case-panel">
      <h2>
        <span>{title}</span>
        {extra}
      </h2>
      {children}
    </section>
  )
}

function Head({ page: { about, promises } }: { page: CasePageData }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const link = `${window.location.origin}/portal/t/${about.trackingToken}`
  return (
    <header className="case-head">
      <h1>{about.subject}</h1>
      <div className="case-meta">
        <CaseStatusTag status={about.status} />
        <SeverityMark severity={about.severity} long />
        <span>{named(about.kind.name)}</span>
        <span>{named(about.kind.stages.find((stage) => stage.code === about.stage)?.name)}</span>
        <span>{t('openedBy', { channel: t(`channels.${about.channel}`), at: formatTime(about.openedAt) })}</span>
        <span>{about.branch.name}</span>
        {about.partner && <span>{about.partner.name}</span>}
        <Button
          size="small"
          type="text"
          icon={<CopyOutlined />}
          onClick={() => navigator.clipboard?.writeText(link).then(() => message.success(t('linkCopied')))}
        >
          {t('copyLink')}
        </Button>
      </div>
      <PromiseStrip subject={{ kind: 'case', id: about.id }} promises={promises} />
    </header>
  )
}

function Reported({ page: { about } }: { page: CasePageData }) {
  const { t } = useTranslation('cases')
  return (
    <Panel title={t('reported')}>
      <p className="case-words">{about.description || about.subject}</p>
    </Panel>
  )
}

function Who({ page: { about } }: { page: CasePageData }) {
  const { t } = useTranslation('cases')
  const { customer, device, site, project } = about
  return (
    <Panel title={t('who')}>
      <dl className="case-facts">
        <dt>{t('columns.customer')}</dt>
        <dd>
          {customer ? (
            <SubjectLink kind="customer" id={customer.id}>
              {customer.name}
            </SubjectLink>
          ) : (
            <span className="faint">{t('unknownCustomer')}</span>
          )}
        </dd>
        {about.company && (
          <>
            <dt>{t('company')}</dt>
            <dd>{about.company}</dd>
          </>
        )}
        {about.place && (
          <>
            <dt>{t('place')}</dt>
            <dd>{about.place}</dd>
          </>
        )}
        <dt>{t('contact')}</dt>
        <dd>
          {about.contactName || <span className="faint">—</span>}{' '}
          {about.contactPhone && (
            <a href={`tel:${about.contactPhone}`}>
              <PhoneOutlined /> {about.contactPhone}
            </a>
          )}
          {about.contactEmail && (
            <div>
              <a href={`mailto:${about.contactEmail}`}>{about.contactEmail}</a>
            </div>
          )}
        </dd>
        {site && (
          <>
            <dt>{t('site')}</dt>
            <dd>
              {site.name}
              <div className="case-small">
                <EnvironmentOutlined /> {site.region} {site.address}
              </div>
            </dd>
          </>
        )}
        {project && (
          <>
            <dt>{t('project')}</dt>
            <dd>
              <SubjectLink kind="project" id={project.id}>
                {project.name}
              </SubjectLink>
            </dd>
          </>
        )}
        {device && (
          <>
            <dt>{t('device')}</dt>
            <dd>
              <SubjectLink kind="device" id={device.id}>
                {device.name || device.product}
              </SubjectLink>{' '}
              <WarrantyTag {...device} />
              <div className="case-small">
                {device.maker} {device.model} · {device.serial}
              </div>
              {device.location && (
                <div className="case-small">
                  <EnvironmentOutlined /> {device.location}
                </div>
              )}
            </dd>
          </>
        )}
      </dl>
    </Panel>
  )
}

const VISIT_TONES = {
  PLANNED: 'info',
  ACCEPTED: 'info',
  ON_THE_WAY: 'primary',
  ARRIVED: 'primary',
  WORKING: 'primary',
  FINISHED: 'good',
  SIGNED: 'good',
  REFUSED: 'warn',
  CANCELLED: 'neutral',
} satisfies Record<CaseVisit['status'], Tone>

function Visits({ id }: { id: string }) {
  const { t } = useTranslation('cases')
  const visits = useQuery(caseQueries.visits(id))
  if (!visits.data?.length) return null
  return (
    <Panel title={t('visits')}>
      <ul className="case-visits">
        {visits.data.map((visit) => (
          <li key={visit.id}>
            <span>
              <strong>{visit.engineer}</strong> <Time at={visit.plannedStart} />
              {visit.refusal && <div className="case-small">{visit.refusal}</div>}
              {(visit.lateMinutes ?? 0) > 0 && <div className="case-small">{t('late', { minutes: visit.lateMinutes })}</div>}
            </span>
            <Flex gap="small" align="center">
              <StatusTag tone={VISIT_TONES[visit.status]}>{t(`visitStatuses.${visit.status}`)}</StatusTag>
              {visit.reportId && (
                <Button size="small" icon={<FilePdfOutlined />} href={`/api/reports/${visit.reportId}/pdf`} target="_blank">
                  {visit.reportNumber}
                </Button>
              )}
            </Flex>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Others({ others }: { others: OtherCase[] }) {
  const { t } = useTranslation('cases')
  if (others.length === 0) return null
  return (
    <Panel title={t('others')}>
      <ul className="case-others">
        {others.map((other) => (
          <li key={`${other.relation}${other.id}`}>
            <span>
              <SubjectLink kind="case" id={other.id}>
                {other.subject}
              </SubjectLink>
            </span>
            <span className="case-small">
              {t(`relations.${other.relation}`, { defaultValue: other.relation })} · {other.number} ·{' '}
              <CaseStatusTag status={other.status} /> <Time at={other.openedAt} />
            </span>
            {other.resolution && <span className="case-small">{other.resolution}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** A note for us, or an answer the customer reads. The draft stays until it is sent. */
function Composer({ id }: { id: string }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const act = useCaseAct(id)
  const key = `aftercare.note.${id}`
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '')
  const [to, setTo] = useState<'internal' | 'customer'>('internal')
  const write = (next: string) => {
    setText(next)
    if (next) sessionStorage.setItem(key, next)
    else sessionStorage.removeItem(key)
  }
  const send = () =>
    text.trim() &&
    act.mutate(
      { path: 'notes', body: { text: text.trim(), visibleToCustomer: to === 'customer' } },
      { onSuccess: () => write(''), onError: (error) => message.error(problemText(error)) },
    )
  return (
    <section className="case-panel">
      <Flex vertical gap="small">
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 10 }}
          maxLength={10000}
          value={text}
          placeholder={t(to === 'internal' ? 'note.internalHint' : 'note.customerHint')}
          aria-label={t('note.label')}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => (event.metaKey || event.ctrlKey) && event.key === 'Enter' && send()}
        />
        <Flex justify="space-between" gap="small" wrap>
          <Segmented
            value={to}
            onChange={(next) => setTo(next as 'internal' | 'customer')}
            options={[
              { value: 'internal', label: t('note.internal') },
              { value: 'customer', label: t('note.customer') },
            ]}
          />
          <Button type="primary" disabled={!text.trim()} loading={act.isPending} onClick={send}>
            {t('note.send')}
          </Button>
        </Flex>
      </Flex>
    </section>
  )
}
