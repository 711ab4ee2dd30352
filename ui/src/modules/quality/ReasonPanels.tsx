import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { usePromiseWords } from '@/shared/promises/usePromiseWords'
import { Chart } from './Chart'
import { ChartCard } from './ChartCard'
import { ranked } from './charts'
import { FigureTable } from './FigureTable'
import { number, percent, shown } from './figures'
import type { Period } from './period'
import { listOf, type PromiseReport, type ReportFilter } from './promiseReport'
import { ReportLink } from './ReportLink'

type ReasonProps = { report: PromiseReport; period: Period; filter: ReportFilter }

/** Why promises were broken, as people of the house said afterwards. */
export function Causes({ report, period, filter }: ReasonProps) {
  const { t } = useTranslation(['quality', 'promises'])
  const router = useRouter()
  const { causes, total } = report
  const name = (cause: string) => t(`promises:causes.${cause}`, { defaultValue: cause })
  const draw = useMemo(
    () =>
      ranked(
        causes.map(({ cause }) => t(`promises:causes.${cause}`, { defaultValue: cause })),
        { name: t('count'), values: causes.map(({ count }) => count) },
      ),
    [causes, t],
  )
  const behind = (cause: string) => listOf(period, { ...filter, outcome: 'BROKEN', cause })
  return (
    <ChartCard
      title={t('report.causes')}
      span={6}
      empty={causes.length === 0}
      chart={
        <Chart
          label={t('report.causes')}
          height={Math.max(120, 24 + causes.length * 26)}
          draw={draw}
          onPick={({ index }) => {
            const cause = causes[index]
            if (cause) router.navigate(behind(cause.cause) as never)
          }}
        />
      }
      table={
        <FigureTable
          caption={t('report.causes')}
          head={[t('report.cause'), t('count'), t('share')]}
          rows={causes.map(({ cause, count }) => [
            name(cause),
            <ReportLink key="count" address={behind(cause)}>
              {number(count)}
            </ReportLink>,
            shown(percent(count, total.broken), '%'),
          ])}
        />
      }
    />
  )
}

/** Why promises were waived, and who decided it. */
export function Waivers({ report, period, filter }: ReasonProps) {
  const { t } = useTranslation('quality')
  const { reason: word } = usePromiseWords()
  const title = t('report.waivers')
  return (
    <section className="figure-panel" data-span={6} aria-label={title}>
      <header className="figure-panel-head">
        <h2>{title}</h2>
        {report.total.waived > 0 && (
          <ReportLink address={listOf(period, { ...filter, outcome: 'WAIVED' })} className="figure-panel-hint">
            {t('report.allWaived', { count: report.total.waived })}
          </ReportLink>
        )}
      </header>
      {report.waivers.length === 0 ? (
        <p className="figure-panel-empty">{t('nothing')}</p>
      ) : (
        <div className="figure-panel-table">
          <FigureTable
            caption={title}
            head={[t('report.reason'), t('report.by'), t('count')]}
            rows={report.waivers.map(({ reason, byName, count }) => [
              word(reason),
              byName ?? t('report.byItself'),
              number(count),
            ])}
          />
        </div>
      )}
    </section>
  )
}
