import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm, Space, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { BranchFilter, FilterBar, PageTitle, RowList, StatusTag, SubjectLink, type Tone, useCopy } from '@/shared/desk'
import { http, type Schema, search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { formatTime } from '@/shared/time'
import { useListState } from '@/shared/useListState'

type Row = Schema<'UnsignedQueries.Unsigned'>
type Filter = { branch?: string; after?: string }

const TONES = { NO_LINK: 'neutral', SENT: 'info', OPENED: 'primary', EXPIRED: 'warn', REFUSED: 'bad' } satisfies Record<
  Row['standing'],
  Tone
>

/** Work is done, the customer has not signed: who was sent a link, who has read it, who does not agree. */
export function UnsignedPage() {
  const { t } = useTranslation('fieldwork')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const may = useMay('dispatch.plan')
  const [filter, change] = useListState<Filter>()
  const list = useQuery({
    queryKey: ['fieldwork', 'unsigned', filter],
    queryFn: ({ signal }) => http<Schema<'UnsignedQueries.UnsignedPage'>>(`/visits/unsigned${search(filter)}`, { signal }),
    placeholderData: keepPreviousData,
  })
  const link = useMutation({
    mutationFn: ({ id, method }: { id: string; method: 'POST' | 'DELETE' }) => http(`/visits/${id}/sign-link`, { method }),
    onSuccess: (_, { method }) => message.success(t(method === 'POST' ? 'unsigned.made' : 'unsigned.revoked')),
    onError: (error) => message.error(problemText(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['fieldwork'] }),
  })
  const copy = useCopy()
  const standing = (row: Row) => (
    <div className="two-lines">
      <StatusTag tone={TONES[row.standing]}>{t(`unsigned.standings.${row.standing}`)}</StatusTag>
      {row.standing === 'REFUSED' ? (
        <small title={row.refusal ?? ''}>
          {row.refuserName}：{row.refusal}
        </small>
      ) : row.token ? (
        <small>{t('unsigned.until', { at: formatTime(row.expiresAt, 'short') })}</small>
      ) : null}
    </div>
  )
  const acts = (row: Row) => (
    <Space wrap>
      {row.token && (
        <Button size="small" onClick={() => copy(`${window.location.origin}/portal/sign/${row.token}`, t('unsigned.copied'))}>
          {t('unsigned.copy')}
        </Button>
      )}
      {may && (
        <Button size="small" loading={link.isPending} onClick={() => link.mutate({ id: row.id, method: 'POST' })}>
          {t(row.token ? 'unsigned.again' : 'unsigned.make')}
        </Button>
      )}
      {may && row.token && (
        <Popconfirm title={t('unsigned.revokeAsk')} onConfirm={() => link.mutate({ id: row.id, method: 'DELETE' })}>
          <Button size="small">{t('unsigned.revoke')}</Button>
        </Popconfirm>
      )}
    </Space>
  )
  const columns: NonNullable<TableProps<Row>['columns']> = [
    {
      title: t('unsigned.case'),
      key: 'case',
      width: 320,
      render: (_, row) => (
        <div className="two-lines">
          <SubjectLink kind="case" id={row.caseId}>
            {row.subject}
          </SubjectLink>
          <small>
            {row.caseNumber} · {row.reportNumber}
          </small>
        </div>
      ),
    },
    {
      title: t('unsigned.customer'),
      key: 'customer',
      width: 240,
      render: (_, row) => (
        <div className="two-lines">
          <span>{row.customer ?? '—'}</span>
          <small>{[row.contactName, row.contactPhone].filter(Boolean).join(' ')}</small>
        </div>
      ),
    },
    {
      title: t('unsigned.finished'),
      key: 'finished',
      width: 140,
      render: (_, row) => (
        <div className="two-lines">
          <span>{row.engineer}</span>
          <small>
            <Time at={row.finishedAt} />
          </small>
        </div>
      ),
    },
    { title: t('unsigned.standing'), key: 'standing', width: 190, render: (_, row) => standing(row) },
    { title: '', key: 'acts', width: 260, render: (_, row) => acts(row) },
  ]
  return (
    <>
      <PageTitle title={t('unsigned.title')} hint={t('unsigned.hint')} />
      <FilterBar set={0} first={<BranchFilter value={filter.branch} onChange={(branch) => change({ branch } as Filter)} />}>
        {null}
      </FilterBar>
      <RowList
        query={list}
        columns={columns}
        width={1150}
        card={(row) => (
          <>
            <SubjectLink kind="case" id={row.caseId}>
              {row.subject}
            </SubjectLink>
            <small>{[row.customer, row.contactName, row.engineer].filter(Boolean).join(' · ')}</small>
            {standing(row)}
            {acts(row)}
          </>
        )}
        filtered={Boolean(filter.branch)}
        first={t('unsigned.first')}
        after={filter.after}
        next={list.data?.next}
        onMove={(after) => change({ after } as Filter)}
      />
    </>
  )
}
