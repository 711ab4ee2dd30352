import { CheckCircleFilled, MinusCircleOutlined, PhoneOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, Nothing, PageTitle, SeverityMark, StatusTag, SubjectLink, Tile, Tiles, type Tone, useKeys } from '@/shared/desk'
import { listed } from '@/shared/listed'
import { PromiseClock } from '@/shared/promises/PromiseTags'
import { usePromiseWords } from '@/shared/promises/usePromiseWords'
import { OnCallNow } from '@/shared/roster/OnCallNow'
import { useMay, useSession } from '@/shared/session'
import { Time } from '@/shared/Time'
import { formatTime, useNow } from '@/shared/time'
import { type CaseLine, type Home, homeQueries, type Task } from './api'
import { useLiveHome } from './useLiveHome'
import './home.css'

const UNDER_WAY = ['NEW', 'ACTIVE', 'WAITING']

/** What waits for whoever is signed in, as far as their roles go: numbers that lead to lists, and the top of each list. */
export function HomePage() {
  const { t } = useTranslation(['home', 'cases', 'promises', 'care', 'dispatch', 'shared'])
  const home = useQuery(homeQueries.home())
  const now = useNow('minute')
  const may = useMay()
  useLiveHome()
  return (
    <>
      <PageTitle title={t('title')} hint={formatTime(now, 'day')} extra={may('cases.open') && <Desk />} />
      {may('dispatch.read') && <OnCallNow />}
      <Four query={home} isEmpty={isEmpty} first={<Nothing first={t('empty')} />} skeleton={<Loading />}>
        {(data) => (
          <div className="home">
            <Numbers home={data} />
            <div className="home-cards">
              <div className="home-column">
                <Setup home={data} />
                <Stops home={data} />
                <Planning home={data} />
                <Fresh home={data} />
                <Passed home={data} />
              </div>
              <div className="home-column">
                <Pressing home={data} />
                <Own home={data} />
                <LowRatings home={data} />
              </div>
            </div>
          </div>
        )}
      </Four>
    </>
  )
}

/** What the service desk reaches for first: a caller on the line, and what came in without becoming a case. */
function Desk() {
  const { t } = useTranslation(['cases', 'home'])
  const navigate = useNavigate()
  const unfinished = useQuery(homeQueries.unfinished())
  const waiting = unfinished.data?.rows.length ?? 0
  useKeys({ n: () => navigate({ to: '/cases/new' as never }) })
  return (
    <>
      {waiting > 0 && (
        <Link to={'/reports' as never}>
          <Button>
            {t('home:unfinished')} <strong>{unfinished.data?.next ? `${waiting}+` : waiting}</strong>
          </Button>
        </Link>
      )}
      <Link to={'/cases/new' as never}>
        <Button type="primary" icon={<PhoneOutlined />} title="N">
          {t('cases:new')}
        </Button>
      </Link>
    </>
  )
}

const isEmpty = ({ cases, planning, today, lowRatings, stops, setup }: Home) =>
  !cases && !planning && !today && !lowRatings && !stops && !setup

function Loading() {
  return (
    <div className="home">
      <Skeleton active title={false} paragraph={{ rows: 2 }} />
      <div className="home-cards">
        <div className="home-column">
          <Skeleton active paragraph={{ rows: 6 }} />
        </div>
        <div className="home-column">
          <Skeleton active paragraph={{ rows: 6 }} />
        </div>
      </div>
    </div>
  )
}

