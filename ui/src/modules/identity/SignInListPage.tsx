import { useQuery } from '@tanstack/react-query'
import { Input, Table, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { KeysetPager, Nothing, PageTitle, ProblemAlert, StatusTag, type Tone } from '@/shared/desk'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { cursorOf, identityQueries, type Outcome, type SignInFilter, type SignInRecord } from './api'

const TONES = {
  SIGNED_IN: 'good',
  WRONG: 'bad',
  SLOWED: 'bad',
  INACTIVE: 'warn',
  SIGNED_OUT: 'neutral',
  PASSWORD_CHANGED: 'info',
  PASSWORD_RESET: 'warn',
} satisfies Record<Outcome, Tone>

/** Who came in, who tried, from where: kept for every attempt. */
export function SignInListPage() {
  const { t } = useTranslation(['identity', 'shared'])
  const [filter, change] = useListState<SignInFilter>()
  const records = useQuery(identityQueries.signIns(filter))

  const columns: TableProps<SignInRecord>['columns'] = [
    { title: t('signIns.at'), dataIndex: 'at', width: 170, render: (at: string) => <Time at={at} style="full" /> },
    { title: t('signIns.login'), dataIndex: 'login', width: 200, ellipsis: true },
    {
      title: t('signIns.user'),
      dataIndex: 'userName',
      width: 160,
      render: (name: string | null) => name ?? t('signIns.unknown'),
    },
    {
      title: t('signIns.outcome'),
      dataIndex: 'outcome',
      width: 150,
      render: (outcome: Outcome) => <StatusTag tone={TONES[outcome]}>{t(`outcomes.${outcome}`)}</StatusTag>,
    },
    { title: t('signIns.address'), dataIndex: 'address', className: 'tabular' },
  ]

  return (
    <>
      <PageTitle title={t('signIns.title')} hint={t('signIns.hint')} />
      <Input.Search
        key={filter.login ?? ''}
        style={{ width: 260, marginBlockEnd: 12 }}
        allowClear
        placeholder={t('signIns.search')}
        aria-label={t('signIns.search')}
        defaultValue={filter.login ?? ''}
        onSearch={(login) => change({ login: login.trim() })}
      />
      {records.isError ? (
        <ProblemAlert error={records.error} onRetry={() => records.refetch()} />
      ) : (
        <>
          <Table
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={records.data?.rows ?? []}
            loading={records.isFetching && { delay: 200 }}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: records.isPending ? ' ' : <Nothing filtered={Boolean(filter.login)} /> }}
          />
          <KeysetPager after={filter.after} next={cursorOf(records.data?.next)} onMove={(after) => change({ after })} />
        </>
      )}
    </>
  )
}
