import { LeftOutlined, PrinterOutlined, RightOutlined, ThunderboltOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox, DatePicker, Flex, Grid, Segmented, Select, Skeleton, Tooltip } from 'antd'
import dayjs from 'dayjs'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, Nothing, PageTitle, useKeys } from '@/shared/desk'
import { OnCallNow } from '@/shared/roster/OnCallNow'
import { useMay, useSession } from '@/shared/session'
import { currentZone, dayOf, formatTime, useNow } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { AdviceDrawer } from './AdviceDrawer'
import { AskPlan } from './AskPlan'
import { dispatchQueries, type Plan, type Waiting } from './api'
import { BoardGrid } from './BoardGrid'
import { BoardList } from './BoardList'
import { BookingDrawer } from './BookingDrawer'
import { DayMap } from './DayMap'
import { dayAfter, instantOf, isDay, viewOf } from './day'
import { Proposed, useAdvised, useInDay } from './inDay'
import { ManyBar, placements, useChosen } from './many'
import { PlanDialog, type Planning } from './PlanDialog'
import { PlanDrawer } from './PlanDrawer'
import { spanOf } from './rules'
import { TenderDrawer } from './TenderDrawer'
import { differs, planOf, useBoardActs } from './useBoardActs'
import { useCaseAsked, useChangedCases } from './useCaseAsked'
import { type Load, type Target, USUAL, useDragging } from './useDragging'
import { WaitingList } from './WaitingList'
import './board.css'

type BoardState = {
  day?: string
  branch?: string
  hours?: 'all'
  view?: 'three' | 'week' | 'map'
  case?: string
  /** The case for which engineers are suggested. */
  advise?: string
  /** The case that is offered to partners. */
  tender?: string
  /** The plan that is looked at. */
  plan?: string
}

