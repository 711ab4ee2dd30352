import { useQuery } from '@tanstack/react-query'
import { App, Button, Drawer, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { ChoiceFilter, ExportButton, Four, KeysetPager, StatusTag, type Tone } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { formatTime } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { cursorOf } from './api'
import { type Delivery, type DeliveryState, eventKey, type Hook, hookQueries, useHookAct } from './hooks'

const TONES = { WAITING: 'info', DELIVERED: 'good', GIVEN_UP: 'bad' } satisfies Record<DeliveryState, Tone>
const STATES = Object.keys(TONES) as DeliveryState[]

type State = { state?: DeliveryState; after?: string }

/** What one webhook was told, and what it answered. */
export function Deliveries({ hook, onClose }: { hook: Hook | undefined; onClose: () => void }) {
  const { t } = useTranslation('integration')
  return (
    <Drawer
      open={hook !== undefined}
      onClose={onClose}
      title={hook ? `${t('hooks.log')} · ${hook.name}` : ''}
      size={720}
      destroyOnHidden
    >
      {hook && <Log hook={hook.id} />}
    </Drawer>
  )
}

function Log({ hook }: { hook: string }) {
  const { t } = useTranslation('integration')
  const [{ state, after }, change] = useListState<State>()
  const deliveries = useQuery(hookQueries.deliveries(hook, state, after))
  return (
    <Flex vertical gap="middle">
      <Flex gap="small" justify="space-between" wrap>
        <ChoiceFilter
          label={t('deliveries.state')}
          value={state}
          options={STATES.map((value) => ({ value, label: t(`deliveryStates.${value}`) }))}
          onChange={(next) => change({ state: next })}
        />
        <ExportButton path={`/webhooks/${hook}/deliveries/export`} filter={{ state }} />
      </Flex>
      <Four
        query={deliveries}
        isEmpty={({ rows }) => rows.length === 0}
        filtered={state !== undefined}
        first={t('deliveries.none')}
      >
        {({ rows, next }) => (
          <>
            <ul className="lines">
              {rows.map((delivery) => (
                <Line key={delivery.id} delivery={delivery} />
              ))}
            </ul>
            <KeysetPager after={after} next={cursorOf(next)} onMove={(to) => change({ after: to })} />
          </>
        )}
      </Four>
    </Flex>
  )
}

function Line({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('integration')
  const { message } = App.useApp()
  const replay = useHookAct()
  const { id, event, state, madeAt, tries, status, millis, fault, failure, answer, body, nextTryAt } = delivery
  const again = () =>
    replay.mutate(
      { path: `/webhooks/deliveries/${id}/replay` },
      { onSuccess: () => message.success(t('deliveries.replayed')), onError: (error) => message.error(problemText(error)) },
    )
  const facts = [
    status !== null && `HTTP ${status}`,
    millis !== null && t('deliveries.millis', { millis }),
    tries > 0 && `${t('deliveries.tries')} ${tries}`,
    state === 'WAITING' && tries > 0 && nextTryAt && t('deliveries.next', { at: formatTime(nextTryAt, 'short') }),
  ].filter(Boolean)
  return (
    <li>
      <details className="hook-line">
        <summary>
          <StatusTag tone={TONES[state]}>{t(`deliveryStates.${state}`)}</StatusTag> <strong>{t(eventKey(event))}</strong>{' '}
          <small>
            <Time at={madeAt} style="full" /> · {facts.join(' · ')}
          </small>
          {fault && (
            <small className="hook-failure" title={failure ?? undefined}>
              {t(`deliveryFaults.${fault}`, { status })}
            </small>
          )}
        </summary>
        {failure && <p className="hook-details">{t('deliveries.details', { words: failure })}</p>}
        <small>{t('deliveries.body')}</small>
        <pre className="secret hook-body">{body}</pre>
        <small>{t('deliveries.answer')}</small>
        <pre className="secret hook-body">{answer || t('deliveries.noAnswer')}</pre>
      </details>
      <Button size="small" loading={replay.isPending} onClick={again}>
        {t('deliveries.replay')}
      </Button>
    </li>
  )
}
