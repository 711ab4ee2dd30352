import { useInfiniteQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { http, type Schema, search } from '@/shared/http'
import { Badge, Button, Card, EmptyState, ErrorPanel, Skeleton, type Tone } from '@/shared/lite'
import { Time } from '@/shared/Time'

type ContractPage = Schema<'MyPapers.ContractPage'>
type MyContract = Schema<'MyPapers.MyContract'>
type ReportPage = Schema<'MyPapers.ReportPage'>
type Promised = MyContract['promised'][number]

const STANDINGS = { COMING: 'info', RUNNING: 'good', OVER: 'neutral' } as const satisfies Record<MyContract['standing'], Tone>

/** What is agreed with us, in plain words. */
export function Contracts() {
  const { t } = useTranslation('portal')
  const contracts = useInfiniteQuery({
    queryKey: ['my', 'contracts'],
    queryFn: ({ pageParam, signal }) => http<ContractPage>(`/portal/contracts${search({ after: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  const rows = contracts.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <section className="portal-rows" aria-label={t('my.contracts')}>
      {contracts.isPending && <Skeleton lines={5} />}
      {contracts.isError && <ErrorPanel error={contracts.error} onRetry={() => contracts.refetch()} />}
      {contracts.isSuccess && rows.length === 0 && <EmptyState title={t('contracts.none')} hint={t('contracts.noneHint')} />}
      {rows.map((contract) => (
        <OneContract key={contract.id} contract={contract} />
      ))}
      {contracts.hasNextPage && (
        <Button kind="plain" busy={contracts.isFetchingNextPage} onClick={() => contracts.fetchNextPage()}>
          {t('my.more')}
        </Button>
      )}
    </section>
  )
}

function OneContract({ contract }: { contract: MyContract }) {
  const { t } = useTranslation('portal')
  const { covers, covered, visits, visitsUsed, standing } = contract
  const named = covers.join(t('contracts.comma'))
  const level = contract.levelName || t(`contracts.levels.${contract.level}`, { defaultValue: contract.level })
  return (
    <Card title={contract.title} extra={<Badge tone={STANDINGS[standing]}>{t(`contracts.standing.${standing}`)}</Badge>}>
      <p className="portal-facts">
        <span className="tabular">{contract.number}</span>
        <br />
        {t('contracts.term', { from: contract.startsOn, until: contract.endsOn })}
      </p>
      <dl className="portal-facts-list">
        <dt>{t('contracts.covers')}</dt>
        <dd>
          {covers.length === 0
            ? t('contracts.everything')
            : covered > covers.length
              ? t('contracts.andMore', { named, count: covered })
              : named}
        </dd>
        <dt>{t('contracts.level')}</dt>
        <dd>
          {level}
          {t('contracts.comma')}
          {t(contract.partsIncluded ? 'contracts.withParts' : 'contracts.withoutParts')}
        </dd>
        {visits > 0 && (
          <>
            <dt>{t('contracts.visits')}</dt>
            <dd>{t('contracts.visitsLeft', { left: Math.max(0, visits - visitsUsed), count: visits })}</dd>
          </>
        )}
        {contract.promised.length > 0 && (
          <>
            <dt>{t('contracts.promised')}</dt>
            <dd>
              <ul className="portal-promised">
                {bySeverity(contract.promised).map(([severity, times]) => (
                  <li key={severity ?? 'all'}>
                    {severity !== null && <b>{t(`contracts.severity.${severity}`)}</b>}
                    <span>{times.map((time) => sentence(t, time)).join(t('contracts.comma'))}</span>
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
    </Card>
  )
}

/** What holds for every case first, then the gravest. */
function bySeverity(promised: Promised[]): [number | null, Promised[]][] {
  const groups = new Map<number | null, Promised[]>()
  for (const one of promised) groups.set(one.severity, [...(groups.get(one.severity) ?? []), one])
  return [...groups].sort(([one], [other]) => (one ?? 0) - (other ?? 0))
}

/** 4 小时内到场; of a calendar that rests, in working time. */
function sentence(t: TFunction<'portal'>, { code, unit, amount, calendar }: Promised): string {
  const hours = unit === 'MINUTES' && amount % 60 === 0
  const time = t(unit === 'WORKING_DAYS' ? 'contracts.time.days' : hours ? 'contracts.time.hours' : 'contracts.time.minutes', {
    count: hours ? amount / 60 : amount,
  })
  const what = t(`promises.what.${code}`, { defaultValue: t('promises.what.other') })
  return t(unit === 'MINUTES' && calendar !== '7x24' ? 'contracts.withinWork' : 'contracts.within', { time, what })
}

/** Signed service reports of the cases one sees. */
export function Reports() {
  const { t } = useTranslation('portal')
  const reports = useInfiniteQuery({
    queryKey: ['my', 'reports'],
    queryFn: ({ pageParam, signal }) =>
      http<ReportPage>(
        `/portal/reports${search(
          pageParam ? { afterAt: pageParam.openedAt, afterCase: pageParam.caseId, afterReport: pageParam.report } : {},
        )}`,
        { signal },
      ),
    initialPageParam: null as ReportPage['next'],
    getNextPageParam: (last) => last.next,
  })
  const rows = reports.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <section className="portal-rows" aria-label={t('my.reports')}>
      {reports.isPending && <Skeleton lines={5} />}
      {reports.isError && <ErrorPanel error={reports.error} onRetry={() => reports.refetch()} />}
      {reports.isSuccess && rows.length === 0 && <EmptyState title={t('papers.none')} hint={t('papers.noneHint')} />}
      {rows.map((report) => (
        <a
          key={report.number}
          href={`/api/portal/reports/${encodeURIComponent(report.number)}`}
          target="_blank"
          rel="noreferrer"
          className="portal-row"
        >
          <span>
            <strong>{report.subject}</strong>
            <small>
              <span className="tabular">{report.number}</span>
              {[report.deviceName, report.siteName, report.engineer].filter(Boolean).map((fact) => ` · ${fact}`)}
            </small>
            <small>
              {t('papers.signed', { signer: report.signer })} <Time at={report.signedAt} />
            </small>
          </span>
          <Badge tone="primary">PDF</Badge>
        </a>
      ))}
      {reports.hasNextPage && (
        <Button kind="plain" busy={reports.isFetchingNextPage} onClick={() => reports.fetchNextPage()}>
          {t('my.more')}
        </Button>
      )}
    </section>
  )
}
