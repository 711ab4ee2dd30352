import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Descriptions, Drawer, Dropdown, Flex, Input, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Countdown, type PromiseState } from '@/shared/Countdown'
import { SubjectLink } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { type Booking, type Engineer, useCalled } from './api'
import { planQueries } from './planApi'
import { RideAlong } from './RideAlong'
import { useReasonWords } from './reasons'
import { isTold, pressing } from './rules'
import './planning.css'

type BookingDrawerProps = {
  booking: Booking | undefined
  engineer: Engineer | undefined
  onClose: () => void
  onMove: (booking: Booking) => void
  onDrop: (booking: Booking, reason: string) => void
  /** Everything below only for planners of one branch's day. */
  onAdvise: (booking: Booking) => void
  onLate: ((booking: Booking, minutes: number) => void) | undefined
  /** Whose engineer could be swapped with this one's. */
  swaps: readonly { booking: Booking; engineer: string }[]
  onSwap: (booking: Booking, other: Booking) => void
}

const LATE_BY = [30, 60, 90, 120]

/** One booking in full, and what the office can do with it. */
export function BookingDrawer(props: BookingDrawerProps) {
  const { booking, engineer, onClose, onMove, onDrop, onAdvise, onLate, swaps, onSwap } = props
  const { t } = useTranslation(['dispatch', 'shared'])
  const { modal } = App.useApp()

  const askDrop = (of: Booking) => {
    let reason = ''
    modal.confirm({
      title: t('drop.title', { engineer: engineer?.name ?? '' }),
      content: (
        <Flex vertical gap="small">
          <span>{t('drop.hint')}</span>
          {isTold(of) && <span>{t('told.willTell')}</span>}
          <Input.TextArea
            rows={2}
            maxLength={500}
            placeholder={t('drop.reason')}
            onChange={(event) => {
              reason = event.target.value
            }}
          />
        </Flex>
      ),
      okText: t('drop.act'),
      okButtonProps: { danger: true },
      onOk: () => onDrop(of, reason.trim()),
    })
  }

  return (
    <Drawer
      open={booking !== undefined}
      onClose={onClose}
      size={420}
      destroyOnHidden
      title={booking ? booking.serviceCase.number : ''}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {booking && (
        <Flex vertical gap="middle">
          <div>
            <Flex gap={6} wrap style={{ marginBlockEnd: 8 }}>
              <Tag className="severity-tag" data-severity={booking.serviceCase.severity} variant="filled">
                {t(`severity.${booking.serviceCase.severity}`)}
              </Tag>
              <Tag variant="filled">{t(`states.${booking.state}`)}</Tag>
            </Flex>
            <strong className="booking-subject">{booking.serviceCase.subject}</strong>
          </div>
          <Descriptions column={1} size="small" items={linesOf(booking, engineer, t)} />
          <Flex gap="small" wrap>
            {booking.acts.includes('EXTEND') && (
              <Button type="primary" onClick={() => onMove(booking)}>
                {t(booking.acts.includes('MOVE') ? 'plan.move' : 'plan.extend')}
              </Button>
            )}
            {booking.acts.includes('MOVE') && <Button onClick={() => onAdvise(booking)}>{t('waiting.advise')}</Button>}
            {booking.acts.includes('EXTEND') && onLate && (
              <Dropdown
                trigger={['click']}
                menu={{
                  items: LATE_BY.map((minutes) => ({
                    key: minutes,
                    label: t('inDay.lateBy', { count: minutes }),
                    onClick: () => onLate(booking, minutes),
                  })),
                }}
              >
                <Button>{t('inDay.late')}</Button>
              </Dropdown>
            )}
            {booking.acts.includes('MOVE') && swaps.length > 0 && (
              <Dropdown
                trigger={['click']}
                menu={{
                  className: 'swap-menu',
                  items: swaps.map((other) => ({
                    key: other.booking.id,
                    label: `${other.engineer} ${formatTime(other.booking.startsAt, 'time')} ${other.booking.serviceCase.subject}`,
                    onClick: () => onSwap(booking, other.booking),
                  })),
                }}
              >
                <Button>{t('inDay.swap')}</Button>
              </Dropdown>
            )}
            {booking.acts.includes('DROP') && (
              <Button danger onClick={() => askDrop(booking)}>
                {t('drop.act')}
              </Button>
            )}
            <SubjectLink kind="case" id={booking.serviceCase.id}>
              <Button>{t('open')}</Button>
            </SubjectLink>
          </Flex>
          <Known booking={booking} />
          {booking.acts.length > 0 && <RideAlong bookingId={booking.id} />}
          <WhySo booking={booking} />
        </Flex>
      )}
    </Drawer>
  )
}

