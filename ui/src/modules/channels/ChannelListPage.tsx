import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Flex, Input, Modal, Switch, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts, Four, PageTitle, Panel, PanelGrid, StatusTag } from '@/shared/desk'
import { LANGUAGE_NAMES, type Language } from '@/shared/i18n'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { type Added, type Channel, channelQueries, type Delivery, useChannelAct } from './api'
import { ChannelDrawer } from './ChannelDrawer'
import './channels.css'

/** Ways out to other services and in from them. */
export function ChannelListPage() {
  const { t } = useTranslation('channels')
  const [{ open }, change] = useListState<{ open?: string }>()
  const channels = useQuery(channelQueries.all())
  const [secret, setSecret] = useState<Added>()
  const show = (id: string | undefined) => change({ open: id }, { keepPage: true })
  return (
    <>
      <PageTitle
        title={t('title')}
        hint={t('hint')}
        extra={
          <>
            <Link to="/channels/deliveries">
              <Button type="text">{t('deliveries.title')}</Button>
            </Link>
            <Link to="/channels/simulator">
              <Button>{t('simulator.title')}</Button>
            </Link>
            <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
              {t('add')}
            </Button>
          </>
        }
      />
      <Four query={channels} isEmpty={(rows) => rows.length === 0} first={t('none')}>
        {(rows) => (
          <PanelGrid>
            {rows.map((one) => (
              <Card key={one.id} channel={one} onOpen={() => show(one.id)} onSecret={setSecret} />
            ))}
          </PanelGrid>
        )}
      </Four>
      {channels.data && (
        <ChannelDrawer open={open} channels={channels.data} onClose={() => show(undefined)} onAdded={setSecret} />
      )}
      <NewSecret added={secret} onClose={() => setSecret(undefined)} />
    </>
  )
}

type CardProps = { channel: Channel; onOpen: () => void; onSecret: (added: Added) => void }

function Card({ channel, onOpen, onSecret }: CardProps) {
  const { t } = useTranslation('channels')
  const { message, modal } = App.useApp()
  const act = useChannelAct<unknown>()
  const test = useChannelAct<Delivery>()
  const [to, setTo] = useState<string>()
  const comesIn = channel.kind === 'INCOMING'
  const failed = (error: unknown) => void message.error(problemText(error))
  const send = (phone?: string) =>
    test.mutateAsync({ path: `/channels/${channel.id}/test`, body: { to: phone ?? null } }).then(() => {
      setTo(undefined)
      message.success(t('tested'))
    }, failed)
  const turn = (active: boolean) =>
    act
      .mutateAsync({
        path: `/channels/${channel.id}`,
        method: 'PUT',
        body: { ...channel, branch: channel.branchId, secret: null, active },
      })
      .catch(failed)
  const renew = () =>
    modal.confirm({
      title: t('renewAsk'),
      okText: t('renew'),
      onOk: () => act.mutateAsync({ path: `/channels/${channel.id}/secret` }).then((added) => onSecret(added as Added), failed),
    })
  return (
    <Panel
      title={
        <>
          {channel.name} <StatusTag>{t(`kinds.${channel.kind}`)}</StatusTag>{' '}
          {channel.simulated && <StatusTag tone="info">{t('simulated')}</StatusTag>}
        </>
      }
      extra={
        <Switch size="small" checked={channel.active} loading={act.isPending} aria-label={t('fields.active')} onChange={turn} />
      }
    >
      {channel.active && channel.failure && (
        <Alert
          type="error"
          showIcon
          className="channels-failure"
          title={t('failing')}
          description={
            <>
              {channel.failure} <Time at={channel.failedAt} relative />
            </>
          }
        />
      )}
      <Facts
        facts={[
          { label: t('fields.branch'), value: channel.branchName ?? t('wholeHouse') },
          !comesIn && {
            label: t('fields.news'),
            value: channel.kind === 'SMS' ? t('toCustomers') : channel.news.map((one) => t(`news.${one}`)).join(t('comma')),
          },
          !comesIn && { label: t('fields.language'), value: LANGUAGE_NAMES[channel.language as Language] },
          comesIn && {
            label: t('fields.address'),
            value: `${window.location.origin}/api/public/channels/${channel.id}/messages`,
          },
          { label: t('last'), value: channel.lastAt && <Time at={channel.lastAt} relative /> },
        ]}
      />
      <Flex gap="small" className="channels-acts" wrap>
        {!comesIn && (
          <Button size="small" loading={test.isPending} onClick={() => (channel.kind === 'SMS' ? setTo('') : send())}>
            {t('test')}
          </Button>
        )}
        {comesIn && (
          <Button size="small" onClick={renew}>
            {t('renew')}
          </Button>
        )}
        <Link to="/channels/deliveries" search={{ channel: channel.id } as never} hidden={comesIn}>
          <Button size="small">{t('deliveries.title')}</Button>
        </Link>
        <Button size="small" onClick={onOpen}>
          {t('edit')}
        </Button>
      </Flex>
      <Modal
        open={to !== undefined}
        title={t('testTo')}
        okText={t('test')}
        okButtonProps={{ disabled: !to?.trim() }}
        confirmLoading={test.isPending}
        onOk={() => send(to)}
        onCancel={() => setTo(undefined)}
      >
        <Input autoFocus maxLength={40} inputMode="tel" value={to} onChange={({ target }) => setTo(target.value)} />
      </Modal>
    </Panel>
  )
}

/** Shown this once. */
function NewSecret({ added, onClose }: { added: Added | undefined; onClose: () => void }) {
  const { t } = useTranslation('channels')
  return (
    <Modal open={Boolean(added?.secret)} title={t('secretNew')} footer={null} onCancel={onClose} destroyOnHidden>
      <p>{t('secretOnce')}</p>
      <Typography.Paragraph className="channels-code" copyable={{ text: added?.secret ?? '' }}>
        <code>{added?.secret}</code>
      </Typography.Paragraph>
    </Modal>
  )
}
