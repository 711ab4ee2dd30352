import { useQuery } from '@tanstack/react-query'
import { Drawer, Skeleton, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { Countdown } from '@/shared/Countdown'
import { BranchFilter, ChoiceFilter, ExportButton, FilterBar, PageTitle, ProblemAlert, RowList, SubjectLink } from '@/shared/desk'
import { formatTime } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { PartnerScoreTag } from './PartnerScoreTag'
import { TenderCard, TenderTag } from './TenderCard'
import { TENDER_STATES, type Tender, type TenderState, tenderQueries } from './tenderApi'
import './tenders.css'

type State = { state?: TenderState; branch?: string; after?: string; open?: string }

/** All that was offered to partners, the newest first, and how the partners work. */
export function TenderListPage() {
  const { t } = useTranslation('dispatch')
  const [{ open, ...filter }, change] = useListState<State>()
  const tenders = useQuery(tenderQueries.list(filter))
  const scores = useQuery(tenderQueries.scores(filter.branch))
  const visit = (row: Tender) => change({ open: row.id }, { keepPage: true })
  const set = (next: Partial<Record<keyof State, string | undefined>>) => change(next as Partial<State>)

  const columns: TableProps<Tender>['columns'] = [
    {
      title: t('tender.columns.case'),
      key: 'case',
      width: 320,
      render: (_, row) => (
        <div className="two-lines">
          <SubjectLink kind="case" id={row.caseId}>
            {row.subject}
          </SubjectLink>
          <small className="tabular">
            {row.number}
            {row.customer && ` · ${row.customer}`}
          </small>
        </div>
      ),
    },
    { title: t('tender.columns.state'), key: 'state', width: 110, render: (_, row) => <TenderTag state={row.state} /> },
    { title: t('tender.columns.mode'), key: 'mode', width: 120, render: (_, row) => t(`tender.mode.${row.mode}`) },
    { title: t('tender.columns.partners'), key: 'partners', width: 260, render: (_, row) => <Partners tender={row} /> },
    { title: t('tender.columns.due'), key: 'due', width: 190, render: (_, row) => <Due tender={row} /> },
    {
      title: t('tender.columns.asked'),
      key: 'asked',
      width: 150,
      className: 'tabular',
      render: (_, row) => formatTime(row.askedAt, 'short'),
    },
  ]

  return (
    <>
      <PageTitle
        title={t('tender.listTitle')}
        hint={t('tender.listHint')}
        extra={<ExportButton path="/dispatch/tenders/export" filter={{ state: filter.state, branch: filter.branch }} />}
      />
      {scores.data && scores.data.length > 0 && (
        <ul className="score-strip" aria-label={t('score.title')}>
          {scores.data.map((score) => (
            <li key={score.partnerId}>
              {score.partner} <PartnerScoreTag score={score} />
            </li>
          ))}
        </ul>
      )}
      <FilterBar
        set={[filter.state, filter.branch].filter(Boolean).length}
        first={
          <ChoiceFilter
            label={t('tender.columns.state')}
            value={filter.state}
            options={TENDER_STATES.map((value) => ({ value, label: t(`tender.states.${value}`) }))}
            onChange={(state) => set({ state })}
          />
        }
      >
        <BranchFilter value={filter.branch} onChange={(branch) => set({ branch })} />
      </FilterBar>
      <RowList
        query={tenders}
        columns={columns}
        width={1150}
        visit={visit}
        filtered={Boolean(filter.state || filter.branch)}
        first={t('tender.first')}
        after={filter.after}
        next={tenders.data?.next}
        onMove={(after) => set({ after })}
        card={(row) => (
          <>
            <span className="spread">
              <button type="button" className="plain-link" onClick={() => visit(row)}>
                {row.subject}
              </button>
              <TenderTag state={row.state} />
            </span>
            <small>{row.number}</small>
            <span className="spread">
              <Partners tender={row} />
              <Due tender={row} />
            </span>
          </>
        )}
      />
      <OneTender id={open} onClose={() => change({ open: undefined }, { keepPage: true })} />
    </>
  )
}

function OneTender({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation('dispatch')
  const tender = useQuery({ ...tenderQueries.one(id ?? ''), enabled: id !== undefined })
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      size={520}
      destroyOnHidden
      title={tender.data ? tender.data.number : t('tender.title')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {tender.isError ? (
        <ProblemAlert error={tender.error} onRetry={() => tender.refetch()} />
      ) : tender.data ? (
        <>
          <p className="tender-subject">
            <SubjectLink kind="case" id={tender.data.caseId}>
              {tender.data.subject}
            </SubjectLink>
          </p>
          <TenderCard tender={tender.data} />
        </>
      ) : (
        <Skeleton active />
      )}
    </Drawer>
  )
}

function Partners({ tender }: { tender: Tender }) {
  const { t } = useTranslation('dispatch')
  const winner = tender.parts.find((part) => part.state === 'WON')
  if (winner) return <>{winner.partner}</>
  const answered = tender.parts.filter((part) => part.state === 'ANSWERED').length
  return (
    <div className="two-lines">
      <span>{tender.parts.map((part) => part.partner).join(t('comma'))}</span>
      {answered > 0 && <small>{t('tender.answeredCount', { count: answered })}</small>}
    </div>
  )
}

function Due({ tender }: { tender: Tender }) {
  return tender.state === 'OPEN' ? (
    <span className="tabular">
      {formatTime(tender.dueAt, 'short')} <Countdown dueAt={tender.dueAt} state="RUNNING" />
    </span>
  ) : (
    <span className="tabular">{formatTime(tender.endedAt, 'short')}</span>
  )
}
