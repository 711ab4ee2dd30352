import { CopyOutlined, DownOutlined, FilePdfOutlined, ReloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, App, Button, Dropdown, Flex, Input, Popconfirm, Segmented } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, KeyHints, Panel, SeverityMark, StatusTag, type Tone, useCopy, useKeys } from '@/shared/desk'
import { Attachments } from '@/shared/documents/Attachments'
import { ConversationOf } from '@/shared/mail/ConversationOf'
import { problemText } from '@/shared/problem'
import { PromiseStrip } from '@/shared/promises/PromiseStrip'
import { QuestionsOfCase } from '@/shared/safety/QuestionsOfCase'
import { SafetyOfCase } from '@/shared/safety/SafetyOfCase'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { formatTime } from '@/shared/time'
import { TimelineList } from '@/shared/timeline/TimelineList'
import { type CasePageData, type CaseVisit, caseQueries, useCaseAct } from './api'
import { CaseActs } from './CaseActs'
import { CaseChecklists } from './CaseChecklists'
import { CaseRound } from './CaseRound'
import { EntitlementPanel } from './EntitlementPanel'
import { OthersPanel } from './OthersPanel'
import { PapersPanel } from './PapersPanel'
import { PlanPanel } from './PlanPanel'
import { TriagePanel } from './TriagePanel'
import { WhoPanel } from './WhoPanel'
import { CaseStatusTag, named } from './words'
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
          <Head page={data} />
          {data.about.status === 'WAITING' && (
            <Alert className="case-banner" type="warning" showIcon title={t('waitingFor', { reason: waitsFor(data) })} />
          )}
          {data.about.cancelReason && (
            <Alert className="case-banner" type="info" showIcon title={t('cancelledFor', { reason: data.about.cancelReason })} />
          )}
          <div className="case-columns">
            <div>
              <Panel title={t('reported')}>
                <p className="case-words">{data.about.description || data.about.subject}</p>
              </Panel>
              <PapersPanel page={data} />
              <Attachments owner={{ kind: 'case', id }} topic="cases" sections={paperNames(data)} />
              <WhoPanel page={data} />
              <TriagePanel page={data} />
              <EntitlementPanel page={data} />
              <OthersPanel page={data} />
            </div>
            <div>
              {data.about.resolution && (
                <Panel title={t('resolution')}>
                  <p className="case-words">{data.about.resolution}</p>
                </Panel>
              )}
              <PlanPanel page={data} />
              <Visits id={id} />
              <QuestionsOfCase caseId={id} />
              <SafetyOfCase caseId={id} />
              <CaseRound id={id} />
              <CaseChecklists id={id} />
              <ConversationOf caseId={id} />
              {data.may.note && <Composer key={id} id={id} />}
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

const paperNames = ({ papers }: CasePageData) => Object.fromEntries(papers.map(({ section, name }) => [section, named(name)]))

/** The reason as the house calls it, and what exactly. */
function waitsFor({ about, promises }: CasePageData) {
  const pause = promises.find(({ state }) => state === 'PAUSED')?.pauseName
  return pause && pause !== about.waitingReason ? `${pause} · ${about.waitingReason}` : about.waitingReason
}

/** What it is, where it stands, what is owed, and what can be done now; it stays in sight while the rest is read. */
function Head({ page }: { page: CasePageData }) {
  const { t } = useTranslation(['cases', 'shared'])
  const { message } = App.useApp()
  const copy = useCopy()
  const { about, promises } = page
  const may = useMay()
  const act = useCaseAct(about.id)
  const link = `${window.location.origin}/portal/t/${about.trackingToken}`
  useEffect(() => {
    document.title = `${about.number} ${about.subject} · ${t('shared:product')}`
  }, [about.number, about.subject, t])
  return (
    <header className="case-head">
      <div className="case-title">
        <h1>
          <small className="tabular">{about.number}</small> {about.subject}
        </h1>
        <Flex gap="small" wrap>
          <CaseActs page={page} />
        </Flex>
      </div>
      <div className="case-meta">
        <CaseStatusTag status={about.status} />
        <Stage page={page} />
        <SeverityMark severity={about.severity} long />
        <span>{named(about.kind.name)}</span>
        <span>{t('openedBy', { channel: t(`channels.${about.channel}`), at: formatTime(about.openedAt) })}</span>
        {about.openedBy && <span>{t('takenDownBy', { name: about.openedBy.name })}</span>}
        <span>{about.branch.name}</span>
        {about.partner && <span>{about.partner.name}</span>}
        {about.reopened > 0 && <StatusTag tone="warn">{t('reopened', { count: about.reopened })}</StatusTag>}
        <Button size="small" type="text" icon={<CopyOutlined />} onClick={() => copy(link, t('linkCopied'))}>
          {t('copyLink')}
        </Button>
        {may('cases.triage') && (
          <Popconfirm
            title={t('renewLinkAsk')}
            okText={t('renewLink')}
            cancelText={t('cancel')}
            onConfirm={() =>
              act.mutateAsync({ path: 'tracking-link' }).then(
                () => message.success(t('linkRenewed')),
                (error) => message.error(problemText(error)),
              )
            }
          >
            <Button size="small" type="text" icon={<ReloadOutlined />}>
              {t('renewLink')}
            </Button>
          </Popconfirm>
        )}
      </div>
      <PromiseStrip subject={{ kind: 'case', id: about.id }} promises={promises} />
    </header>
  )
}

