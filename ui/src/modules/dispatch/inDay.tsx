import { UndoOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import type { Board, Booking, Engineer } from './api'
import { dayAfter, instantOf } from './day'
import type { Planning } from './PlanDialog'
import { planBody, planQueries, useAskPlan, useSwap, useUndoPlan } from './planApi'

/** What the address asks advice for: the case as the board knows it. */
export function useAdvised(caseId: string | undefined, board: Board | undefined) {
  const booking = board?.bookings.find((one) => one.serviceCase.id === caseId)
  const serviceCase = board?.waiting.find((one) => one.serviceCase.id === caseId)?.serviceCase ?? booking?.serviceCase
  const planning: Planning | undefined = serviceCase && { serviceCase, ...(booking && { booking }) }
  const waits = serviceCase !== undefined && booking === undefined
  return {
    waits,
    subject: serviceCase ? `${serviceCase.number} ${serviceCase.subject}` : '',
    branch: serviceCase?.branchId,
    planning,
  }
}

/** What happens during the day: each asks for a proposal that somebody accepts. */
export function useInDay(branch: string | undefined, day: string, onPlan: (run: string) => void) {
  const { t } = useTranslation('dispatch')
  const { message } = App.useApp()
  const ask = useAskPlan()
  const swap = useSwap()
  const refused = (error: unknown) => {
    message.error(problemText(error))
  }
  const asked = { onSuccess: (run: { id: string }) => onPlan(run.id), onError: refused }
  return {
    absent: (engineer: Engineer, rest: boolean) => {
      if (!branch) return
      const from = instantOf(day, '00:00', engineer.zone)
      const to = instantOf(dayAfter(day, 1), '00:00', engineer.zone)
      const since = rest ? Math.min(Math.max(from, Date.now()), to - 60_000) : from
      const span = { from: new Date(since).toISOString(), to: new Date(to).toISOString() }
      ask.mutate(planBody({ branchId: branch, goal: 'ABSENT', day, engineerId: engineer.id, ...span }), asked)
    },
    late: (booking: Booking, minutes: number) => {
      if (branch) ask.mutate(planBody({ branchId: branch, goal: 'LATE', day, bookingId: booking.id, minutes }), asked)
    },
    swap: (booking: Booking, other: Booking) =>
      swap.mutate(
        { one: { id: booking.id, version: booking.version }, other: { id: other.id, version: other.version } },
        { onSuccess: () => message.success(t('inDay.swapped')), onError: refused },
      ),
  }
}

/** A plan that others asked for, that was left undecided, or that was carried out by itself is not lost. */
export function Proposed({ branch, shown, onShow }: { branch: string; shown: string | undefined; onShow: (id: string) => void }) {
  const { t } = useTranslation('dispatch')
  const open = useQuery(planQueries.open(branch))
  const last = open.data?.[0]
  if (!last || shown) return null
  const done = last.state === 'ACCEPTED'
  return (
    <Alert
      type={done ? 'success' : 'info'}
      showIcon
      title={
        done
          ? t('dayRule.changed', { count: last.applied, why: t(`dayRule.goals.${last.ask.goal}`) })
          : t(last.state === 'RUNNING' ? 'planner.openRunning' : 'planner.open')
      }
      action={
        <Flex gap="small">
          {done && <UndoPlan id={last.id} />}
          <Button size="small" onClick={() => onShow(last.id)}>
            {t('planner.show')}
          </Button>
        </Flex>
      }
      style={{ marginBlockEnd: 12 }}
    />
  )
}

/** Everything as it was before, in one step. */
export function UndoPlan({ id }: { id: string }) {
  const { t } = useTranslation('dispatch')
  const { message } = App.useApp()
  const undo = useUndoPlan()
  return (
    <Button
      size="small"
      icon={<UndoOutlined />}
      loading={undo.isPending}
      onClick={() =>
        undo.mutate(id, {
          onSuccess: (back) => message.success(t('dayRule.undone', { count: back.changes })),
          onError: (error) => message.error(problemText(error)),
        })
      }
    >
      {t('dayRule.undo')}
    </Button>
  )
}
