import { LogoutOutlined, PictureOutlined, SendOutlined, SwapOutlined, UserOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Drawer, Grid, Input, Popconfirm, Tooltip } from 'antd'
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { filled } from '@/shared/answers/fill'
import { offeredIn, type ReadyAnswer, readyAnswers } from '@/shared/answers/queries'
import { FileButton, Four, StatusTag } from '@/shared/desk'
import { http } from '@/shared/http'
import { type LiveMessage, useLiveMessages } from '@/shared/live'
import { newId } from '@/shared/newId'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { type ChatView, chatQueries, useChatAct } from './api'
import { ChatContext } from './ChatContext'
import { HandOn } from './HandOn'
import { drafts, useKept } from './kept'
import { Thread } from './Thread'
import { usePending, useTypingTeller } from './visitor'
import './chat.css'

const TONES = { WAITING: 'warn', ACTIVE: 'good', ENDED: 'neutral', UNANSWERED: 'bad' } as const

/** One conversation with everything one does in it, and what is known of the visitor beside it. */
export function Talk({ id, back }: { id: string; back?: ReactNode }) {
  const chat = useQuery(chatQueries.one(id))
  return (
    <div className="chat-talk-frame">
      <Four query={chat}>{(view) => <Inside view={view} back={back} />}</Four>
    </div>
  )
}

function Inside({ view, back }: { view: ChatView; back?: ReactNode }) {
  const { t } = useTranslation('chat')
  const { message } = App.useApp()
  const wide = Grid.useBreakpoint().xl
  const [handing, setHanding] = useState(false)
  const [knowing, setKnowing] = useState(false)
  const { chat, acts, messages } = view
  const act = useChatAct(chat.id)
  const mine = acts.includes('END')
  const typing = useVisitorTyping(chat.id)
  useRead(view, mine)

  const since = messages.at(-1)?.seq ?? 0
  const [pending, push] = usePending(chat.id, async ({ id, text, file }) => {
    if (!file) return act.mutateAsync({ act: `messages?since=${since}`, body: { id, text } })
    const form = new FormData()
    form.append('file', file)
    return act.mutateAsync({ act: `pictures?message=${id}&since=${since}`, form })
  })
  const run = (name: string) => act.mutateAsync({ act: name }).catch((error) => void message.warning(problemText(error)))

  return (
    <>
      <section className="chat-talk" aria-label={chat.visitorName}>
        <header>
          {back}
          <div className="chat-who">
            <strong>{chat.visitorName}</strong> <StatusTag tone={TONES[chat.status]}>{t(`statuses.${chat.status}`)}</StatusTag>
            <small>
              {[chat.phone, chat.email, chat.siteName].filter(Boolean).join(' · ')} · <Time at={chat.startedAt} />
            </small>
          </div>
          {!wide && (
            <Tooltip title={t('context.title')}>
              <Button icon={<UserOutlined />} aria-label={t('context.title')} onClick={() => setKnowing(true)} />
            </Tooltip>
          )}
          {acts.includes('TRANSFER') && (
            <Tooltip title={t('acts.handOn')}>
              <Button icon={<SwapOutlined />} aria-label={t('acts.handOn')} onClick={() => setHanding(true)} />
            </Tooltip>
          )}
          {mine && (
            <Popconfirm
              title={t('acts.endAsk')}
              okText={t('acts.end')}
              cancelText={t('shared:act.cancel')}
              onConfirm={() => run('end')}
            >
              <Button icon={<LogoutOutlined />}>{t('acts.end')}</Button>
            </Popconfirm>
          )}
          {acts.includes('TAKE') && (
            <Button type="primary" loading={act.isPending} onClick={() => run('take')}>
              {t('acts.take')}
            </Button>
          )}
        </header>
        <Thread
          messages={messages}
          pending={pending}
          me="AGENT"
          typing={typing && chat.status === 'ACTIVE' ? chat.visitorName : undefined}
          picture={(picture, small) => `/api/documents/${picture}${small ? '/thumb' : ''}`}
          onRetry={push}
        />
        {mine ? (
          <Composer
            key={chat.id}
            chat={chat}
            onSay={(text) => push({ id: newId(), text })}
            onShow={(file) => push({ id: newId(), text: '', file })}
          />
        ) : (
          <p className="chat-not-mine">{t(`notMine.${chat.status}`, { name: chat.agentName ?? '' })}</p>
        )}
      </section>
      {wide ? (
        <aside className="chat-context">
          <ChatContext view={view} />
        </aside>
      ) : (
        <Drawer open={knowing} onClose={() => setKnowing(false)} title={t('context.title')} destroyOnHidden>
          <ChatContext view={view} />
        </Drawer>
      )}
      <HandOn id={chat.id} open={handing} onClose={() => setHanding(false)} />
    </>
  )
}

