import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Tile, Tiles } from '@/shared/desk'
import type { Overview, Population, Today } from './api'
import { Behind } from './Behind'
import { capped, number, percent, roughly, shown } from './figures'

/** Today, whatever the period. */
export function TodayTiles({ today, branch }: { today: Today; branch: string | undefined }) {
  const { t } = useTranslation('quality')
  const of = branch ? { branch } : {}
  const listed = (search: object, value: ReactNode) => (
    <Link to="/cases" search={{ ...search, ...of } as never}>
      {value}
    </Link>
  )
  const visits = today.visitsPlanned + today.visitsUnderWay + today.visitsDone
  const behind = (population: Population, value: number) => (
    <Link to="/overview/cases" search={{ of: population, range: 'today', ...of } as never}>
      {number(value)}
    </Link>
  )
  return (
    <Tiles label={t('now')}>
      <Tile name={t('today.opened')} value={behind('OPENED', today.opened)} />
      <Tile name={t('today.resolved')} value={behind('RESOLVED', today.resolved)} />
      <Tile name={t('today.open')} value={listed({ status: ['NEW', 'ACTIVE', 'WAITING'] }, capped(today.open, today))} />
      <Tile name={t('today.waiting')} value={listed({ status: 'WAITING' }, capped(today.waiting, today))} />
      <Tile
        name={t('today.overdue')}
        value={listed({ promise: 'OVERDUE' }, capped(today.overdue, today))}
        tone={today.overdue > 0 ? 'bad' : undefined}
      />
      <Tile
        wide
        name={t('today.visits')}
        value={
          <Link to="/dispatch" search={of as never}>
            {number(visits)}
          </Link>
        }
        hint={t('today.visitsHint', { planned: today.visitsPlanned, underWay: today.visitsUnderWay, done: today.visitsDone })}
      />
    </Tiles>
  )
}

/** The period added up. */
export function PeriodTiles({ data: { totals, ratings, times } }: { data: Overview }) {
  const { t } = useTranslation('quality')
  const of = (part: number, all: number) => t('partOf', { part: number(part), all: number(all) })
  const keptShare = percent(totals.kept, totals.kept + totals.broken)
  const visited = totals.fixedFirst + totals.fixedLater
  return (
    <Tiles label={t('inPeriod')}>
      <Tile name={t('totals.opened')} value={<Behind of="OPENED">{number(totals.opened)}</Behind>} />
      <Tile name={t('totals.resolved')} value={<Behind of="RESOLVED">{number(totals.resolved)}</Behind>} />
      <Tile
        name={t('totals.kept')}
        value={
          <Behind of="PROMISED" is={['outcome:KEPT']}>
            {shown(keptShare, '%')}
          </Behind>
        }
        hint={
          totals.broken > 0 ? (
            <Behind of="PROMISED" is={['outcome:BROKEN']}>
              {t('totals.broken', { broken: number(totals.broken) })}
            </Behind>
          ) : (
            of(totals.kept, totals.kept + totals.broken)
          )
        }
      />
      <Tile
        name={t('totals.fixedFirst')}
        value={
          <Behind of="RESOLVED" is={['fixed:first']}>
            {shown(percent(totals.fixedFirst, visited), '%')}
          </Behind>
        }
        hint={
          <Behind of="RESOLVED" is={['fixed:first', 'fixed:later']}>
            {of(totals.fixedFirst, visited)}
          </Behind>
        }
      />
      <Tile
        name={t('totals.repeated')}
        value={
          <Behind of="OPENED" is={['repeated:yes']}>
            {shown(percent(totals.repeated, totals.opened), '%')}
          </Behind>
        }
        hint={of(totals.repeated, totals.opened)}
      />
      <Tile
        name={t('totals.punctual')}
        value={
          <Behind of="VISITED" is={['punctual:yes']}>
            {shown(percent(totals.punctual, totals.visits), '%')}
          </Behind>
        }
        hint={<Behind of="VISITED">{of(totals.punctual, totals.visits)}</Behind>}
      />
      <Tile
        name={t('totals.score')}
        value={<Behind of="RATED">{shown(ratings.score)}</Behind>}
        hint={
          <Behind of="CLOSED" is={['rated:yes']}>
            {t('totals.rated', { share: shown(percent(ratings.closedAndRated, ratings.closed), '%') })}
          </Behind>
        }
      />
      <Tile
        name={t('totals.times')}
        value={<Behind of="RESOLVED">{roughly(times.resolved)}</Behind>}
        hint={t('totals.timesHint', { answered: roughly(times.answered), arrived: roughly(times.arrived) })}
      />
    </Tiles>
  )
}
