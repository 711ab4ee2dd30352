import { useQuery } from '@tanstack/react-query'
import { Flex, Popover, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { ExportButton, Four, KeysetPager, PageTitle, StatusTag, SubjectLink } from '@/shared/desk'
import { BreachCause } from '@/shared/promises/BreachCause'
import { isOpen } from '@/shared/promises/model'
import { PromiseActs } from '@/shared/promises/PromiseActs'
import { PromiseClock } from '@/shared/promises/PromiseTags'
import { PromiseWhy } from '@/shared/promises/PromiseWhy'
import { usePromiseWords } from '@/shared/promises/usePromiseWords'
import { useMay, useSession } from '@/shared/session'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import {
  type BoardFilter,
  type BoardRow,
  boardFile,
  cursorOf,
  isNarrowed,
  promiseQueries,
  WINDOWS,
  type Window,
  windowOf,
} from './api'
import { BoardFilters } from './BoardFilters'
import './due-board.css'

/** Everything that is owed to somebody, by when it falls due. */
export function DueBoardPage() {
  const { t } = useTranslation(['promises', 'shared'])
  const [filter, change] = useListState<BoardFilter>()
  const window = windowOf(filter)
  const board = useQuery(promiseQueries.board(filter))
  const counts = useQuery(promiseQueries.counts(filter))
  const manyBranches = useSession().branches.length > 1

  return (
    <>
      <PageTitle
        title={t('board.title')}
        hint={t('board.hint')}
        extra={<ExportButton path="/promises/board/export" filter={boardFile(filter)} />}
      />
      <Flex className="due-filters" gap="middle" align="center" wrap>
        <Segmented<Window>
          value={window}
          onChange={(next) => change({ window: next === 'NOW' ? undefined : next })}
          options={WINDOWS.map((one) => ({
            value: one,
            label: (
              <span className="due-window" data-window={one}>
                {t(`windows.${one}`)}
                <Count of={counts.data?.[one.toLowerCase() as Lowercase<Window>]} />
              </span>
            ),
          }))}
        />
      </Flex>
      <BoardFilters filter={filter} onChange={change} />
      <Four query={board} isEmpty={({ rows }) => rows.length === 0} filtered={isNarrowed(filter)} first={t(`empty.${window}`)}>
        {({ rows }) => (
          <>
            <ul className="due-list" aria-busy={board.isFetching}>
              {rows.map((row) => (
                <DueRow key={row.promise.id} row={row} manyBranches={manyBranches} />
              ))}
            </ul>
            <KeysetPager after={filter.after} next={cursorOf(board.data)} onMove={(after) => change({ after })} />
          </>
        )}
      </Four>
    </>
  )
}

function Count({ of }: { of: number | undefined }) {
  return of ? <span className="due-count tabular">{of >= 100 ? '99+' : of}</span> : null
}

function DueRow({ row, manyBranches }: { row: BoardRow; manyBranches: boolean }) {
  const { t } = useTranslation('promises')
  const { promise: name, reason } = usePromiseWords()
  const may = useMay('promises.settle')
  const { promise } = row
  return (
    <li className="due-row" data-late={promise.breachedAt !== null}>
      <Popover
        trigger="click"
        placement="bottomLeft"
        destroyOnHidden
        title={t('why', { promise: name(promise.code) })}
        content={
          <>
            <PromiseActs promise={promise} />
            {promise.breachedAt && may && <BreachCause id={promise.id} cause={row.breachCause} words={row.breachWords} />}
            <PromiseWhy id={promise.id} />
          </>
        }
        styles={{ container: { width: 'min(440px, calc(100vw - 32px))' } }}
      >
        <button type="button" className="due-clock" aria-label={t('why', { promise: name(promise.code) })}>
          <PromiseClock promise={promise} />
          <span className="due-at">
            {promise.state === 'PAUSED' && promise.pauseReason ? (
              (promise.pauseName ?? reason(promise.pauseReason))
            ) : (
              <Time at={promise.dueAt} />
            )}
            {promise.breachedAt && (
              <StatusTag tone={isOpen(promise) ? 'bad' : 'neutral'}>{t(isOpen(promise) ? 'board.open' : 'board.done')}</StatusTag>
            )}
          </span>
        </button>
      </Popover>
      <span className="due-what">
        <strong>{name(promise.code)}</strong>
        {promise.round > 1 && <span className="promise-round">{t('round', { round: promise.round })}</span>}
        <span className="due-subject">
          <SubjectLink kind={row.subject.kind} id={row.subject.id}>
            {row.label}
          </SubjectLink>
        </span>
      </span>
      <span className="due-who">
        {row.ownerName ?? t('board.nobody')}
        {manyBranches && <span className="due-branch">{row.branchName}</span>}
      </span>
    </li>
  )
}