/** What stands on the screen of whoever speaks here has been read. */
function useRead({ chat, messages }: ChatView, mine: boolean) {
  const last = messages.at(-1)?.seq ?? 0
  const unread = chat.unread > 0
  useEffect(() => {
    const read = () => {
      if (mine && unread && document.visibilityState === 'visible')
        http(`/chats/${chat.id}/read`, { method: 'POST', json: { seq: last } }).catch(() => {})
    }
    read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  }, [chat.id, last, mine, unread])
}

function useVisitorTyping(id: string) {
  const [typing, setTyping] = useState(false)
  const forget = useRef<ReturnType<typeof setTimeout>>(undefined)
  const stop = useCallback((live: LiveMessage) => live.id === id && setTyping(false), [id])
  const begin = useCallback(
    (live: LiveMessage) => {
      if (live.id !== id) return
      setTyping(true)
      clearTimeout(forget.current)
      forget.current = setTimeout(() => setTyping(false), 4_000)
    },
    [id],
  )
  useLiveMessages('chat-typing', begin)
  useLiveMessages('chats', stop)
  useEffect(() => () => clearTimeout(forget.current), [])
  return typing
}

type ComposerProps = { chat: ChatView['chat']; onSay: (text: string) => void; onShow: (file: File) => void }

/** `/` at the beginning opens what is often written. */
function Composer({ chat, onSay, onShow }: ComposerProps) {
  const { t } = useTranslation(['chat', 'cases'])
  const { id } = chat
  const known = { name: chat.visitorName, number: chat.caseNumber }
  const [text, setText] = useKept(drafts, id)
  const [at, setAt] = useState(0)
  const tell = useTypingTeller(() => http(`/chats/${id}/typing`, { method: 'POST', json: {} }))
  const answers = useQuery(readyAnswers())
  const asked = text.startsWith('/') && !text.includes('\n') ? text.slice(1).trim().toLowerCase() : undefined
  const offered = asked === undefined ? [] : offeredIn('CHAT', asked, answers.data ?? []).slice(0, 8)

  const change = (next: string) => {
    setText(next)
    setAt(0)
  }
  const say = () => {
    if (!text.trim()) return
    onSay(text.trim())
    change('')
  }
  const choose = (answer: ReadyAnswer | undefined) => answer && change(filled(answer.text, known))
  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (offered.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      setAt((at + (event.key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length)
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      if (offered.length > 0) choose(offered[at])
      else say()
    } else if (event.key === 'Escape' && asked !== undefined) change('')
  }
  return (
    <div className="chat-composer">
      {asked !== undefined && (
        <div className="chat-phrases" role="listbox" aria-label={t('cases:answers.title')}>
          {offered.map((one, index) => (
            <button
              type="button"
              role="option"
              key={one.id}
              aria-selected={index === at}
              onMouseEnter={() => setAt(index)}
              onClick={() => choose(one)}
            >
              <strong>{one.title}</strong> <span>{filled(one.text, known)}</span>
            </button>
          ))}
          {offered.length === 0 && <p className="faint">{t('cases:answers.noMatch')}</p>}
        </div>
      )}
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2000}
        value={text}
        aria-label={t('talk.write')}
        placeholder={t('talk.write')}
        onKeyDown={key}
        onChange={({ target }) => {
          change(target.value)
          if (!target.value.startsWith('/')) tell()
        }}
      />
      <footer>
        <FileButton
          type="text"
          icon={<PictureOutlined />}
          label={t('talk.addPicture')}
          title={t('talk.addPicture')}
          accept="image/*"
          onPick={([file]) => file && onShow(file)}
        />
        <small className="faint">{t('talk.keys')}</small>
        <Button type="primary" icon={<SendOutlined />} disabled={!text.trim() || asked !== undefined} onClick={say}>
          {t('talk.send')}
        </Button>
      </footer>
    </div>
  )
}
