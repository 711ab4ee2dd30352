import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { App, Button, Input, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { Facts, Four, PageTitle, Panel, StatusTag } from '@/shared/desk'
import { listed } from '@/shared/listed'
import { problemText } from '@/shared/problem'
import { useListState } from '@/shared/useListState'
import { type Campaign, campaignQueries, STATUS_TONES, type TargetFilter, useCampaignDeed } from './api'
import { Batches } from './Batches'
import { CampaignDrawer } from './CampaignDrawer'
import { Consents } from './Consents'
import { ProgressBar } from './Progress'
import { Targets } from './Targets'

/** One campaign: what is done, who agreed, batch after batch, device after device. */
export function CampaignPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const campaign = useQuery(campaignQueries.one(id))
  return <Four query={campaign}>{(found) => <Loaded campaign={found} />}</Four>
}

function Loaded({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation(['campaigns', 'shared'])
  const [filter, change] = useListState<TargetFilter>()
  const set = (next: Partial<TargetFilter>) => change(next as TargetFilter)
  const { modal, message } = App.useApp()
  const deed = useCampaignDeed(campaign.id)
  const move = (act: Campaign['acts'][number]) => {
    let reason = ''
    modal.confirm({
      title: t(`acts.${act}`),
      content: (
        <>
          <p>{t(`actHints.${act}`)}</p>
          {act === 'STOP' && (
            <Input.TextArea
              rows={3}
              maxLength={500}
              aria-label={t('reason')}
              placeholder={t('reason')}
              onChange={(event) => {
                reason = event.target.value
              }}
            />
          )}
        </>
      ),
      okText: t(`acts.${act}`),
      onOk: () =>
        deed.mutateAsync({ path: 'move', json: { act, reason, version: campaign.version } }).catch((error) => {
          message.error(problemText(error))
          throw error
        }),
    })
  }
  const started = campaign.status !== 'DRAFT'
  return (
    <>
      <PageTitle
        title={campaign.name}
        hint={`${campaign.productName} · ${t('to', { version: campaign.targetVersion })}`}
        extra={
          <>
            {campaign.mayManage && !started && <Button onClick={() => set({ edit: 'yes' })}>{t('shared:act.edit')}</Button>}
            {campaign.acts.map((act) => (
              <Button
                key={act}
                type={act === 'START' || act === 'RESUME' ? 'primary' : 'default'}
                danger={act === 'STOP'}
                onClick={() => move(act)}
              >
                {t(`acts.${act}`)}
              </Button>
            ))}
          </>
        }
      />
      <Panel
        title={t('overview')}
        extra={<StatusTag tone={STATUS_TONES[campaign.status]}>{t(`statuses.${campaign.status}`)}</StatusTag>}
      >
        {campaign.status === 'STOPPED' && <p>{t('stoppedBecause', { reason: campaign.stopReason })}</p>}
        {started && (
          <>
            <ProgressBar {...campaign} />
            <p className="campaign-legend tabular">
              <b>{t('ofAll', { done: campaign.done, all: campaign.devices })}</b>
              <span>{t('openCount', { count: campaign.open })}</span>
              {campaign.failed > 0 && <span>{t('failedCount', { count: campaign.failed })}</span>}
              {campaign.missed > 0 && <span>{t('missedCount', { count: campaign.missed })}</span>}
              {campaign.refused > 0 && <span>{t('refusedCount', { count: campaign.refused })}</span>}
            </p>
          </>
        )}
        <Facts
          facts={[
            { label: t('form.branch'), value: campaign.branchName },
            { label: t('form.property'), value: campaign.property },
            { label: t('form.from'), value: listed(campaign.fromVersions) || t('anyVersion') },
            { label: t('form.minutes'), value: String(campaign.minutes) },
            { label: t('form.needsConsent'), value: t(campaign.needsConsent ? 'yes' : 'no') },
            { label: t('form.instructions'), value: campaign.instructions || '—' },
          ]}
        />
      </Panel>
      {started && (
        <Tabs
          activeKey={filter.tab ?? 'batches'}
          onChange={(tab) => set({ tab, after: undefined })}
          items={[
            {
              key: 'batches',
              label: t('tabs.batches', { count: campaign.batches.length }),
              children: <Batches campaign={campaign} onShow={(batch) => set({ tab: 'devices', batch, after: undefined })} />,
            },
            {
              key: 'consents',
              label: campaign.waiting > 0 ? t('tabs.consentsWaiting', { count: campaign.waiting }) : t('tabs.consents'),
              children: <Consents campaign={campaign} after={filter.more} onMove={(more) => set({ more })} />,
            },
            {
              key: 'devices',
              label: t('tabs.devices', { count: campaign.devices }),
              children: <Targets campaign={campaign} filter={filter} set={set} />,
            },
          ]}
        />
      )}
      {filter.edit && <CampaignDrawer campaign={campaign} onClose={() => set({ edit: undefined })} />}
    </>
  )
}
