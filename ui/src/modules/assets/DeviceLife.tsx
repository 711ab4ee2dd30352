import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, Panel, pageOf } from '@/shared/desk'
import { linkOf } from '@/shared/documents/files'
import { dayOf, formatTime, useNow } from '@/shared/time'
import { baseQueries, type Life } from './base'
import './base.css'

const WIDTH = 1000
const LEFT = 96
const ROW = 26
const DAY = 86_400_000
const LANES = ['cover', 'contracts', 'cases', 'visits', 'measured', 'documents', 'promises', 'acts'] as const
const TONES = ['var(--bad)', 'var(--bad)', 'var(--warn)', 'var(--info)', 'var(--info)']

/** A device's whole life on one drawing, with what it took the place of. */
export function DeviceLife({ device }: { device: string }) {
  const { t } = useTranslation('assets')
  const life = useQuery(baseQueries.life(device))
  return (
    <Panel title={t('life.title')}>
      <Four query={life}>{(data) => <Drawing life={data} />}</Four>
    </Panel>
  )
}

const at = (day: string) => Date.parse(day.length === 10 ? `${day}T00:00:00Z` : day)

function Drawing({ life }: { life: Life }) {
  const { t } = useTranslation(['assets', 'cases'])
  const navigate = useNavigate()
  const now = useNow('minute')
  const days = [
    ...life.thread.flatMap((one) => [one.installedOn, one.acceptedOn, one.warrantyUntil]),
    ...life.cases.map((one) => one.from),
    ...life.acts.map((one) => one.on ?? one.at),
    ...life.contracts.map((one) => one.from),
  ].flatMap((day) => (day ? [at(day)] : []))
  const from = Math.min(now - 365 * DAY, ...days) - 20 * DAY
  const to = Math.max(now + 60 * DAY, ...days.map((day) => Math.min(day, now + 3 * 365 * DAY))) + 20 * DAY
  const x = (instant: number) => LEFT + ((Math.max(from, Math.min(to, instant)) - from) / (to - from)) * (WIDTH - LEFT - 10)
  const y = (lane: (typeof LANES)[number]) => 8 + LANES.indexOf(lane) * ROW
  const height = LANES.length * ROW + 34
  const years = yearsBetween(from, to)

  const bar = (
    lane: (typeof LANES)[number],
    key: string,
    begin: number,
    end: number,
    colour: string,
    title: string,
    href: string | undefined,
    thin = false,
  ) => (
    <Mark key={key} href={href} title={title} onOpen={(path) => navigate({ to: path })}>
      <rect
        x={x(begin)}
        y={y(lane) + (thin ? 8 : 6)}
        width={Math.max(4, x(end) - x(begin))}
        height={thin ? 10 : 14}
        rx={3}
        fill={colour}
      />
    </Mark>
  )
  const dot = (lane: (typeof LANES)[number], key: string, when: number, colour: string, title: string, href?: string) => (
    <Mark key={key} href={href} title={title} onOpen={(path) => navigate({ to: path })}>
      <circle cx={x(when)} cy={y(lane) + 13} r={5} fill={colour} stroke="var(--surface)" />
    </Mark>
  )

  return (
    <>
      {life.effort && (
        <dl className="life-figures">
          {(
            [
              ['cases', life.effort.cases],
              ['free', life.effort.free + life.effort.goodwill],
              ['chargeable', life.effort.chargeable],
              ['visits', life.effort.visits],
              ['hours', Math.round(life.effort.minutesOnSite / 6) / 10],
              ['down', Math.round(life.effort.minutesDown / 60)],
            ] as const
          ).map(([name, value]) => (
            <div key={name}>
              <dt>{t(`life.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div
        className="life"
        ref={(box) => {
          // On a phone today is at the far end.
          if (box) box.scrollLeft = box.scrollWidth
        }}
      >
        <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t('life.title')}>
          {LANES.map((lane) => (
            <g key={lane}>
              <line className="lane" x1={0} x2={WIDTH} y1={y(lane) + ROW} y2={y(lane) + ROW} />
              <text className="lane-name" x={0} y={y(lane) + 17}>
                {t(`life.lanes.${lane}`)}
              </text>
            </g>
          ))}
          {years.map((year) => (
            <g key={year.at}>
              <line className="lane" x1={x(year.at)} x2={x(year.at)} y1={0} y2={height - 22} />
              <text x={x(year.at) + 3} y={height - 8}>
                {year.name}
              </text>
            </g>
          ))}
          {life.thread.flatMap((one) =>
            one.acceptedOn && one.warrantyUntil && one.warrantyUntil > one.acceptedOn
              ? [
                  bar(
                    'cover',
                    one.id,
                    at(one.acceptedOn),
                    at(one.warrantyUntil),
                    'color-mix(in srgb, var(--good) 70%, transparent)',
                    `${t('warranty.title')} ${one.acceptedOn} – ${dayOf(at(one.warrantyUntil) - DAY)}`,
                    undefined,
                  ),
                ]
              : [],
          )}
          {life.contracts.map((one) =>
            bar(
              'contracts',
              one.id,
              at(one.from),
              at(one.to) + DAY,
              'color-mix(in srgb, var(--primary) 65%, transparent)',
              `${one.number} ${one.level} ${one.from} – ${one.to}`,
              pageOf('contract', one.id),
            ),
          )}
          {life.cases.map((one) =>
            bar(
              'cases',
              one.id,
              at(one.from),
              one.to ? at(one.to) : now,
              TONES[one.severity] ?? 'var(--info)',
              `${one.number} ${one.subject}\n${formatTime(one.from, 'short')}`,
              pageOf('case', one.id),
              true,
            ),
          )}
          {life.visits.map((one) =>
            dot(
              'visits',
              one.id,
              at(one.at),
              'var(--primary)',
              `${formatTime(one.at, 'short')} ${one.engineer} ${t('life.minutes', { count: one.minutes })}`,
              pageOf('visit', one.id),
            ),
          )}
          {life.measured.map((one) =>
            dot(
              'measured',
              one.on,
              at(one.on),
              one.bad > 0 ? 'var(--bad)' : 'var(--good)',
              `${one.on} ${t('life.values', { count: one.values, bad: one.bad })}`,
            ),
          )}
          {life.documents.map((one) =>
            dot(
              'documents',
              one.id,
              at(one.at),
              'var(--text-faint)',
              `${one.fileName}\n${formatTime(one.at, 'short')}`,
              linkOf(one.id),
            ),
          )}
          {life.promises.map((one) =>
            dot(
              'promises',
              one.id,
              at(one.at),
              'var(--bad)',
              `${t(`cases:promises.${one.code}`, { defaultValue: one.code })} ${formatTime(one.at, 'short')}`,
              pageOf('case', one.caseId),
            ),
          )}
          {life.thread.flatMap((one) =>
            one.installedOn && !life.acts.some((act) => act.kind === 'assets.device-installed')
              ? [
                  dot(
                    'acts',
                    `i${one.id}`,
                    at(one.installedOn),
                    'var(--text-soft)',
                    `${t('life.acts.device-installed')} ${one.installedOn}`,
                  ),
                ]
              : [],
          )}
          {life.acts.map((one) =>
            dot(
              'acts',
              `${one.at}${one.kind}`,
              at(one.on ?? one.at),
              'var(--text)',
              `${t(`life.acts.${one.kind.replace('assets.', '')}`)} ${one.on ?? ''}`,
            ),
          )}
          <line className="today" x1={x(now)} x2={x(now)} y1={0} y2={height - 22} />
        </svg>
      </div>
    </>
  )
}

type MarkProps = { href: string | undefined; title: string; onOpen: (path: string) => void; children: ReactNode }

function Mark({ href, title, onOpen, children }: MarkProps) {
  const drawn = (
    <>
      <title>{title}</title>
      {children}
    </>
  )
  if (!href) return <g>{drawn}</g>
  const open = (event: MouseEvent) => {
    if (href.startsWith('/api') || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    onOpen(href)
  }
  return (
    <a href={href} aria-label={title} onClick={open}>
      {drawn}
    </a>
  )
}

/** The turns of the year within a span, thinned out when there are many. */
function yearsBetween(from: number, to: number) {
  const first = new Date(from).getUTCFullYear() + 1
  const last = new Date(to).getUTCFullYear()
  const step = Math.ceil((last - first + 1) / 12) || 1
  return Array.from({ length: Math.max(0, Math.ceil((last - first + 1) / step)) }, (_, index) => {
    const year = first + index * step
    return { at: Date.UTC(year, 0, 1), name: String(year) }
  })
}