/** Where the case stands within its kind; moved by hand where the catalogue has a move. */
function Stage({ page: { about, stages } }: { page: CasePageData }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const act = useCaseAct(about.id)
  const nameOf = (code: string) => named(about.kind.stages.find((stage) => stage.code === code)?.name) || code
  if (stages.length === 0) return <span>{nameOf(about.stage)}</span>
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: stages.map((code) => ({ key: code, label: t('moveTo', { stage: nameOf(code) }) })),
        onClick: ({ key }) =>
          act.mutate(
            { path: 'stage', method: 'PUT', body: { stage: key, version: about.version } },
            { onError: (error) => message.error(problemText(error)) },
          ),
      }}
    >
      <Button size="small" loading={act.isPending} title={t('stage')}>
        {nameOf(about.stage)} <DownOutlined />
      </Button>
    </Dropdown>
  )
}

const VISIT_TONES = {
  PLANNED: 'info',
  ACCEPTED: 'info',
  ON_THE_WAY: 'primary',
  ARRIVED: 'primary',
  STOPPED: 'bad',
  WORKING: 'primary',
  PAUSED: 'warn',
  FINISHED: 'good',
  SIGNED: 'good',
  HANDED_OVER: 'warn',
  REFUSED: 'warn',
  CANCELLED: 'neutral',
} satisfies Record<CaseVisit['status'], Tone>

function Visits({ id }: { id: string }) {
  const { t } = useTranslation('cases')
  const may = useMay()
  const visits = useQuery({ ...caseQueries.visits(id), enabled: may('fieldwork.read') })
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

type To = 'internal' | 'customer' | 'said'

/** A note for us, an answer the customer reads, or what the customer told us. The draft stays until it is sent. */
function Composer({ id }: { id: string }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const act = useCaseAct(id)
  const key = `aftercare.note.${id}`
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '')
  const [to, setTo] = useState<To>('internal')
  const box = useRef<TextAreaRef>(null)
  const speak = (next: To) => {
    setTo(next)
    box.current?.focus()
  }
  useKeys({ m: () => speak('internal'), r: () => speak('customer'), a: () => speak('said') })
  const write = (next: string) => {
    setText(next)
    if (next) sessionStorage.setItem(key, next)
    else sessionStorage.removeItem(key)
  }
  const send = () =>
    text.trim() &&
    act.mutate(
      { path: 'notes', body: { text: text.trim(), visibleToCustomer: to === 'customer', customerSaid: to === 'said' } },
      { onSuccess: () => write(''), onError: (error) => message.error(problemText(error)) },
    )
  return (
    <Panel>
      <Flex vertical gap="small">
        <Input.TextArea
          ref={box}
          autoSize={{ minRows: 2, maxRows: 10 }}
          maxLength={10000}
          value={text}
          placeholder={t(`note.${to}Hint`)}
          aria-label={t('note.label')}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => (event.metaKey || event.ctrlKey) && event.key === 'Enter' && send()}
        />
        <Flex justify="space-between" align="center" gap="small" wrap>
          <Segmented
            value={to}
            onChange={(next) => setTo(next as To)}
            options={[
              { value: 'internal', label: t('note.internal') },
              { value: 'customer', label: t('note.customer') },
              { value: 'said', label: t('note.said') },
            ]}
          />
          <Button type="primary" disabled={!text.trim()} loading={act.isPending} onClick={send}>
            {t('note.send')}
          </Button>
        </Flex>
        <KeyHints
          hints={[
            { keys: 'm', label: t('note.internal') },
            { keys: 'r', label: t('note.customer') },
            { keys: 'a', label: t('note.said') },
          ]}
        />
      </Flex>
    </Panel>
  )
}