function Numbers({ home: { cases, planning, today, cap } }: { home: Home }) {
  const { t, i18n } = useTranslation('home')
  const may = useMay()
  const worksCases = may('cases.triage') || may('fieldwork.perform')
  const shown = (value: number) => (value >= cap ? `${cap}+` : value.toLocaleString(i18n.language))
  const to = (path: string, search: object, value: number) => (
    <Link to={path} search={search as never}>
      {shown(value)}
    </Link>
  )
  if (!cases && !planning && !today) return null
  const visits = planning ?? today
  return (
    <Tiles label={t('numbers')}>
      {cases?.newest && <Tile name={t('fresh')} value={to('/cases', { status: 'NEW' }, cases.fresh)} />}
      {planning && <Tile name={t('unplanned')} value={to('/dispatch', {}, planning.unplanned)} />}
      {cases && (
        <>
          {(worksCases || cases.mine > 0) && (
            <Tile name={t('mine')} value={to('/cases', { assignee: 'me', status: UNDER_WAY }, cases.mine)} />
          )}
          <Tile name={t('waiting')} value={to('/cases', { status: 'WAITING' }, cases.waiting)} />
          <Tile
            name={t('soon')}
            value={to('/cases', { promise: 'SOON' }, cases.soon)}
            tone={cases.soon > 0 ? 'warn' : undefined}
          />
          <Tile
            name={t('overdue')}
            value={to('/cases', { promise: 'OVERDUE' }, cases.overdue)}
            tone={cases.overdue > 0 ? 'bad' : undefined}
          />
        </>
      )}
      {today && (
        <>
          <Tile name={t('opened')} value={to('/overview/cases', { of: 'OPENED', range: 'today' }, today.opened)} />
          <Tile name={t('resolved')} value={to('/overview/cases', { of: 'RESOLVED', range: 'today' }, today.resolved)} />
        </>
      )}
      {visits && (
        <Tile
          wide
          name={t('visits')}
          value={to('/dispatch', {}, visits.visitsPlanned + visits.visitsUnderWay + visits.visitsDone)}
          hint={t('visitsHint', {
            planned: visits.visitsPlanned,
            underWay: visits.visitsUnderWay,
            done: visits.visitsDone,
          })}
        />
      )}
    </Tiles>
  )
}

function Card({
  title,
  count,
  all,
  children,
}: {
  title: string
  count?: string | undefined
  all?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="home-card" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {count && <span className="home-count tabular">{count}</span>}
        {all && <span className="home-all">{all}</span>}
      </header>
      {children}
    </section>
  )
}

function All({ to, search = {} }: { to: string; search?: object }) {
  const { t } = useTranslation('home')
  return (
    <Link to={to} search={search as never}>
      {t('all')} <RightOutlined />
    </Link>
  )
}

/** What nobody has looked at yet; whoever plans has seen most of it among what is to be planned. */
function Fresh({ home: { cases, planning } }: { home: Home }) {
  const { t } = useTranslation('home')
  if (!cases?.newest) return null
  const planned = new Set(planning?.waiting.map(({ id }) => id))
  const lines = cases.newest.filter(({ id }) => !planned.has(id))
  if (planning && lines.length === 0) return null
  return (
    <Card title={t('fresh')} all={<All to="/cases" search={{ status: 'NEW' }} />}>
      <CaseLines lines={lines} empty={t('noFresh')} />
    </Card>
  )
}

/** What was passed to the partner and is not done. */
function Passed({ home: { cases } }: { home: Home }) {
  const { t } = useTranslation('home')
  if (!cases?.passed) return null
  return (
    <Card title={t('passed')} all={<All to="/cases" search={{ status: UNDER_WAY }} />}>
      <CaseLines lines={cases.passed} empty={t('noPassed')} />
    </Card>
  )
}

function Pressing({ home: { cases } }: { home: Home }) {
  const { t } = useTranslation('home')
  if (!cases) return null
  return (
    <Card title={t('pressing')} all={<All to="/cases" search={{ promise: cases.overdue > 0 ? 'OVERDUE' : 'SOON' }} />}>
      <CaseLines lines={cases.pressing} empty={t('noPressing')} />
    </Card>
  )
}

function Own({ home: { cases } }: { home: Home }) {
  const { t } = useTranslation('home')
  if (!cases || cases.own.length === 0) return null
  return (
    <Card title={t('mine')} all={<All to="/cases" search={{ assignee: 'me', status: UNDER_WAY }} />}>
      <CaseLines lines={cases.own} empty="" />
    </Card>
  )
}

