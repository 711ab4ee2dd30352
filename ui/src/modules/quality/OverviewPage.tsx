import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle } from '@/shared/desk'
import { formatTime, useNow } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { fileOf, qualityQueries } from './api'
import { PeriodProvider } from './Behind'
import { PeriodTiles, TodayTiles } from './OverviewTiles'
import { Panels } from './Panels'
import { PeriodBar } from './PeriodBar'
import { daysIn, type PeriodState, periodOf } from './period'
import './overview.css'

/** How the work went: today, and over a period. Every figure leads to the cases it counts. */
export function OverviewPage() {
  const { t, i18n } = useTranslation(['quality', 'cases', 'promises', 'care', 'shared'])
  const [state, change] = useListState<PeriodState>()
  const day = useNow('minute')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock matters only when the day changes
  const period = useMemo(() => periodOf(state, day), [state, formatTime(day, 'date')])
  const overview = useQuery(qualityQueries.overview(period, period.branch))
  const days = t('days', { from: period.from, to: period.to, count: daysIn(period) })

  return (
    <PeriodProvider value={period}>
      <PageTitle
        title={t('title')}
        hint={
          <>
            {days}
            {overview.data && (
              <span className="overview-read-at"> · {t('readAt', { at: formatTime(overview.data.at, 'time') })}</span>
            )}
          </>
        }
        extra={
          <span className="no-print overview-acts">
            <Button icon={<DownloadOutlined />} href={fileOf(period, period.branch, i18n.language)} download>
              {t('asFile')}
            </Button>
            <Button className="print" icon={<PrinterOutlined />} onClick={() => window.print()}>
              {t('print')}
            </Button>
          </span>
        }
      />
      <div className="no-print">
        <PeriodBar period={period} onChange={change} />
      </div>
      <Four query={overview} skeleton={<Loading />}>
        {(data) => (
          <div className="overview" aria-busy={overview.isFetching}>
            <TodayTiles today={data.today} branch={period.branch} />
            <PeriodTiles data={data} />
            <Panels data={data} period={period} />
          </div>
        )}
      </Four>
    </PeriodProvider>
  )
}

function Loading() {
  return (
    <div className="overview">
      <Skeleton active title={false} paragraph={{ rows: 3 }} />
      <div className="figure-panels">
        {[8, 4, 6, 6].map((span, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: never changes
          <section key={index} className="figure-panel" data-span={span}>
            <Skeleton active paragraph={{ rows: 5 }} />
          </section>
        ))}
      </div>
    </div>
  )
}
