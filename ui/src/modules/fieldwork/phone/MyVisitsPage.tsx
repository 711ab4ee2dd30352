import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Countdown, type PromiseState } from '@/shared/Countdown'
import { Badge, Card, EmptyState, ErrorPanel, Skeleton, TabBar, TopBar } from '@/shared/lite'
import { dayOf, formatTime, useNow } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { useMyVisits, type VisitCard } from '../api'
import { hasDraft } from '../draft'
import { SEVERITY_TONE, STATUS_TONE } from '../words'
import { ListIcon, PersonIcon } from './icons'
import { News } from './News'
import './field.css'

const WHEN = ['today', 'tomorrow', 'later'] as const
type When = (typeof WHEN)[number]

const DAY = 24 * 60 * 60_000

/** My visits: today, tomorrow, and what comes after. */
export function MyVisitsPage() {
  const { t } = useTranslation(['fieldwork', 'shared'])
  const [state, change] = useListState<{ on?: When }>()
  const now = useNow('minute')
  const today = dayOf(now)
  const tomorrow = dayOf(now + DAY)
  const visits = useMyVisits()
  const rows = visits.data?.rows ?? []
  const groups: Record<When, VisitCard[]> = {
    today: rows.filter((row) => dayOf(row.plannedStart) === today || (dayOf(row.plannedStart) < today && isOpen(row))),
    tomorrow: rows.filter((row) => dayOf(row.plannedStart) === tomorrow),
    later: rows.filter((row) => dayOf(row.plannedStart) > tomorrow),
  }
  const on: When = WHEN.find((one) => one === state.on) ?? 'today'
  const open = (list: VisitCard[]) => list.filter(isOpen).length

  return (
    <>
      <TopBar title={t('mine.title')} end={<span className="field-date">{formatTime(now, 'day')}</span>} />
      <div className="field-when" role="tablist">
        {WHEN.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={one === on}
            onClick={() => change({ on: one === 'today' ? undefined : one })}
          >
            {t(`mine.${one}`)}
            {open(groups[one]) > 0 && <b className="tabular">{open(groups[one])}</b>}
          </button>
        ))}
      </div>
      <main className="lite-page">
        <News />
        {visits.isPending ? (
          <Skeleton lines={8} />
        ) : visits.isError && !visits.data ? (
          <ErrorPanel error={visits.error} onRetry={() => visits.refetch()} />
        ) : groups[on].length === 0 ? (
          <EmptyState title={t(`mine.none.${on}`)} hint={t('mine.noneHint')} icon={<ListIcon />} />
        ) : (
          <VisitGroups rows={groups[on]} today={today} />
        )}
      </main>
      <FieldTabs count={open(groups.today)} />
    </>
  )
}

const isOpen = (row: VisitCard) => row.status !== 'SIGNED'

function VisitGroups({ rows, today }: { rows: VisitCard[]; today: string }) {
  const { t } = useTranslation('fieldwork')
  const days = [...new Set(rows.map((row) => (dayOf(row.plannedStart) < today ? '' : dayOf(row.plannedStart))))].sort()
  return days.map((day) => {
    const own = rows.filter((row) => (dayOf(row.plannedStart) < today ? '' : dayOf(row.plannedStart)) === day)
    const first = own[0]
    return (
      <section key={day} className="field-group">
        {(day === '' || days.length > 1 || day !== today) && (
          <h2>{day === '' ? t('mine.unfinished') : formatTime(first?.plannedStart, 'day')}</h2>
        )}
        {own.map((row) => (
          <VisitListCard key={row.id} visit={row} withDay={day === ''} />
        ))}
      </section>
    )
  })
}

function VisitListCard({ visit, withDay }: { visit: VisitCard; withDay: boolean }) {
  const { t } = useTranslation('fieldwork')
  const router = useRouter()
  const due = visit.arrive?.state === 'RUNNING' || visit.arrive?.state === 'PAUSED' ? visit.arrive : visit.restore
  const running = due && (due.state === 'RUNNING' || due.state === 'PAUSED')
  const over = visit.status === 'SIGNED'
  return (
    <Card onOpen={() => router.navigate({ to: `/visits/${visit.id}` })}>
      <div className="field-card" data-over={over}>
        <div className="field-card-time tabular">
          {withDay && <small>{formatTime(visit.plannedStart, 'date').slice(5)}</small>}
          <strong>{formatTime(visit.plannedStart, 'time')}</strong>
          <span>{formatTime(visit.plannedEnd, 'time')}</span>
        </div>
        <div className="field-card-body">
          <div className="field-card-head">
            <Badge tone={STATUS_TONE[visit.status]}>{t(`statuses.${visit.status}`)}</Badge>
            <Badge tone={SEVERITY_TONE[visit.severity] ?? 'neutral'}>{t(`severity.${visit.severity}`)}</Badge>
            {hasDraft(visit.id) && !over && <Badge tone="info">{t('mine.draft')}</Badge>}
          </div>
          <strong className="field-card-subject">{visit.subject}</strong>
          <span>{[visit.customer ?? visit.contactName, visit.site].filter(Boolean).join(' · ')}</span>
          {visit.address && <span className="field-card-address">{visit.address}</span>}
          {running && !over && (
            <span className="field-card-due">
              {t(due === visit.arrive ? 'due.arrive' : 'due.restore')}{' '}
              <Countdown dueAt={due.dueAt} state={due.state as PromiseState} />
            </span>
          )}
        </div>
      </div>
    </Card>
  )
}

export function FieldTabs({ count = 0 }: { count?: number }) {
  const { t } = useTranslation('fieldwork')
  return (
    <TabBar
      tabs={[
        { to: '/', label: t('tabs.visits'), icon: <ListIcon />, count },
        { to: '/me', label: t('tabs.me'), icon: <PersonIcon /> },
      ]}
    />
  )
}
