import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Drawer, Select, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { ExportButton, Facts, FilterBar, PageTitle, RowList, StatusTag, type Tone } from '@/shared/desk'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { channelQueries, cursorOf, type Delivery, type DeliveryFilter } from './api'
import { Raw } from './Raw'
import './channels.css'

const TONES = { QUEUED: 'info', SENT: 'good', FAILED: 'warn', GIVEN_UP: 'bad' } satisfies Record<Delivery['state'], Tone>

/** Everything that went out, and what became of it. */
export function DeliveryListPage() {
  const { t } = useTranslation('channels')
  const [filter, change] = useListState<DeliveryFilter>()
  const deliveries = useQuery(channelQueries.deliveries(filter))
  const channels = useQuery(channelQueries.all())
  const open = (id: string | undefined) => change({ open: id }, { keepPage: true })
  const opened = deliveries.data?.rows.find(({ id }) => id === filter.open)
  const title = (one: Delivery) => (
    <button type="button" className="link" onClick={() => open(one.id)}>
      {one.title}
    </button>
  )
  const state = (one: Delivery) => <StatusTag tone={TONES[one.state]}>{t(`states.${one.state}`)}</StatusTag>
  const columns: NonNullable<TableProps<Delivery>['columns']> = [
    { title: t('columns.queued'), dataIndex: 'queuedAt', width: 120, render: (at: string) => <Time at={at} /> },
    { title: t('columns.channel'), dataIndex: 'channelName', width: 180, ellipsis: true },
    { title: t('columns.news'), key: 'news', width: 160, render: (_, one) => t(`news.${one.news}`) },
    { title: t('columns.title'), key: 'title', ellipsis: true, render: (_, one) => title(one) },
    { title: t('columns.to'), dataIndex: 'toAddress', width: 130 },
    { title: t('columns.state'), key: 'state', width: 110, render: (_, one) => state(one) },
    { title: t('columns.failure'), dataIndex: 'failure', ellipsis: true },
  ]
  return (
    <>
      <PageTitle
        title={t('deliveries.title')}
        hint={t('deliveries.hint')}
        extra={
          <>
            <Link to="/channels">
              <Button type="text">{t('title')}</Button>
            </Link>
            <ExportButton path="/channels/deliveries/export" filter={{ channel: filter.channel }} />
          </>
        }
      />
      <FilterBar
        set={filter.channel ? 1 : 0}
        first={
          <Select
            allowClear
            style={{ minWidth: 220 }}
            placeholder={t('columns.channel')}
            aria-label={t('columns.channel')}
            value={filter.channel}
            options={(channels.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(channel?: string) => change({ channel } as DeliveryFilter)}
          />
        }
      >
        {null}
      </FilterBar>
      <RowList
        query={deliveries}
        columns={columns}
        width={980}
        card={(one) => (
          <>
            <span className="spread">
              {title(one)}
              {state(one)}
            </span>
            <small>
              {one.channelName} · <Time at={one.queuedAt} /> {one.failure}
            </small>
          </>
        )}
        visit={(one) => open(one.id)}
        filtered={Boolean(filter.channel)}
        first={t('deliveries.first')}
        after={filter.after}
        next={cursorOf(deliveries.data?.next)}
        onMove={(after) => change({ after } as DeliveryFilter)}
      />
      <Drawer open={opened !== undefined} onClose={() => open(undefined)} size={640} title={opened?.title} destroyOnHidden>
        {opened && (
          <>
            {opened.failure && <Alert type="error" showIcon className="channels-failure" title={opened.failure} />}
            <Facts
              facts={[
                { label: t('columns.channel'), value: opened.channelName },
                { label: t('columns.state'), value: state(opened) },
                { label: t('columns.attempts'), value: opened.attempts },
                { label: t('columns.to'), value: opened.toAddress },
                { label: t('columns.sent'), value: opened.sentAt && <Time at={opened.sentAt} style="full" /> },
              ]}
            />
            <Raw delivery={opened} />
          </>
        )}
      </Drawer>
    </>
  )
}
