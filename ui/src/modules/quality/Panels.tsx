import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Overview, Population } from './api'
import { addressOf, Behind } from './Behind'
import { Chart, type Pick } from './Chart'
import { ChartCard } from './ChartCard'
import { columns, curves, keptAndBroken, pareto, ranked } from './charts'
import { FigureTable } from './FigureTable'
import { named, number, percent, shown } from './figures'
import { type Days, monthIn, type Period, weekFrom } from './period'

const PARETO_BARS = 12
const RANKED_BARS = 10

/** The charts over a period, each of them also a table. */
export function Panels({ data, period }: { data: Overview; period: Period }) {
  return (
    <div className="figure-panels">
      <Trend data={data} period={period} />
      <Mix data={data} />
      <PromisesByMonth data={data} period={period} />
      <PromisesByCode data={data} period={period} />
      <Causes data={data} period={period} />
      <Categories data={data} period={period} />
      <Grades data={data} period={period} />
      <Engineers data={data} />
    </div>
  )
}

/** Leads to the cases behind the bar or point that was clicked. */
function usePick(period: Period, behind: (pick: Pick) => [Population, string[], Days?] | undefined) {
  const navigate = useNavigate()
  return useCallback(
    (pick: Pick) => {
      const found = behind(pick)
      if (found) navigate(addressOf(period, ...found) as never)
    },
    [navigate, period, behind],
  )
}

function Trend({ data, period }: { data: Overview; period: Period }) {
  const { t } = useTranslation('quality')
  const { series, grain } = data
  const draw = useMemo(
    () =>
      curves(
        series.map(({ day }) => day.slice(5)),
        { name: t('totals.opened'), values: series.map(({ opened }) => opened) },
        { name: t('totals.resolved'), values: series.map(({ resolved }) => resolved) },
      ),
    [series, t],
  )
  const daysAt = (day: string): Days => (grain === 'WEEK' ? weekFrom(day, period) : { from: day, to: day })
  const pick = usePick(period, ({ series: which, index }) => {
    const step = series[index]
    return step && [which === 0 ? 'OPENED' : 'RESOLVED', [], daysAt(step.day)]
  })
  const title = t(grain === 'WEEK' ? 'trend.byWeek' : 'trend.byDay')
  return (
    <ChartCard
      title={title}
      span={8}
      empty={data.totals.opened + data.totals.resolved === 0}
      chart={<Chart label={title} height={250} draw={draw} onPick={pick} />}
      table={
        <FigureTable
          caption={title}
          head={[t(grain === 'WEEK' ? 'trend.week' : 'trend.day'), t('totals.opened'), t('totals.resolved')]}
          rows={series.map(({ day, opened, resolved }) => [
            day,
            <Behind key="opened" of="OPENED" days={daysAt(day)}>
              {number(opened)}
            </Behind>,
            <Behind key="resolved" of="RESOLVED" days={daysAt(day)}>
              {number(resolved)}
            </Behind>,
          ])}
        />
      }
    />
  )
}

const ENTITLEMENT_TONES: Record<string, string> = { FREE: 'good', CHARGEABLE: 'warn', GOODWILL: 'info', UNDECIDED: 'neutral' }

function Mix({ data }: { data: Overview }) {
  const { t } = useTranslation(['quality', 'cases'])
  return (
    <section className="figure-panel" data-span={4} aria-labelledby="mix">
      <header className="figure-panel-head">
        <h2 id="mix">{t('mix')}</h2>
      </header>
      {data.totals.opened === 0 ? (
        <p className="figure-panel-empty">{t('nothing')}</p>
      ) : (
        <>
          <Shares
            title={t('severity')}
            trait="severity"
            shares={data.severities.map(({ code, count }) => ({
              code,
              count,
              name: t(`cases:severities.${code}`, { defaultValue: code }),
              tone: `severity-${code}`,
            }))}
          />
          <Shares
            title={t('entitlement')}
            trait="entitlement"
            shares={data.entitlements.map(({ code, count }) => ({
              code,
              count,
              name: t(`cases:entitlements.${code}`, { defaultValue: code }),
              tone: ENTITLEMENT_TONES[code] ?? 'neutral',
            }))}
          />
        </>
      )}
    </section>
  )
}

type Share = { code: string; name: string; count: number; tone: string }

