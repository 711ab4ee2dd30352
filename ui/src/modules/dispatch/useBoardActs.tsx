import { App, Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { type Booked, type Booking, type Engineer, type Plan, useBook, useMove, useUnassign, type Waiting } from './api'
import type { Pending } from './BoardGrid'
import type { Span } from './day'
import type { Placement } from './many'
import { useWarningWords } from './Objections'
import { type Shift, useShift } from './planApi'
import { spanOf } from './rules'

export const planOf = (engineerId: string, span: Span, note: string): Plan => ({
  engineerId,
  startsAt: new Date(span.from).toISOString(),
  endsAt: new Date(span.to).toISOString(),
  note,
})

export const differs = (booking: Booking, plan: Plan) =>
  booking.engineerId !== plan.engineerId ||
  Date.parse(booking.startsAt) !== Date.parse(plan.startsAt) ||
  Date.parse(booking.endsAt) !== Date.parse(plan.endsAt)

/** Booking, moving and unassigning with what the user gets to hear of it: done (and how to undo it), said, or refused and why. */
export function useBoardActs(engineers: readonly Engineer[] | undefined) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const { notification } = App.useApp()
  const warning = useWarningWords()
  const book = useBook()
  const move = useMove()
  const unassign = useUnassign()
  const shift = useShift()
  const [pending, setPending] = useState<Pending>()
  const bookAsync = book.mutateAsync
  const moveAsync = move.mutateAsync
  const unassignAsync = unassign.mutateAsync
  const shiftAsync = shift.mutateAsync

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

    const saidBooked = (booked: Booked) =>
      said(t('done.booked', whoAndWhen(booked)), booked, () =>
        unassignAsync({ id: booked.booking.id, version: booked.booking.version, reason: '' }),
      )
    const bookNow = async (caseId: string, plan: Plan) => saidBooked(await bookAsync({ ...plan, caseId }))
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

    const shiftNow = async (moves: readonly Placement[]) => {
      const visits = moves.map(
        ({ booking, engineerId, span }): Shift => ({
          id: booking.id,
          version: booking.version,
          to: planOf(engineerId, span, booking.note),
        }),
      )
      const seen = await shiftAsync(visits)
      said(t('many.moved', { count: moves.length }), undefined, () =>
        shiftAsync(
          moves.map(({ booking }, index): Shift => ({ id: booking.id, version: seen[index]?.version ?? 0, to: back(booking) })),
        ),
      )
    }
    const dropNow = async (bookings: readonly Booking[]) => {
      await shiftAsync(bookings.map(({ id, version }): Shift => ({ id, version, to: null })))
      said(t('many.dropped', { count: bookings.length }), undefined, async () => {
        for (const booking of bookings) await bookAsync({ ...back(booking), caseId: booking.serviceCase.id })
      })
    }

    return {
      shift: (moves: readonly Placement[]) => shiftNow(moves).catch(refused),
      dropAll: (bookings: readonly Booking[]) => dropNow(bookings).catch(refused),
      saidBooked,
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
  }, [notification, t, warning, engineers, bookAsync, moveAsync, unassignAsync, shiftAsync])
  return useMemo(() => ({ ...acts, pending }), [acts, pending])
}
