import { useQuery } from '@tanstack/react-query'
import { Alert, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { ChoiceFilter, ExportButton, FilterBar, PageTitle, RowList, StatusTag, type Tone, WordsFilter } from '@/shared/desk'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { cursorOf, type Message, type MessageFilter, type MessageState, noticeQueries } from './api'
import { MessageDrawer } from './MessageDrawer'

export const TONES = {
  QUEUED: 'info',
  SENT: 'good',
  FAILED: 'bad',
  BOUNCED: 'bad',
  NOT_CONFIGURED: 'neutral',
  NO_ADDRESS: 'warn',
} satisfies Record<MessageState, Tone>
const STATES = Object.keys(TONES) as MessageState[]

/** Every message to somebody outside the app, with its words, whether it could be sent or not. */
export function MessageListPage() {
  const { t } = useTranslation('notices')
  const [filter, change] = useListState<MessageFilter>()
  const messages = useQuery(noticeQueries.messages(filter))
  const filtered = Boolean(filter.words || filter.state)

  const columns: NonNullable<TableProps<Message>['columns']> = [
    { title: t('messages.queuedAt'), dataIndex: 'queuedAt', width: 130, render: (at: string) => <Time at={at} /> },
    {
      title: t('messages.to'),
      key: 'to',
      width: 220,
      ellipsis: true,
      render: (_, { toName, toAddress }) => (
        <>
          <div>{toName}</div>
          <div className="message-address">{toAddress || t('messages.noAddress')}</div>
        </>
      ),
    },
    {
      title: t('messages.title'),
      dataIndex: 'title',
      ellipsis: true,
      render: (title: string, { id }) => (
        <button type="button" className="link" onClick={() => change({ opened: id }, { keepPage: true })}>
          {title}
        </button>
      ),
    },
    { title: t('messages.branch'), dataIndex: 'branchName', width: 140, ellipsis: true, responsive: ['lg'] },
    {
      title: t('messages.state'),
      dataIndex: 'state',
      width: 120,
      render: (state: MessageState) => <StatusTag tone={TONES[state]}>{t(`states.${state}`)}</StatusTag>,
    },
  ]

  return (
    <>
      <PageTitle
        title={t('messages.page')}
        hint={t('messages.hint')}
        extra={<ExportButton path="/messages/export" filter={{ words: filter.words, state: filter.state }} />}
      />
      {messages.data && !messages.data.sendsMail && (
        <Alert type="info" showIcon style={{ marginBlockEnd: 12 }} title={t('messages.notConfigured')} />
      )}
      <FilterBar
        set={filter.state ? 1 : 0}
        first={<WordsFilter label={t('messages.search')} value={filter.words} onChange={(words) => change({ words })} />}
      >
        <ChoiceFilter
          label={t('messages.state')}
          value={filter.state}
          onChange={(state) => change({ state })}
          options={STATES.map((state) => ({ value: state, label: t(`states.${state}`) }))}
          width={160}
        />
      </FilterBar>
      <RowList
        query={messages}
        columns={columns}
        width={720}
        card={(message) => (
          <>
            <span className="spread">
              <button type="button" className="link" onClick={() => change({ opened: message.id }, { keepPage: true })}>
                {message.title}
              </button>
              <StatusTag tone={TONES[message.state]}>{t(`states.${message.state}`)}</StatusTag>
            </span>
            <small>
              {message.toName} · {message.toAddress || t('messages.noAddress')} · <Time at={message.queuedAt} />
            </small>
          </>
        )}
        visit={(message) => change({ opened: message.id }, { keepPage: true })}
        filtered={filtered}
        first={t('messages.empty')}
        after={filter.after}
        next={cursorOf(messages.data?.next)}
        onMove={(after) => change({ after })}
      />
      <MessageDrawer id={filter.opened} onClose={() => change({ opened: undefined }, { keepPage: true })} />
    </>
  )
}
