import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, DatePicker, Flex, Grid, Segmented, Select, Skeleton } from 'antd'
import dayjs from 'dayjs'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, Nothing, PageTitle, useKeys } from '@/shared/desk'
import { useLiveMessages } from '@/shared/live'
import { problemText } from '@/shared/problem'
import { OnCallNow } from '@/shared/roster/OnCallNow'
import { useMay, useSession } from '@/shared/session'
import { currentZone, dayOf, formatTime, useNow } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import {
  type Board,
  type Booked,
  type Booking,
  dispatchQueries,
  type Engineer,
  type Plan,
  useBook,
  useMove,
  useUnassign,
  type Waiting,
} from './api'
import { BoardGrid, type Pending } from './BoardGrid'
import { BoardList } from './BoardList'
import { BookingDrawer } from './BookingDrawer'
import { dayAfter, instantOf, isDay, type Span, viewOf } from './day'
import { useWarningWords } from './Objections'
import { PlanDialog, type Planning } from './PlanDialog'
import { spanOf } from './rules'
import { type Load, type Target, USUAL, useDragging } from './useDragging'
import { WaitingList } from './WaitingList'
import './board.css'

type BoardState = { day?: string; branch?: string; hours?: 'all'; case?: string }

/** The day board: drag a case onto an engineer's hours. */
export function BoardPage() {
  const { t } = useTranslation(['dispatch', 'shared'])
  const [state, change] = useListState<BoardState>()
  const { branches } = useSession()
  const mayPlan = useMay('dispatch.plan')
  const wide = Grid.useBreakpoint().lg !== false
  const zone = currentZone()
  const today = dayOf(useNow('minute'))
  const day = isDay(state.day) ? state.day : today
  const from = instantOf(day, '00:00', zone)
  const to = instantOf(dayAfter(day, 1), '00:00', zone)
  const board = useQuery(dispatchQueries.board(state.branch, new Date(from).toISOString(), new Date(to).toISOString()))
  const [planning, setPlanning] = useState<Planning>()
  const [openId, setOpenId] = useState<string>()
  const [side, setSide] = useState<'waiting' | 'plan'>('waiting')
  const acts = useBoardActs(board.data?.engineers)

  const engineers = board.data?.engineers ?? []
  const bookings = board.data?.bookings ?? []
  const absences = board.data?.absences ?? []
  const view = useMemo(
    () => viewOf(day, zone, board.data?.engineers ?? [], (board.data?.bookings ?? []).map(spanOf), state.hours === 'all'),
    [day, zone, board.data, state.hours],
  )
  const opened = bookings.find((booking) => booking.id === openId)

  const drop = useCallback(
    (load: Load, target: NonNullable<Target>) => {
      if (target.kind === 'waiting') {
        if (load.kind === 'move') acts.unassign(load.booking, '')
        return
      }
      const plan = planOf(target.engineerId, target.span, load.kind === 'book' ? '' : load.booking.note)
      if (load.kind === 'book') acts.book(load.waiting, plan)
      else if (differs(load.booking, plan)) acts.move(load.booking, plan)
    },
    [acts],
  )
  const { drag, begin } = useDragging(view, drop)

  useCaseAsked(state.case, board.data, {
    waiting: (one) => {
      setPlanning({ serviceCase: one.serviceCase })
      change({ case: undefined })
    },
    booked: (booking) => {
      setOpenId(booking.id)
      change({ case: undefined, day: dayOf(booking.startsAt) })
    },
  })
  useChangedCases()

  const go = (days: number) => change({ day: dayAfter(day, days) === today ? undefined : dayAfter(day, days) })
  useKeys({ ArrowLeft: () => go(-1), ArrowRight: () => go(1), t: () => change({ day: undefined }) })

  const plan = (chosen: Planning, given: Plan) =>
    chosen.booking ? acts.moveNow(chosen.booking, given) : acts.bookNow(chosen.serviceCase.id, given)
  const away = drag?.load.kind === 'book' ? drag.load.waiting.serviceCase.id : acts.pending ? acts.pending.caseId : undefined

  const waitingList = (
    <WaitingList
      waiting={board.data?.waiting ?? []}
      more={board.data?.moreWaiting ?? false}
      mayPlan={mayPlan}
      away={away}
      invites={drag?.load.kind === 'move' && drag.load.booking.acts.includes('DROP')}
      {...(wide && { onGrab: (event, waiting: Waiting) => begin(event, { kind: 'book', waiting, length: USUAL, grab: 0 }) })}
      onPlan={(waiting) => setPlanning({ serviceCase: waiting.serviceCase })}
    />
  )

  return (
    <div className="board-page">
      <PageTitle
        title={t('board.title')}
        hint={`${formatTime(from, 'day')}${day === today ? ` · ${t('board.today')}` : ''}`}
        extra={
          <Flex gap="small" align="center" wrap>
            {branches.length > 1 && (
              <Select
                value={state.branch ?? ''}
                onChange={(branch) => change({ branch: branch || undefined })}
                options={[
                  { value: '', label: t('board.allBranches') },
                  ...branches.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                style={{ minWidth: 128 }}
                aria-label={t('board.branch')}
              />
            )}
            <Flex gap={4}>
              <Button icon={<LeftOutlined />} aria-label={t('board.before')} onClick={() => go(-1)} />
              <Button disabled={day === today} onClick={() => change({ day: undefined })}>
                {t('board.today')}
              </Button>
              <Button icon={<RightOutlined />} aria-label={t('board.after')} onClick={() => go(1)} />
            </Flex>
            <DatePicker
              value={dayjs(day)}
              allowClear={false}
              aria-label={t('plan.day')}
              onChange={(next) => {
                const chosen = next?.format('YYYY-MM-DD')
                change({ day: chosen === today ? undefined : chosen })
              }}
              style={{ width: 132 }}
            />
            {wide && (
              <Checkbox
                checked={state.hours === 'all'}
                onChange={(event) => change({ hours: event.target.checked ? 'all' : undefined })}
              >
                {t('board.allHours')}
              </Checkbox>
            )}
          </Flex>
        }
      />
      <OnCallNow branch={state.branch} />
      <Four query={board} skeleton={<Skeleton active paragraph={{ rows: 10 }} />}>
        {() =>
          wide ? (
            <>
              <div className="board" aria-busy={board.isFetching} data-stale={board.isPlaceholderData}>
                {waitingList}
                {engineers.length === 0 ? (
                  <div className="board-scroll">
                    <Nothing first={t('board.nobody')} />
                  </div>
                ) : (
                  <BoardGrid
                    day={day}
                    view={view}
                    engineers={engineers}
                    bookings={bookings}
                    absences={absences}
                    drag={drag}
                    pending={acts.pending}
                    manyBranches={branches.length > 1 && !state.branch}
                    onGrab={begin}
                    onOpen={(booking) => setOpenId(booking.id)}
                  />
                )}
              </div>
              <Legend mayPlan={mayPlan} />
            </>
          ) : (
            <>
              <Segmented
                block
                value={side}
                onChange={setSide}
                options={[
                  { value: 'waiting', label: t('waiting.tab', { count: board.data?.waiting.length ?? 0 }) },
                  { value: 'plan', label: t('board.tab') },
                ]}
                style={{ marginBlockEnd: 12 }}
              />
              {side === 'waiting' ? (
                waitingList
              ) : engineers.length === 0 ? (
                <Nothing first={t('board.nobody')} />
              ) : (
                <BoardList engineers={engineers} bookings={bookings} onOpen={(booking) => setOpenId(booking.id)} />
              )}
            </>
          )
        }
      </Four>
      {drag?.load.kind === 'book' && drag.target === undefined && (
        <div className="board-ghost" data-severity={drag.load.waiting.serviceCase.severity} style={{ left: drag.x, top: drag.y }}>
          <strong>{drag.load.waiting.serviceCase.subject}</strong>
          <small>{drag.load.waiting.serviceCase.number}</small>
        </div>
      )}
      <PlanDialog
        planning={planning}
        day={day}
        zone={zone}
        engineers={engineers}
        bookings={bookings}
        absences={absences}
        onClose={() => setPlanning(undefined)}
        onPlan={plan}
      />
      <BookingDrawer
        booking={opened}
        engineer={engineers.find((one) => one.id === opened?.engineerId)}
        onClose={() => setOpenId(undefined)}
        onMove={(booking) => {
          setOpenId(undefined)
          setPlanning({ serviceCase: booking.serviceCase, booking })
        }}
        onDrop={(booking, reason) => {
          setOpenId(undefined)
          acts.unassign(booking, reason)
        }}
      />
    </div>
  )
}

const STATES = ['PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE', 'DONE'] as const

function Legend({ mayPlan }: { mayPlan: boolean }) {
  const { t } = useTranslation('dispatch')
  return (
    <div className="board-legend">
      {STATES.map((state) => (
        <span key={state}>
          <i data-state={state} />
          {t(`states.${state}`)}
        </span>
      ))}
      <span>
        <i data-late="true" />
        {t('board.late')}
      </span>
      <span className="board-help">{t(mayPlan ? 'board.help' : 'board.readOnly')}</span>
    </div>
  )
}

const planOf = (engineerId: string, span: Span, note: string): Plan => ({
  engineerId,
  startsAt: new Date(span.from).toISOString(),
  endsAt: new Date(span.to).toISOString(),
  note,
})

const differs = (booking: Booking, plan: Plan) =>
  booking.engineerId !== plan.engineerId ||
  Date.parse(booking.startsAt) !== Date.parse(plan.startsAt) ||
  Date.parse(booking.endsAt) !== Date.parse(plan.endsAt)

type Found = { waiting: (waiting: Waiting) => void; booked: (booking: { id: string; startsAt: string }) => void }

/** Somebody came from a case to plan it (`?case=`): its dialog opens when it waits, its booking when it is planned already. */
function useCaseAsked(caseId: string | undefined, board: Board | undefined, found: Found) {
  const latest = useRef(found)
  latest.current = found
  const waiting = caseId ? board?.waiting.find((one) => one.serviceCase.id === caseId) : undefined
  const elsewhere = caseId !== undefined && board !== undefined && waiting === undefined
  const plans = useQuery({ ...dispatchQueries.ofCase(caseId ?? ''), enabled: elsewhere })
  const planned = elsewhere ? plans.data?.find((one) => one.state !== 'CANCELLED') : undefined
  useEffect(() => {
    if (waiting) latest.current.waiting(waiting)
    else if (planned) latest.current.booked(planned)
  }, [waiting, planned])
}

/** New and changed cases are told under their own topic. */
function useChangedCases() {
  const queries = useQueryClient()
  const refresh = useCallback(() => {
    queries.invalidateQueries({ queryKey: ['dispatch', 'board'] })
  }, [queries])
  useLiveMessages('cases', refresh)
}

/** Booking, moving and unassigning with what the user gets to hear of it: done (and how to undo it), said, or refused and why. */
function useBoardActs(engineers: readonly Engineer[] | undefined) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const { notification } = App.useApp()
  const warning = useWarningWords()
  const book = useBook()
  const move = useMove()
  const unassign = useUnassign()
  const [pending, setPending] = useState<Pending>()
  const bookAsync = book.mutateAsync
  const moveAsync = move.mutateAsync
  const unassignAsync = unassign.mutateAsync

  const acts = useMemo(() => {
    const refused = (error: unknown) => {
      notification.error({
        title: t('refused'),
        description: problemText(error),
        duration: 10,
        placement: 'bottomRight',
        key: 'board',
      })
    }
    const said = (title: string, booked: Booked | undefined, undo: () => Promise<unknown>) => {
      const warnings = booked?.warnings ?? []
      const key = 'board'
      notification[warnings.length > 0 ? 'warning' : 'success']({
        key,
        title,
        placement: 'bottomRight',
        duration: warnings.length > 0 ? 10 : 5,
        description: warnings.map((one) => <div key={one.code}>{warning(one)}</div>),
        actions: (
          <Button
            size="small"
            onClick={() => {
              notification.destroy(key)
              undo().catch(refused)
            }}
          >
            {t('undo')}
          </Button>
        ),
      })
    }
    const back = (booking: Booking) => planOf(booking.engineerId, spanOf(booking), booking.note)

    const whoAndWhen = ({ booking }: Booked) => ({
      engineer: engineers?.find((one) => one.id === booking.engineerId)?.name ?? '',
      time: `${formatTime(booking.startsAt, 'short')}–${formatTime(booking.endsAt, 'time')}`,
    })

    const bookNow = async (caseId: string, plan: Plan) => {
      const booked = await bookAsync({ ...plan, caseId })
      said(t('done.booked', whoAndWhen(booked)), booked, () =>
        unassignAsync({ id: booked.booking.id, version: booked.booking.version, reason: '' }),
      )
    }
    const moveNow = async (booking: Booking, plan: Plan) => {
      const moved = await moveAsync({ ...plan, id: booking.id, version: booking.version })
      said(t('done.moved', whoAndWhen(moved)), moved, () =>
        moveAsync({ ...back(booking), id: booking.id, version: moved.booking.version }),
      )
    }
    const during = async (next: Pending, work: Promise<unknown>) => {
      setPending(next)
      try {
        await work
      } catch (error) {
        refused(error)
      } finally {
        setPending(undefined)
      }
    }
    const pendingOf = (caseId: string, subject: string, plan: Plan): Pending => ({
      caseId,
      subject,
      engineerId: plan.engineerId,
      span: { from: Date.parse(plan.startsAt), to: Date.parse(plan.endsAt) },
    })

    return {
      bookNow,
      moveNow,
      book: (waiting: Waiting, plan: Plan) =>
        during(pendingOf(waiting.serviceCase.id, waiting.serviceCase.subject, plan), bookNow(waiting.serviceCase.id, plan)),
      move: (booking: Booking, plan: Plan) =>
        during(pendingOf(booking.serviceCase.id, booking.serviceCase.subject, plan), moveNow(booking, plan)),
      unassign: (booking: Booking, reason: string) =>
        unassignAsync({ id: booking.id, version: booking.version, reason }).then(
          () => said(t('done.dropped'), undefined, () => bookAsync({ ...back(booking), caseId: booking.serviceCase.id })),
          refused,
        ),
    }
  }, [notification, t, warning, engineers, bookAsync, moveAsync, unassignAsync])
  return useMemo(() => ({ ...acts, pending }), [acts, pending])
}
