import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Flex, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts, Four, PageTitle, Panel, PanelGrid, StatusTag, type Tone } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { formatTime } from '@/shared/time'
import { useListState } from '@/shared/useListState'
import { Deliveries } from './Deliveries'
import { eventKey, type Hook, hookQueries, useHookAct } from './hooks'
import { ShownOnce } from './ShownOnce'
import { WebhookDrawer } from './WebhookDrawer'
import './integration.css'

/** `open`: the hook in the drawer, or `new`; `log`: the one whose deliveries are shown. */
type State = { open?: string; log?: string; state?: string; after?: string }

const TONES = { on: 'good', failing: 'bad', off: 'neutral' } satisfies Record<string, Tone>

/** Who is told of what happens. */
export function WebhookListPage() {
  const { t } = useTranslation('integration')
  const [{ open, log }, change] = useListState<State>()
  const hooks = useQuery(hookQueries.list())
  const [secret, setSecret] = useState<string>()
  const show = (id: string | undefined) => change({ open: id }, { keepPage: true })
  return (
    <>
      <PageTitle
        title={t('hooks.title')}
        hint={t('hooks.hint')}
        extra={
          <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
            {t('hooks.new')}
          </Button>
        }
      />
      <Four query={hooks} isEmpty={(rows) => rows.length === 0} first={t('hooks.first')}>
        {(rows) => (
          <PanelGrid>
            {rows.map((hook) => (
              <Card
                key={hook.id}
                hook={hook}
                onEdit={() => show(hook.id)}
                onLog={() => change({ log: hook.id, state: undefined })}
              />
            ))}
          </PanelGrid>
        )}
      </Four>
      {hooks.data && (
        <>
          <WebhookDrawer
            open={open}
            hooks={hooks.data}
            onClose={() => show(undefined)}
            onSecret={(made) => {
              setSecret(made)
              show(undefined)
            }}
          />
          <Deliveries
            hook={hooks.data.find(({ id }) => id === log)}
            onClose={() => change({ log: undefined, state: undefined })}
          />
        </>
      )}
      <ShownOnce title={t('hooks.secretTitle')} words={t('hooks.once')} secret={secret} onClose={() => setSecret(undefined)} />
    </>
  )
}

function Card({ hook, onEdit, onLog }: { hook: Hook; onEdit: () => void; onLog: () => void }) {
  const { t } = useTranslation('integration')
  const { message } = App.useApp()
  const test = useHookAct()
  const state = !hook.active ? 'off' : hook.failingSince ? 'failing' : 'on'
  const tryIt = () =>
    test.mutate(
      { path: `/webhooks/${hook.id}/test` },
      { onSuccess: () => message.success(t('hooks.tested')), onError: (error) => message.error(problemText(error)) },
    )
  return (
    <Panel title={hook.name} extra={<StatusTag tone={TONES[state]}>{t(`hookStates.${state}`)}</StatusTag>}>
      {hook.switchedOffAt && (
        <Alert
          type="error"
          showIcon
          className="hook-alert"
          title={t('hooks.off', { at: formatTime(hook.switchedOffAt, 'short') })}
        />
      )}
      {state === 'failing' && (
        <Alert
          type="warning"
          showIcon
          className="hook-alert"
          title={t('hooks.failing', { at: formatTime(hook.failingSince ?? '', 'short') })}
        />
      )}
      <Facts
        facts={[
          { label: t('hooks.url'), value: <span className="mono hook-url">{hook.url}</span> },
          { label: t('hooks.reach'), value: hook.branchName ?? t('hooks.everywhere') },
          {
            label: t('hooks.events'),
            value: (
              <Flex gap={4} wrap>
                {hook.events.map((code) => (
                  <Tag key={code}>{t(eventKey(code))}</Tag>
                ))}
              </Flex>
            ),
          },
        ]}
      />
      <Flex gap="small" wrap className="hook-acts">
        <Button size="small" onClick={onLog}>
          {t('hooks.log')}
        </Button>
        <Button size="small" disabled={!hook.active} loading={test.isPending} onClick={tryIt}>
          {t('hooks.test')}
        </Button>
        <Button size="small" onClick={onEdit}>
          {t('hooks.edit')}
        </Button>
      </Flex>
    </Panel>
  )
}