/** Parts of a whole: a bar, and each part by name with its number. */
function Shares({ title, trait, shares }: { title: string; trait: string; shares: readonly Share[] }) {
  const all = shares.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className="figure-shares">
      <h3>{title}</h3>
      <div className="figure-shares-bar" aria-hidden="true">
        {shares.map(({ code, count, tone }) => (
          <i key={code} data-tone={tone} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul>
        {shares.map(({ code, name, count, tone }) => (
          <li key={code}>
            <i data-tone={tone} aria-hidden="true" />
            <span>{name}</span>
            <b className="tabular">
              <Behind of="OPENED" is={[`${trait}:${code}`]}>
                {number(count)}
              </Behind>
            </b>
            <em className="tabular">{shown(percent(count, all), '%')}</em>
          </li>
        ))}
      </ul>
    </div>
  )
}

type Outcome = { name: string; is: string; kept: number; broken: number; days?: Days | undefined; parts?: readonly Outcome[] }

function PromisesByMonth({ data, period }: { data: Overview; period: Period }) {
  const { t } = useTranslation('quality')
  const items = useMemo(
    () =>
      data.months.map(({ month, kept, broken }) => ({
        name: month,
        is: `month:${month}`,
        kept,
        broken,
        days: monthIn(month, period),
      })),
    [data.months, period],
  )
  return <Promises title={t('promises.byMonth')} first={t('promises.month')} items={items} period={period} />
}

function PromisesByCode({ data, period }: { data: Overview; period: Period }) {
  const { t } = useTranslation(['quality', 'promises'])
  const items = useMemo(
    () =>
      data.promises.map(({ code, kept, broken }) => ({
        name: t(`promises:codes.${code}`, { defaultValue: code }),
        is: `code:${code}`,
        kept,
        broken,
        parts: data.rules.flatMap((rule) =>
          rule.code === code ? [{ name: rule.rule, is: `rule:${rule.rule}`, kept: rule.kept, broken: rule.broken }] : [],
        ),
      })),
    [data.promises, data.rules, t],
  )
  return <Promises title={t('promises.byCode')} first={t('promises.promise')} items={items} period={period} />
}

function Promises({ title, first, items, period }: { title: string; first: string; items: readonly Outcome[]; period: Period }) {
  const { t } = useTranslation('quality')
  const draw = useMemo(
    () =>
      keptAndBroken(
        items.map(({ name }) => name),
        { name: t('promises.kept'), values: items.map(({ kept }) => kept) },
        { name: t('promises.broken'), values: items.map(({ broken }) => broken) },
        { name: t('promises.rate'), values: items.map(({ kept, broken }) => percent(kept, kept + broken)) },
      ),
    [items, t],
  )
  const pick = usePick(period, ({ series, index }) => {
    const item = items[index]
    return item && ['PROMISED', [item.is, ...(series === 2 ? [] : [`outcome:${series === 0 ? 'KEPT' : 'BROKEN'}`])], item.days]
  })
  return (
    <ChartCard
      title={title}
      span={6}
      empty={items.length === 0}
      chart={<Chart label={title} height={240} draw={draw} onPick={pick} />}
      table={
        <FigureTable
          caption={title}
          head={[first, t('promises.kept'), t('promises.broken'), t('promises.rate')]}
          rows={items.flatMap((item) => [outcomeRow(item), ...(item.parts ?? []).map((part) => outcomeRow(part, true))])}
        />
      }
    />
  )
}

const outcomeRow = ({ name, is, kept, broken, days }: Outcome, part = false) => [
  part ? (
    <span key="name" className="figure-part">
      {name}
    </span>
  ) : (
    name
  ),
  <Behind key="kept" of="PROMISED" is={[is, 'outcome:KEPT']} {...(days && { days })}>
    {number(kept)}
  </Behind>,
  <Behind key="broken" of="PROMISED" is={[is, 'outcome:BROKEN']} {...(days && { days })}>
    {number(broken)}
  </Behind>,
  shown(percent(kept, kept + broken), '%'),
]

function Causes({ data, period }: { data: Overview; period: Period }) {
  const { t } = useTranslation('quality')
  const { causes } = data
  const top = useMemo(() => causes.slice(0, PARETO_BARS), [causes])
  const draw = useMemo(
    () =>
      pareto(
        top.map(({ name, code }) => named(name, code)),
        { name: t('count'), values: top.map(({ count }) => count) },
        { name: t('causes.cumulative'), values: top.map(({ cumulative }) => cumulative) },
      ),
    [top, t],
  )
  const pick = usePick(period, ({ index }) => {
    const cause = top[index]
    return cause && ['RESOLVED', [`cause:${cause.code}`]]
  })
  const title = t('causes.title')
  return (
    <ChartCard
      title={title}
      hint={
        data.causesUnknown > 0 && (
          <Behind of="RESOLVED" is={['cause:none']}>
            {t('causes.unknown', { count: data.causesUnknown })}
          </Behind>
        )
      }
      span={8}
      empty={causes.length === 0}
      chart={<Chart label={title} height={280} draw={draw} onPick={pick} />}
      table={
        <FigureTable
          caption={title}
          head={[t('causes.cause'), t('count'), t('share'), t('causes.cumulative')]}
          rows={causes.map(({ code, name, count, share, cumulative }) => [
            named(name, code),
            <Behind key="count" of="RESOLVED" is={[`cause:${code}`]}>
              {number(count)}
            </Behind>,
            shown(share, '%'),
            shown(cumulative, '%'),
          ])}
        />
      }
    />
  )
}

function Categories({ data, period }: { data: Overview; period: Period }) {
  const { t } = useTranslation('quality')
  const { categories } = data
  const nameOf = useCallback(
    ({ code, name }: Overview['categories'][number]) => (code === 'none' ? t('categories.none') : named(name, code)),
    [t],
  )
  const top = useMemo(() => categories.slice(0, RANKED_BARS), [categories])
  const draw = useMemo(
    () => ranked(top.map(nameOf), { name: t('totals.opened'), values: top.map(({ count }) => count) }),
    [top, nameOf, t],
  )
  const pick = usePick(period, ({ index }) => {
    const category = top[index]
    return category && ['OPENED', [`category:${category.code}`]]
  })
  const title = t('categories.title')
  return (
    <ChartCard
      title={title}
      hint={categories.length > RANKED_BARS && t('categories.first', { shown: RANKED_BARS, all: categories.length })}
      span={4}
      empty={categories.length === 0}
      chart={<Chart label={title} height={280} draw={draw} onPick={pick} />}
      table={
        <FigureTable
          caption={title}
          head={[t('categories.category'), t('count'), t('share')]}
          rows={categories.map((category) => [
            nameOf(category),
            <Behind key="count" of="OPENED" is={[`category:${category.code}`]}>
              {number(category.count)}
            </Behind>,
            shown(percent(category.count, data.totals.opened), '%'),
          ])}
        />
      }
    />
  )
}

function Grades({ data, period }: { data: Overview; period: Period }) {
  const { t } = useTranslation(['quality', 'care'])
  const { ratings } = data
  const draw = useMemo(
    () =>
      columns(
        ratings.grades.map(({ code }) => t(`care:grades.${code}`)),
        { name: t('count'), values: ratings.grades.map(({ count }) => count) },
        ['good', 'primary', 'warn', 'bad'],
      ),
    [ratings, t],
  )
  const pick = usePick(period, ({ index }) => {
    const grade = ratings.grades[index]
    return grade && ['RATED', [`grade:${grade.code}`]]
  })
  const title = t('grades.title')
  return (
    <ChartCard
      title={title}
      hint={
        ratings.low > 0 && (
          <Behind of="RATED" is={['low:yes']}>
            {t('grades.low', { count: ratings.low })}
          </Behind>
        )
      }
      span={4}
      empty={ratings.rated === 0}
      chart={
        <>
          <p className="figure-panel-sum">
            {t('grades.sum', {
              score: shown(ratings.score),
              rated: number(ratings.rated),
              share: shown(percent(ratings.closedAndRated, ratings.closed), '%'),
            })}
          </p>
          <Chart label={title} height={290} draw={draw} onPick={pick} />
        </>
      }
      table={
        <FigureTable
          caption={title}
          head={[t('grades.grade'), t('count'), t('share')]}
          rows={ratings.grades.map(({ code, count }) => [
            t(`care:grades.${code}`),
            <Behind key="count" of="RATED" is={[`grade:${code}`]}>
              {number(count)}
            </Behind>,
            shown(percent(count, ratings.rated), '%'),
          ])}
        />
      }
    />
  )
}

function Engineers({ data: { engineers } }: { data: Overview }) {
  const { t } = useTranslation('quality')
  const title = t('engineers.title')
  return (
    <section className="figure-panel" data-span={8} aria-labelledby="engineers">
      <header className="figure-panel-head">
        <h2 id="engineers">{title}</h2>
        <span className="figure-panel-hint">{t('engineers.hint')}</span>
      </header>
      {engineers.length === 0 ? (
        <p className="figure-panel-empty">{t('nothing')}</p>
      ) : (
        <div className="figure-panel-table">
          <FigureTable
            caption={title}
            head={[
              t('engineers.engineer'),
              t('engineers.visits'),
              t('engineers.punctual'),
              t('engineers.late'),
              t('engineers.rated'),
              t('engineers.score'),
            ]}
            rows={engineers.map(({ id, name, partnerName, visits, punctual, rated, score }) => [
              <span key="name">
                {name} {partnerName && <small className="partner">{partnerName}</small>}
              </span>,
              <Behind key="visits" of="VISITED" is={[`engineer:${id}`]}>
                {number(visits)}
              </Behind>,
              shown(percent(punctual, visits), '%'),
              <Behind key="late" of="VISITED" is={[`engineer:${id}`, 'punctual:no']}>
                {number(visits - punctual)}
              </Behind>,
              <Behind key="rated" of="RATED" is={[`engineer:${id}`]}>
                {number(rated)}
              </Behind>,
              shown(score),
            ])}
          />
        </div>
      )}
    </section>
  )
}
