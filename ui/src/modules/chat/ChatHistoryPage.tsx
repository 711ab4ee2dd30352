import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Drawer, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { BranchFilter, ExportButton, FilterBar, PageTitle, RowList, StatusTag, SubjectLink, WordsFilter } from '@/shared/desk'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { type ChatRow, chatQueries, cursorOf, type HistoryFilter } from './api'
import { Talk } from './Talk'
import './chat.css'

/** Conversations that are over. */
export function ChatHistoryPage() {
  const { t } = useTranslation('chat')
  const [filter, change] = useListState<HistoryFilter>()
  const { words, branch, after, chat } = filter
  const chats = useQuery(chatQueries.over(filter))
  const open = (id: string | undefined) => change({ chat: id }, { keepPage: true })
  const state = (row: ChatRow) => (
    <StatusTag tone={row.status === 'ENDED' ? 'neutral' : 'bad'}>{t(`statuses.${row.status}`)}</StatusTag>
  )
  const visitor = (row: ChatRow) => (
    <button type="button" className="link" onClick={() => open(row.id)}>
      {row.visitorName}
    </button>
  )
  const columns: NonNullable<TableProps<ChatRow>['columns']> = [
    { title: t('columns.started'), dataIndex: 'startedAt', width: 120, render: (at: string) => <Time at={at} /> },
    {
      title: t('columns.visitor'),
      key: 'visitor',
      width: 190,
      render: (_, row) => (
        <div className="two-lines">
          {visitor(row)}
          <small>{row.customerName ?? (row.phone || row.email)}</small>
        </div>
      ),
    },
    { title: t('columns.about'), dataIndex: 'about', ellipsis: true },
    { title: t('columns.agent'), dataIndex: 'agentName', width: 110 },
    { title: t('columns.state'), key: 'state', width: 110, render: (_, row) => state(row) },
    {
      title: t('columns.case'),
      key: 'case',
      width: 150,
      className: 'tabular',
      render: (_, row) =>
        row.caseId && (
          <SubjectLink kind="case" id={row.caseId}>
            {row.caseNumber}
          </SubjectLink>
        ),
    },
    {
      title: t('columns.rating'),
      key: 'rating',
      width: 90,
      render: (_, row) => row.rating !== null && <span title={row.ratingWords}>{t('over.rating', { count: row.rating })}</span>,
    },
  ]
  return (
    <>
      <PageTitle
        title={t('over.title')}
        hint={t('over.hint')}
        extra={
          <>
            <Link to="/chats">
              <Button type="text">{t('over.open')}</Button>
            </Link>
            <ExportButton path="/chats/export" filter={{ words, branch }} />
          </>
        }
      />
      <FilterBar
        set={branch ? 1 : 0}
        first={<WordsFilter label={t('over.search')} value={words} onChange={(next) => change({ words: next })} />}
      >
        <BranchFilter value={branch} onChange={(next) => change({ branch: next })} />
      </FilterBar>
      <RowList
        query={chats}
        columns={columns}
        width={960}
        card={(row) => (
          <>
            <span className="spread">
              {visitor(row)}
              {state(row)}
            </span>
            <span>{row.about}</span>
            <small>
              <Time at={row.startedAt} /> · {row.agentName} {row.caseNumber}
            </small>
          </>
        )}
        visit={(row) => open(row.id)}
        filtered={Boolean(words || branch)}
        first={t('over.first')}
        after={after}
        next={cursorOf(chats.data?.next)}
        onMove={(next) => change({ after: next })}
      />
      <Drawer
        open={chat !== undefined}
        onClose={() => open(undefined)}
        size={760}
        title={t('title')}
        destroyOnHidden
        className="chat-past"
      >
        {chat && <Talk key={chat} id={chat} />}
      </Drawer>
    </>
  )
}
