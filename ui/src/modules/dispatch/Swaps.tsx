import { Alert, Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { formatTime } from '@/shared/time'
import { type Swap, useAnswerSwap } from './rosterApi'

/** Swaps that wait for an answer. */
export function Swaps({ swaps }: { swaps: readonly Swap[] }) {
  const { t } = useTranslation('dispatch')
  const me = useSession().user.id
  const answer = useAnswerSwap()
  const open = swaps.filter((swap) => swap.state === 'ASKED')
  if (open.length === 0) return null
  return (
    <>
      {open.map((swap) => (
        <Alert
          key={swap.id}
          type="info"
          showIcon
          style={{ marginBlockEnd: 12 }}
          title={t(swap.otherStartsAt ? 'swap.askedBoth' : 'swap.asked', {
            by: swap.askedByName,
            of: swap.askedOfName,
            time: formatTime(swap.startsAt, 'short'),
            other: formatTime(swap.otherStartsAt, 'short'),
          })}
          description={answer.error ? problemText(answer.error) : swap.note || undefined}
          action={
            swap.askedOf === me ? (
              <Flex gap="small">
                <Button size="small" type="primary" onClick={() => answer.mutate({ id: swap.id, act: 'agree' })}>
                  {t('swap.agree')}
                </Button>
                <Button size="small" onClick={() => answer.mutate({ id: swap.id, act: 'decline' })}>
                  {t('swap.decline')}
                </Button>
              </Flex>
            ) : swap.askedBy === me ? (
              <Button size="small" onClick={() => answer.mutate({ id: swap.id, act: 'withdraw' })}>
                {t('swap.withdraw')}
              </Button>
            ) : undefined
          }
        />
      ))}
    </>
  )
}