/** The day board: drag a case onto an engineer's hours. */
export function BoardPage() {
  const { t } = useTranslation(['dispatch', 'shared'])
  const [state, change] = useListState<BoardState>()
  const { branches, user } = useSession()
  const mayPlan = useMay('dispatch.plan')
  const mayTender = useMay('dispatch.tender')
  // A partner's planner sees the firm's people only: whole days are the branch's to plan.
  const ofPartner = user.partnerId !== null
  const wide = Grid.useBreakpoint().lg !== false
  const zone = currentZone()
  const today = dayOf(useNow('minute'))
  const day = isDay(state.day) ? state.day : today
  const days = state.view === 'week' ? 7 : state.view === 'three' ? 3 : 1
  const branch = ofPartner ? undefined : (state.branch ?? (branches.length === 1 ? branches[0]?.id : undefined))
  const from = instantOf(day, '00:00', zone)
  const to = instantOf(dayAfter(day, days), '00:00', zone)
  const board = useQuery(dispatchQueries.board(state.branch, new Date(from).toISOString(), new Date(to).toISOString()))
  const [planning, setPlanning] = useState<Planning>()
  const [asking, setAsking] = useState(false)
  const [openId, setOpenId] = useState<string>()
  const [side, setSide] = useState<'waiting' | 'plan'>('waiting')
  const acts = useBoardActs(board.data?.engineers)
  const { message } = App.useApp()

  const engineers = board.data?.engineers ?? []
  const bookings = board.data?.bookings ?? []
  const absences = board.data?.absences ?? []
  const view = useMemo(
    () => viewOf(day, zone, board.data?.engineers ?? [], (board.data?.bookings ?? []).map(spanOf), state.hours === 'all', days),
    [day, zone, board.data, state.hours, days],
  )
  const ways = useMemo(() => new Map(board.data?.ways.map((way) => [way.bookingId, way.minutes])), [board.data])
  const opened = bookings.find((booking) => booking.id === openId)
  const advised = useAdvised(state.advise, board.data)
  const tendered = useAdvised(state.tender, board.data)

  const { chosen, toggle, clear } = useChosen(bookings)
  const drop = useCallback(
    (load: Load, target: NonNullable<Target>) => {
      if (target.kind === 'waiting') {
        if (load.kind === 'move' && load.others.length > 0) acts.dropAll([load.booking, ...load.others])
        else if (load.kind === 'move') acts.unassign(load.booking, '')
        return
      }
      if (load.kind === 'move' && load.others.length > 0) {
        acts.shift(placements(load, target))
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
    waiting: (one) => change({ case: undefined, advise: one.serviceCase.id }),
    booked: (booking) => {
      setOpenId(booking.id)
      change({ case: undefined, day: dayOf(booking.startsAt) })
    },
  })
  useChangedCases()

  const inDay = useInDay(branch, day, (plan) => {
    setOpenId(undefined)
    change({ plan, advise: undefined })
  })
  const go = (steps: number) => {
    const next = dayAfter(day, steps * days)
    change({ day: next === today ? undefined : next })
  }
  useKeys({ ArrowLeft: () => go(-1), ArrowRight: () => go(1), t: () => change({ day: undefined }), Escape: clear })

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
      onAdvise={(waiting) => change({ advise: waiting.serviceCase.id })}
      onTender={mayTender ? (waiting) => change({ tender: waiting.serviceCase.id }) : undefined}
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
              <Segmented
                aria-label={t('view.title')}
                value={state.view ?? 'board'}
                onChange={(view) => change({ view: view === 'board' ? undefined : (view as 'three') })}
                options={(['board', 'three', 'week', 'map'] as const).map((value) => ({ value, label: t(`view.${value}`) }))}
              />
            )}
            {wide && days === 1 && state.view !== 'map' && (
              <Checkbox
                checked={state.hours === 'all'}
                onChange={(event) => change({ hours: event.target.checked ? 'all' : undefined })}
              >
                {t('board.allHours')}
              </Checkbox>
            )}
            {wide && (
              <Button
                icon={<PrinterOutlined />}
                aria-label={t('view.print')}
                title={t('view.print')}
                onClick={() => window.print()}
              />
            )}
            {mayPlan && !ofPartner && (
              <Tooltip title={branch ? '' : t('planner.branchFirst')}>
                <Button type="primary" icon={<ThunderboltOutlined />} disabled={!branch} onClick={() => setAsking(true)}>
                  {t('planner.menu')}
                </Button>
              </Tooltip>
            )}
          </Flex>
        }
      />
      <OnCallNow branch={state.branch} />
      {mayPlan && branch && <Proposed branch={branch} shown={state.plan} onShow={(plan) => change({ plan })} />}
      <Four query={board} skeleton={<Skeleton active paragraph={{ rows: 10 }} />}>
        {() =>
          wide ? (
            <>
              <div className="board" aria-busy={board.isFetching} data-stale={board.isPlaceholderData}>
                {waitingList}
                {state.view === 'map' && board.data ? (
                  <DayMap
                    board={board.data}
                    onOpen={(booking) => setOpenId(booking.id)}
                    onPlan={(waiting) => change({ advise: waiting.serviceCase.id })}
                  />
                ) : engineers.length === 0 ? (
                  <div className="board-scroll">
                    <Nothing first={t('board.nobody')} />
                  </div>
                ) : (
                  <BoardGrid
                    day={day}
                    days={days}
                    ways={ways}
                    onAbsent={mayPlan && branch ? inDay.absent : undefined}
                    view={view}
                    engineers={engineers}
                    bookings={bookings}
                    absences={absences}
                    drag={drag}
                    pending={acts.pending}
                    manyBranches={branches.length > 1 && !state.branch}
                    chosen={chosen}
                    onChoose={toggle}
                    onGrab={begin}
                    onOpen={(booking) => setOpenId(booking.id)}
                  />
                )}
              </div>
              <ManyBar
                chosen={chosen}
                engineers={engineers}
                onShift={acts.shift}
                onDrop={(visits) => {
                  clear()
                  acts.dropAll(visits)
                }}
                onClear={clear}
              />
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
        onAdvise={(booking) => {
          setOpenId(undefined)
          change({ advise: booking.serviceCase.id })
        }}
        onLate={branch ? inDay.late : undefined}
        swaps={bookings
          .filter((one) => opened && one.acts.includes('MOVE') && one.engineerId !== opened.engineerId)
          .map((one) => ({ booking: one, engineer: engineers.find(({ id }) => id === one.engineerId)?.name ?? '' }))}
        onSwap={(booking, other) => {
          setOpenId(undefined)
          inDay.swap(booking, other)
        }}
      />
      <AdviceDrawer
        caseId={state.advise}
        subject={advised.subject}
        branch={ofPartner ? undefined : advised.branch}
        bookingId={advised.planning?.booking?.id}
        onPartners={
          mayTender && advised.waits
            ? () => change({ advise: undefined, ...(state.advise && { tender: state.advise }) })
            : undefined
        }
        day={day < today ? today : day}
        onClose={() => change({ advise: undefined })}
        onByHand={
          advised.planning &&
          (() => {
            setPlanning(advised.planning)
            change({ advise: undefined })
          })
        }
        onBooked={(booked) => {
          change({ advise: undefined })
          acts.saidBooked(booked)
        }}
        onPlan={(plan) => change({ plan, advise: undefined })}
      />
      <TenderDrawer
        caseId={mayTender ? state.tender : undefined}
        subject={tendered.subject}
        branch={tendered.branch}
        onClose={() => change({ tender: undefined })}
      />
      {branch && (
        <AskPlan
          open={asking}
          branch={branch}
          day={day < today ? today : day}
          onClose={() => setAsking(false)}
          onPlan={(plan) => change({ plan })}
        />
      )}
      <PlanDrawer
        id={state.plan}
        onClose={() => change({ plan: undefined })}
        onAccepted={(count) => {
          change({ plan: undefined })
          message.success(t('planner.accepted', { count }))
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
        <i data-promise="tight" />
        {t('board.tight')}
      </span>
      <span>
        <i data-late="true" />
        {t('board.late')}
      </span>
      <span className="board-help">
        {t(mayPlan ? 'board.help' : 'board.readOnly')}
        {mayPlan && ` · ${t('many.help')}`}
      </span>
    </div>
  )
}
