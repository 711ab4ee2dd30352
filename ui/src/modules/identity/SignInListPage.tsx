import { useQuery } from '@tanstack/react-query'
import type { TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { ExportButton, FilterBar, PageTitle, RowList, StatusTag, type Tone, WordsFilter } from '@/shared/desk'
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

  const columns: NonNullable<TableProps<SignInRecord>['columns']> = [
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
      <PageTitle
        title={t('signIns.title')}
        hint={t('signIns.hint')}
        extra={<ExportButton path="/sign-ins/export" filter={{ login: filter.login }} />}
      />
      <FilterBar
        set={0}
        first={<WordsFilter label={t('signIns.search')} value={filter.login} onChange={(login) => change({ login })} />}
      />
      <RowList
        query={records}
        columns={columns}
        width={780}
        card={(record) => (
          <>
            <span className="spread">
              {record.login}
              <StatusTag tone={TONES[record.outcome]}>{t(`outcomes.${record.outcome}`)}</StatusTag>
            </span>
            <small>
              {record.userName ?? t('signIns.unknown')} · {record.address} · <Time at={record.at} style="full" />
            </small>
          </>
        )}
        filtered={Boolean(filter.login)}
        after={filter.after}
        next={cursorOf(records.data?.next)}
        onMove={(after) => change({ after })}
      />
    </>
  )
}
