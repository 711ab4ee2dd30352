import { ArrowLeftOutlined, SnippetsOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Badge, Button, Grid } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ReadyAnswers } from '@/shared/answers/ReadyAnswers'
import { Four, KeyHints, Nothing, PageTitle, useKeys } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { useSession } from '@/shared/session'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { type ChatRow, chatQueries, useChatAct } from './api'
import { drafts, neighbour, useKept } from './kept'
import { Talk } from './Talk'
import './chat.css'

/** The agent's page: who waits, whom I speak with, and the conversation that is open. Mine are a keystroke away from each other. */
export function ChatsPage() {
  const { t } = useTranslation(['chat', 'cases'])
  const [{ chat, answers }, change] = useListState<{ chat?: string; answers?: string }>()
  const board = useQuery(chatQueries.board())
  const wide = Grid.useBreakpoint().lg
  const open = (id: string | undefined) => change({ chat: id }, { keepPage: true })
  const mine = board.data?.mine ?? []
  const ids = mine.map(({ id }) => id)
  const go = (step: 1 | -1) => {
    const next = neighbour(ids, chat, step)
    if (next) open(next)
  }
  useKeys({ 'alt+ArrowDown': () => go(1), 'alt+ArrowUp': () => go(-1) })
  useFetched(ids)
  const elsewhere =
    mine.filter(({ id }) => id !== chat).reduce((sum, { unread }) => sum + unread, 0) + (board.data?.waiting.length ?? 0)
  const list = (
    <Four query={board}>
      {({ waiting, mine, others }) => (
        <nav className="chat-list" aria-label={t('title')}>
          <Rows title={t('lists.waiting')} rows={waiting} open={chat} onOpen={open} empty={t('lists.nobodyWaits')} take />
          <Rows title={t('lists.mine')} rows={mine} open={chat} onOpen={open} empty={t('lists.noneOfMine')} />
          {mine.length > 1 && (
            <KeyHints
              hints={[
                { keys: 'Alt+↑', label: '' },
                { keys: 'Alt+↓', label: t('lists.keys') },
              ]}
            />
          )}
          {others.length > 0 && <Rows title={t('lists.others')} rows={others} open={chat} onOpen={open} others />}
        </nav>
      )}
    </Four>
  )
  return (
    <div className="chat-page">
      {(wide || !chat) && (
        <PageTitle
          title={t('title')}
          hint={t('hint')}
          extra={
            <>
              <Link to="/chats/over">
                <Button type="text">{t('over.title')}</Button>
              </Link>
              <Button icon={<SnippetsOutlined />} onClick={() => change({ answers: 'yes' }, { keepPage: true })}>
                {t('cases:answers.title')}
              </Button>
            </>
          }
        />
      )}
      <div className="chat-columns" data-open={Boolean(chat)}>
        {(wide || !chat) && list}
        {chat ? (
          <Talk
            key={chat}
            id={chat}
            back={
              wide ? undefined : (
                <Badge count={elsewhere} size="small" offset={[-6, 6]} title={t('lists.unread', { count: elsewhere })}>
                  <Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('back')} onClick={() => open(undefined)} />
                </Badge>
              )
            }
          />
        ) : (
          wide && (
            <div className="chat-none">
              <Nothing first={t('chooseOne')} />
            </div>
          )
        )}
      </div>
      <ReadyAnswers open={answers === 'yes'} onClose={() => change({ answers: undefined }, { keepPage: true })} />
    </div>
  )
}

/** Conversations of mine are there before they are opened. */
function useFetched(ids: string[]) {
  const queries = useQueryClient()
  const key = ids.join()
  useEffect(() => {
    for (const id of key.split(',').filter(Boolean)) queries.prefetchQuery({ ...chatQueries.one(id), staleTime: 60_000 })
  }, [queries, key])
}

type RowsProps = {
  title: string
  rows: ChatRow[]
  open: string | undefined
  onOpen: (id: string) => void
  empty?: string
  take?: boolean
  /** Colleagues': whose they are is worth a word. */
  others?: boolean
}

function Rows({ title, rows, open, onOpen, empty, take = false, others = false }: RowsProps) {
  return (
    <section>
      <h2>
        {title} {rows.length > 0 && <small className="tabular">{rows.length}</small>}
      </h2>
      {rows.length === 0 && <p className="faint">{empty}</p>}
      <ul>
        {rows.map((row) => (
          <Row key={row.id} row={row} open={row.id === open} onOpen={() => onOpen(row.id)} take={take} others={others} />
        ))}
      </ul>
    </section>
  )
}

type RowProps = { row: ChatRow; open: boolean; onOpen: () => void; take: boolean; others: boolean }

function Row({ row, open, onOpen, take, others }: RowProps) {
  const { t } = useTranslation('chat')
  const { message } = App.useApp()
  const { branches } = useSession()
  const [draft] = useKept(drafts, row.id)
  const act = useChatAct(row.id)
  const takeIt = () =>
    act.mutateAsync({ act: 'take' }).then(onOpen, (error) => {
      message.warning(problemText(error))
    })
  return (
    <li data-open={open}>
      <button type="button" onClick={onOpen} aria-current={open}>
        <span className="chat-row-name">
          <strong>{row.visitorName}</strong>
          <Badge count={take || others ? 0 : row.unread} size="small" title={t('lists.unread', { count: row.unread })} />
        </span>
        <span className="chat-row-words">
          {draft && !open ? (
            <>
              <em>{t('lists.draft')}</em> {draft}
            </>
          ) : (
            row.lastText || row.about
          )}
        </span>
        <small>
          {row.customerName && <span>{row.customerName}</span>}
          {branches.length > 1 && <span>{row.branchName}</span>}
          {others && <span>{row.agentName}</span>}
          <Time at={take ? row.waitingSince : row.lastAt} relative />
        </small>
      </button>
      {take && (
        <Button type="primary" size="small" loading={act.isPending} onClick={takeIt}>
          {t('acts.take')}
        </Button>
      )}
    </li>
  )
}
