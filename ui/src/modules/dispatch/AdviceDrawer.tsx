import { BulbOutlined, CarOutlined, EditOutlined, SwapOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Flex, Select, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import type { Booked } from './api'
import { NeedsEditor } from './NeedsEditor'
import { type Advice, type Offer, type Other, planBody, planQueries, useAskPlan, useSetCrew, useTakeOffer } from './planApi'
import { RideAlong } from './RideAlong'
import { useReasonWords } from './reasons'
import { WindowsEditor } from './WindowsEditor'
import './planning.css'

/** Rules that moving other visits can help against. */
const OF_TIME = ['WINDOW', 'NEXT_VISIT', 'SHIFT_END', 'LUNCH']
const LENGTHS = [30, 60, 90, 120, 180, 240, 480]

type AdviceDrawerProps = {
  caseId: string | undefined
  subject: string
  branch: string | undefined
  day: string
  onClose: () => void
  onByHand: (() => void) | undefined
  /** Where partners may be asked. */
  onPartners?: (() => void) | undefined
  /** The visit that is booked for it already, if one is. */
  bookingId?: string | undefined
  onBooked: (booked: Booked) => void
  onPlan: (run: string) => void
}

/** The best engineers and times for one case, and why nobody else. */
export function AdviceDrawer({ caseId, subject, onClose, ...rest }: AdviceDrawerProps) {
  const { t } = useTranslation('dispatch')
  return (
    <Drawer
      open={caseId !== undefined}
      onClose={onClose}
      size={480}
      destroyOnHidden
      title={
        <span className="advice-title">
          <BulbOutlined /> {t('advice.title')}
          <small>{subject}</small>
        </span>
      }
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {caseId && <AdviceOf key={caseId} caseId={caseId} {...rest} />}
    </Drawer>
  )
}

type AdviceOfProps = Omit<AdviceDrawerProps, 'caseId' | 'subject' | 'onClose'> & { caseId: string }

function AdviceOf({ caseId, branch, day, onByHand, onPartners, bookingId, onBooked, onPlan }: AdviceOfProps) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const { message } = App.useApp()
  const [minutes, setMinutes] = useState(0)
  const advice = useQuery(planQueries.advice(caseId, day, minutes))
  const take = useTakeOffer(caseId)
  const ask = useAskPlan()
  const crew = useSetCrew(caseId)

  if (advice.isError) return <ProblemAlert error={advice.error} onRetry={() => advice.refetch()} />
  if (!advice.data) return <Skeleton active paragraph={{ rows: 8 }} />
  const found = advice.data
  const hopeless = !found.others.some((one) => one.rule && OF_TIME.includes(one.rule))
  const lengths = [...new Set([...LENGTHS, found.minutes])].sort((a, b) => a - b)

  const book = (offer: Offer) =>
    take.mutate(
      { engineerId: offer.engineerId, startsAt: offer.startsAt, minutes: found.minutes, note: '' },
      { onSuccess: onBooked, onError: (error) => message.error(problemText(error)) },
    )
  const makeRoom = () => {
    if (!branch) return
    ask.mutate(planBody({ branchId: branch, goal: 'URGENT', day: found.day, days: 2, caseId, seconds: 3 }), {
      onSuccess: (run) => onPlan(run.id),
      onError: (error) => message.error(problemText(error)),
    })
  }

  return (
    <Flex vertical gap="middle">
      <Flex gap="small" align="center" justify="space-between" wrap>
        <span className="advice-length">
          {t('plan.length')}
          <Select
            size="small"
            value={found.minutes}
            onChange={setMinutes}
            options={lengths.map((value) => ({ value, label: t('plan.hours', { count: value / 60 }) }))}
            style={{ width: 112 }}
            aria-label={t('plan.length')}
          />
          <Select
            size="small"
            value={found.people}
            loading={crew.isPending}
            onChange={(people) => crew.mutate(people, { onError: (error) => message.error(problemText(error)) })}
            options={[1, 2, 3, 4, 5, 6].map((value) => ({ value, label: t('crew.count', { count: value }) }))}
            style={{ width: 92 }}
            aria-label={t('crew.people')}
          />
        </span>
        <Flex gap="small">
          {onByHand && (
            <Button size="small" icon={<EditOutlined />} onClick={onByHand}>
              {t('advice.byHand')}
            </Button>
          )}
          {onPartners && (
            <Button size="small" icon={<SwapOutlined />} onClick={onPartners}>
              {t('advice.toPartners')}
            </Button>
          )}
        </Flex>
      </Flex>
      {found.people > 1 && (
        <Alert
          type="info"
          showIcon
          title={t(found.missing > 0 ? 'crew.missing' : 'crew.full', { people: found.people, missing: found.missing })}
          description={found.missing > 0 && found.missing < found.people ? t('crew.hint') : undefined}
        />
      )}
      <WindowsEditor caseId={caseId} windows={found.windows} day={day} />
      <NeedsEditor caseId={caseId} languages={found.languages} equipment={found.equipment} />
      {found.offers.length === 0 ? (
        <Alert
          type="warning"
          showIcon
          title={t(hopeless ? 'advice.nobody' : 'advice.noRoom', { count: found.days })}
          description={t(hopeless ? 'advice.nobodyHint' : 'advice.noRoomHint')}
          action={
            branch &&
            !hopeless && (
              <Button type="primary" loading={ask.isPending} onClick={makeRoom}>
                {t('advice.makeRoom')}
              </Button>
            )
          }
        />
      ) : (
        <ol className="advice-offers">
          {found.offers.map((offer, index) => (
            <OfferCard
              key={offer.engineerId}
              offer={offer}
              best={index === 0}
              busy={take.isPending && take.variables?.engineerId === offer.engineerId}
              onTake={() => book(offer)}
            />
          ))}
        </ol>
      )}
      {found.offers.length > 0 && found.offers.every((one) => (one.promiseMinutes ?? 0) < 0) && branch && (
        <Alert
          type="warning"
          showIcon
          title={t('advice.allLate')}
          action={
            <Button size="small" loading={ask.isPending} onClick={makeRoom}>
              {t('advice.makeRoom')}
            </Button>
          }
        />
      )}
      {bookingId && <RideAlong bookingId={bookingId} />}
      <Others advice={found} onTake={book} busy={take.isPending} />
    </Flex>
  )
}

