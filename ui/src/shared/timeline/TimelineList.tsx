import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../desk'
import { http, type Schema } from '../http'
import { i18n } from '../i18n'
import { Time } from '../Time'
import { dayOf, formatTime } from '../time'
import { useNamespaces } from './useNamespaces'
import './timeline.css'

type Entry = Schema<'Timeline.Entry'>
type Page = { rows: Entry[]; next: string | null }

/** Kinds in which somebody speaks: their text is shown as said, not as a sentence about it. */
const SPOKEN = new Set(['cases.noted', 'cases.message'])
const MILESTONES = new Set([
  'cases.opened',
  'cases.resolved',
  'cases.accepted',
  'cases.rejected',
  'cases.reopened',
  'cases.closed',
  'cases.cancelled',
])

/**
 * Everything that happened to one thing, newest first. `path` is the endpoint that gives it ("/cases/…/timeline").
 * The sentence of a kind is `timeline.<name>` in the words of the module the kind begins with.
 */
export function TimelineList({ path, topic }: { path: string; topic: string }) {
  const { t } = useTranslation('shared')
  const pages = useInfiniteQuery({
    queryKey: [topic, 'timeline', path],
    queryFn: ({ pageParam, signal }) =>
      http<Page>(`${path}${pageParam ? `?after=${encodeURIComponent(pageParam)}` : ''}`, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  const ready = useNamespaces(rows.map((row) => row.kind.split('.')[0] ?? 'shared'))
  if (pages.isError) return <ProblemAlert error={pages.error} onRetry={() => pages.refetch()} />
  if (pages.isPending || !ready) return <Skeleton active paragraph={{ rows: 5 }} />
  if (rows.length === 0) return <p className="timeline-none">{t('timeline.none')}</p>
  return (
    <>
      <ol className="timeline">
        {rows.map((row) => (
          <TimelineEntry key={row.id} row={row} />
        ))}
      </ol>
      {pages.hasNextPage && (
        <Button block loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
          {t('timeline.more')}
        </Button>
      )}
    </>
  )
}

function TimelineEntry({ row }: { row: Entry }) {
  const { t } = useTranslation('shared')
  const spoken = SPOKEN.has(row.kind)
  const actor =
    row.actorName === 'system' ? t('timeline.system') : row.actorName === 'guest' ? t('timeline.guest') : row.actorName
  return (
    <li
      className="timeline-entry"
      data-spoken={spoken}
      data-from={row.kind === 'cases.message' ? 'customer' : 'us'}
      data-milestone={MILESTONES.has(row.kind)}
      data-public={row.visibleToCustomer}
    >
      <div className="timeline-head">
        <strong>{actor}</strong>
        {spoken && row.kind === 'cases.noted' && (
          <span className="timeline-side">{row.visibleToCustomer ? t('timeline.toCustomer') : t('timeline.internal')}</span>
        )}
        <Time at={row.at} />
      </div>
      <div className="timeline-text">{spoken ? String(row.facts.text ?? '') : sentence(row)}</div>
    </li>
  )
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d/

/** Facts as people read them: instants in the branch's time, the rest as it is. */
function readable(facts: Record<string, unknown>) {
  const { startsAt } = facts
  // The end of a stretch of one day is an hour; the day has been said.
  const sameDay = (value: string) => typeof startsAt === 'string' && ISO.test(startsAt) && dayOf(startsAt) === dayOf(value)
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string' && ISO.test(value)
        ? formatTime(value, name === 'endsAt' && sameDay(value) ? 'time' : 'short')
        : value,
    ]),
  )
}

/** `fields: "name,phone"` names what was changed, in the words of the module. */
function namedFields(module: string | undefined, facts: Record<string, unknown>) {
  if (typeof facts.fields !== 'string') return {}
  const names = facts.fields.split(',').map((field) => i18n.t(`${module}:fields.${field}`, { defaultValue: field }))
  return { fields: names.join(i18n.t('shared:timeline.and')) }
}

/** What the catalogue calls by a name in each language carries its names; the rest has words in its module. */
function worded(module: string | undefined, fact: string, value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const names = value as Record<string, string>
    return names[i18n.language] ?? names['zh-CN'] ?? '—'
  }
  return i18n.t(`${module}:values.${fact}.${value}`, { defaultValue: String(value || '—') })
}

function sentence(row: Entry) {
  const [module, name] = row.kind.split('.', 2)
  const facts = row.facts as Record<string, unknown>
  // A triage names only what it changed.
  const known = i18n.t(`${module}:timeline.${name}`, {
    ...readable(facts),
    ...namedFields(module, facts),
    defaultValue: row.kind,
  })
  const changed = Object.keys(facts)
    .filter((fact) => `${fact}Before` in facts)
    .map((fact) =>
      i18n.t(`${module}:changed.${fact}`, {
        before: worded(module, fact, facts[`${fact}Before`]),
        after: worded(module, fact, facts[fact]),
        defaultValue: '',
      }),
    )
    .filter(Boolean)
  return changed.length ? `${known}${i18n.t('shared:timeline.colon')}${changed.join(i18n.t('shared:timeline.and'))}` : known
}