function CaseLines({ lines, empty }: { lines: readonly CaseLine[]; empty: string }) {
  const { promise: name } = usePromiseWords()
  const { t } = useTranslation(['home', 'cases'])
  const manyBranches = useSession().branches.length > 1
  if (lines.length === 0) return <p className="home-none">{empty}</p>
  return (
    <ul className="home-lines">
      {lines.map((line) => (
        <li key={line.id}>
          <SeverityMark severity={line.severity} />
          <span className="home-what">
            <SubjectLink kind="case" id={line.id}>
              {line.subject}
            </SubjectLink>
            <small>
              <span className="tabular">{line.number}</span>
              <span>{line.customer || t('cases:unknownCustomer')}</span>
              {manyBranches && <span>{line.branchName}</span>}
            </small>
          </span>
          <span className="home-due">
            {line.promise ? (
              <>
                <PromiseClock promise={line.promise} />
                <small>{name(line.promise.code)}</small>
              </>
            ) : (
              <small>
                <Time at={line.openedAt} relative />
              </small>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Planning({ home: { planning } }: { home: Home }) {
  const { t } = useTranslation('home')
  if (!planning) return null
  const names = listed(planning.free.map(({ name }) => name))
  return (
    <Card title={t('unplanned')} all={<All to="/dispatch" />}>
      <CaseLines lines={planning.waiting} empty={t('noUnplanned')} />
      <p className="home-foot">
        {planning.engineers === 0
          ? t('noEngineers')
          : t('free', {
              free: planning.free.length,
              all: planning.engineers,
              names,
            })}
      </p>
    </Card>
  )
}

const STOP_TONES: Record<string, Tone> = { CONFIRMED: 'info', UNDER_WAY: 'primary', ON_SITE: 'primary', DONE: 'good' }

function Stops({ home: { stops } }: { home: Home }) {
  const { t } = useTranslation(['home', 'dispatch'])
  if (!stops) return null
  return (
    <Card
      title={t('stops')}
      all={
        <a href="/field">
          {t('toField')} <RightOutlined />
        </a>
      }
    >
      {stops.length === 0 ? (
        <p className="home-none">{t('noStops')}</p>
      ) : (
        <ul className="home-lines">
          {stops.map((stop) => (
            <li key={`${stop.caseId} ${stop.startsAt}`}>
              <span className="home-time tabular">
                <Time at={stop.startsAt} style="time" />
                <small>
                  <Time at={stop.endsAt} style="time" />
                </small>
              </span>
              <span className="home-what">
                <SubjectLink kind="case" id={stop.caseId}>
                  {stop.subject}
                </SubjectLink>
                <small>
                  <span>{stop.customer}</span>
                  {stop.place && <span>{stop.place}</span>}
                </small>
              </span>
              <StatusTag tone={STOP_TONES[stop.state] ?? 'neutral'}>{t(`dispatch:states.${stop.state}`)}</StatusTag>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

const GRADE_TONES: Record<string, Tone> = { EXCELLENT: 'good', GOOD: 'good', FAIR: 'warn', POOR: 'bad' }

function LowRatings({ home: { lowRatings } }: { home: Home }) {
  const { t } = useTranslation(['home', 'care'])
  if (!lowRatings) return null
  return (
    <Card title={t('low')} all={<All to="/overview/cases" search={{ of: 'RATED', is: 'low:yes' }} />}>
      {lowRatings.length === 0 ? (
        <p className="home-none">{t('noLow')}</p>
      ) : (
        <ul className="home-lines">
          {lowRatings.map((rating) => (
            <li key={rating.caseId}>
              <StatusTag tone={GRADE_TONES[rating.overall] ?? 'neutral'}>{t(`care:grades.${rating.overall}`)}</StatusTag>
              <span className="home-what">
                <SubjectLink kind="case" id={rating.caseId}>
                  {rating.words || rating.customer}
                </SubjectLink>
                <small>
                  <span className="tabular">{rating.number}</span>
                  {rating.words && <span>{rating.customer}</span>}
                </small>
              </span>
              <span className="home-due">
                <small>
                  <Time at={rating.at} relative />
                </small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** Where a task is done; the last two are settings of the server, told in the manual. */
const TASKS: Record<Task, string | undefined> = {
  USERS: '/users',
  ENGINEERS: '/engineers',
  CUSTOMERS: '/customers',
  DEVICES: '/devices',
  HOLIDAYS: undefined,
  MAIL: undefined,
  ADDRESS: undefined,
}

/** What is still to be set up. Once all of it is done it takes no more room. */
function Setup({ home: { setup } }: { home: Home }) {
  const { t } = useTranslation('home')
  const may = useMay()
  if (!setup || setup.every(({ done }) => done)) return null
  const done = setup.filter((step) => step.done).length
  return (
    <Card title={t('setup.title')} count={`${done} / ${setup.length}`}>
      <ul className="home-lines">
        {setup.map(({ task, done }) => {
          const path = TASKS[task]
          return (
            <li key={task} data-done={done}>
              {done ? (
                <CheckCircleFilled className="home-done" aria-label={t('setup.done')} />
              ) : (
                <MinusCircleOutlined className="home-open" aria-label={t('setup.open')} />
              )}
              <span className="home-what">
                <span>{t(`setup.${task}.name`)}</span>
                {!done && <small>{t(`setup.${task}.why`)}</small>}
              </span>
              {!done && path && may('identity.edit-users') && (
                <Link to={path as never}>
                  <Button size="small">{t('setup.go')}</Button>
                </Link>
              )}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