type OfferCardProps = { offer: Offer; best: boolean; busy: boolean; onTake: () => void }

function OfferCard({ offer, best, busy, onTake }: OfferCardProps) {
  const { t } = useTranslation('dispatch')
  const { pros } = useReasonWords()
  return (
    <li className="advice-offer" data-best={best} data-late={(offer.promiseMinutes ?? 0) < 0}>
      <div>
        <strong>
          {offer.engineer}
          {offer.partner && (
            <Tag variant="filled" title={offer.partner}>
              {t('board.partner')}
            </Tag>
          )}
        </strong>
        <span className="advice-time tabular">
          {formatTime(offer.startsAt, 'day')} {formatTime(offer.startsAt, 'time')}–{formatTime(offer.endsAt, 'time')}
        </span>
        <span className="advice-why">{pros(offer).join(' · ')}</span>
      </div>
      <Button
        type={best ? 'primary' : 'default'}
        loading={busy}
        onClick={onTake}
        aria-label={t('advice.takeWho', { engineer: offer.engineer })}
      >
        {t('advice.take')}
      </Button>
    </li>
  )
}

function Others({ advice, busy, onTake }: { advice: Advice; busy: boolean; onTake: (offer: Offer) => void }) {
  const { t } = useTranslation('dispatch')
  const { why } = useReasonWords()
  if (advice.others.length === 0) return null
  return (
    <section className="advice-others">
      <h3>{t('advice.others')}</h3>
      <ul>
        {advice.others.map((other) => (
          <li key={other.engineerId}>
            <span>{other.engineer}</span>
            {other.offer ? (
              <span className="advice-fits">
                <CarOutlined /> <OtherOffer other={other} />
                <Button size="small" type="link" disabled={busy} onClick={() => other.offer && onTake(other.offer)}>
                  {t('advice.take')}
                </Button>
              </span>
            ) : (
              <span className="advice-no">{why(other)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function OtherOffer({ other }: { other: Other }) {
  const { t } = useTranslation('dispatch')
  if (!other.offer) return null
  return (
    <span className="tabular">
      {formatTime(other.offer.startsAt, 'short')} · {t('advice.travel', { count: other.offer.travelMinutes })}
    </span>
  )
}
