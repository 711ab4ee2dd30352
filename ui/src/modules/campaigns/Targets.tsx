import { useQuery } from '@tanstack/react-query'
import { App, Button, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { ChoiceFilter, FilterBar, RowList, StatusTag, SubjectLink } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import {
  type Campaign,
  CONSENT_TONES,
  campaignQueries,
  RESULT_TONES,
  RESULTS,
  type Target,
  type TargetFilter,
  useCampaignDeed,
} from './api'

type TargetsProps = { campaign: Campaign; filter: TargetFilter; set: (next: Partial<TargetFilter>) => void }

/** Every device and what became of it. */
export function Targets({ campaign, filter, set }: TargetsProps) {
  const { t } = useTranslation('campaigns')
  const list = useQuery(campaignQueries.targets(campaign.id, filter))
  const { message } = App.useApp()
  const deed = useCampaignDeed(campaign.id)
  const again = (row: Target) =>
    campaign.mayManage &&
    campaign.status === 'RUNNING' &&
    (row.result === 'FAILED' || row.result === 'MISSED') && (
      <Button
        size="small"
        onClick={() =>
          deed.mutate({ path: `targets/${row.deviceId}/again` }, { onError: (error) => void message.error(problemText(error)) })
        }
      >
        {t('again')}
      </Button>
    )
  const result = (row: Target) => (
    <div className="two-lines">
      <span>
        <StatusTag tone={RESULT_TONES[row.result]}>{t(`results.${row.result}`)}</StatusTag>{' '}
        {row.consent !== 'GIVEN' && (row.consent === 'REFUSED' || campaign.needsConsent) && row.result === 'OPEN' && (
          <StatusTag tone={CONSENT_TONES[row.consent]}>{t(`consentStates.${row.consent}`)}</StatusTag>
        )}
      </span>
      {row.reason && <small>{row.reason}</small>}
    </div>
  )
  const columns: NonNullable<TableProps<Target>['columns']> = [
    {
      title: t('preview.device'),
      key: 'device',
      width: 300,
      render: (_, row) => (
        <div className="two-lines">
          <SubjectLink kind="device" id={row.deviceId}>
            {row.deviceName}
          </SubjectLink>
          <small>{[row.customerName, row.siteName].filter(Boolean).join(' · ')}</small>
        </div>
      ),
    },
    {
      title: t('preview.version'),
      key: 'version',
      width: 180,
      render: (_, row) => (
        <span className="tabular">
          {row.versionBefore || t('preview.unknown')}
          {row.versionAfter && ` → ${row.versionAfter}`}
        </span>
      ),
    },
    {
      title: t('batches.one'),
      key: 'batch',
      width: 90,
      render: (_, row) => (row.batch ? t('batches.nth', { n: row.batch }) : '—'),
    },
    {
      title: t('case'),
      key: 'case',
      width: 160,
      render: (_, row) =>
        row.caseId && (
          <SubjectLink kind="case" id={row.caseId}>
            {row.caseNumber}
          </SubjectLink>
        ),
    },
    { title: t('columns.result'), key: 'result', width: 240, render: (_, row) => result(row) },
    { title: '', key: 'acts', width: 110, render: (_, row) => again(row) },
  ]
  return (
    <>
      <FilterBar
        set={[filter.batch].filter(Boolean).length}
        first={
          <ChoiceFilter
            label={t('columns.result')}
            value={filter.result}
            options={RESULTS.map((one) => ({ value: one, label: t(`results.${one}`) }))}
            onChange={(value) => set({ result: value, after: undefined })}
          />
        }
      >
        <ChoiceFilter
          label={t('batches.one')}
          value={filter.batch}
          options={campaign.batches.map((batch) => ({ value: batch.id, label: t('batches.nth', { n: batch.position }) }))}
          onChange={(batch) => set({ batch, after: undefined })}
        />
      </FilterBar>
      <RowList
        query={list}
        columns={columns}
        width={1080}
        card={(row) => (
          <>
            <b>{row.deviceName}</b>
            <small>{[row.customerName, row.siteName].filter(Boolean).join(' · ')}</small>
            {result(row)}
            {again(row)}
          </>
        )}
        filtered={Boolean(filter.result || filter.batch)}
        first={t('notStarted')}
        after={filter.after}
        next={list.data?.next}
        onMove={(after) => set({ after })}
      />
    </>
  )
}