/** What the customer knows of the time, and whether somebody called. */
function Known({ booking }: { booking: Booking }) {
  const { t } = useTranslation('dispatch')
  const { message } = App.useApp()
  const called = useCalled()
  const ahead = booking.state === 'PLANNED' || booking.state === 'CONFIRMED'
  if (!ahead) return null
  if (isTold(booking)) return <Alert type="info" showIcon title={t('told.known')} />
  return (
    <Alert
      type={booking.toldAt ? 'warning' : 'info'}
      showIcon
      title={booking.toldAt ? t('told.other', { time: formatTime(booking.toldAt, 'short') }) : t('told.unknown')}
      action={
        booking.acts.includes('MOVE') && (
          <Button
            size="small"
            loading={called.isPending}
            onClick={() => called.mutate(booking.serviceCase.id, { onError: (error) => message.error(problemText(error)) })}
          >
            {t('told.called')}
          </Button>
        )
      }
    />
  )
}

/** Why the assistant or the optimiser planned it so; what people planned by hand has no record. */
function WhySo({ booking }: { booking: Booking }) {
  const { t } = useTranslation('dispatch')
  const reason = useQuery(planQueries.reason(booking.id))
  const { pros, why } = useReasonWords()
  if (!reason.data) return null
  return (
    <section className="advice-others">
      <h3>{t('inDay.reason')}</h3>
      <p className="advice-why">{pros(reason.data.chosen).join(' · ')}</p>
      <ul>
        {reason.data.others.map((other) => (
          <li key={other.engineerId}>
            <span>{other.engineer}</span>
            <span className="advice-no">
              {other.offer
                ? t('advice.dearer', { count: Math.max(0, other.offer.cost - (reason.data.chosen.cost ?? 0)) })
                : why(other)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function linesOf(booking: Booking, engineer: Engineer | undefined, t: ReturnType<typeof useTranslation>['t']) {
  const c = booking.serviceCase
  const due = pressing(c)
  const sameDay = formatTime(booking.startsAt, 'date') === formatTime(booking.endsAt, 'date')
  const all = [
    { label: t('plan.engineer'), children: [engineer?.name, engineer?.partnerName].filter(Boolean).join(' · ') },
    {
      label: t('time'),
      children: `${formatTime(booking.startsAt, 'short')} – ${formatTime(booking.endsAt, sameDay ? 'time' : 'short')}`,
    },
    ...(due
      ? [
          {
            label: t(`promise.${due.code}`),
            children: (
              <span className="board-due tabular">
                {formatTime(due.dueAt, 'short')} <Countdown dueAt={due.dueAt} state={due.state as PromiseState} />
              </span>
            ),
          },
        ]
      : []),
    { label: t('customer'), children: c.customer },
    { label: t('site'), children: [c.site, c.address].filter(Boolean).join(' · ') },
    {
      label: t('contact'),
      children: c.contactPhone ? (
        <span className="board-due">
          {c.contactName} <a href={`tel:${c.contactPhone}`}>{c.contactPhone}</a>
        </span>
      ) : (
        c.contactName
      ),
    },
    { label: t('device'), children: c.device },
    ...(booking.remote ? [{ label: t('plan.remoteTag'), children: t('plan.remoteHint') }] : []),
    { label: t('plan.note'), children: booking.note },
  ]
  return all.filter((line) => line.children).map((line) => ({ key: line.label, ...line }))
}
