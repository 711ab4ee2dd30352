import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import type { ChatMessage, Pending } from './thread'
import './thread.css'

type ThreadProps = {
  messages: ChatMessage[]
  pending: Pending[]
  /** Whose side of the conversation this is. */
  me: 'VISITOR' | 'AGENT'
  /** Somebody on the other side is writing. */
  typing?: string | undefined
  picture: (id: string, small: boolean) => string
  onRetry: (message: Pending) => void
}

/** What was said, the newest below; stays at the end while whoever reads is there. */
export function Thread({ messages, pending, me, typing, picture, onRetry }: ThreadProps) {
  const { t } = useTranslation('chat')
  const list = useRef<HTMLOListElement>(null)
  const atEnd = useRef(true)
  const count = messages.length + pending.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something is added
  useEffect(() => {
    const element = list.current
    if (element && atEnd.current) element.scrollTop = element.scrollHeight
  }, [count, typing])
  return (
    <ol
      ref={list}
      className="thread"
      role="log"
      aria-label={t('talk.thread')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a long conversation is scrolled with the keys
      tabIndex={0}
      onScroll={({ currentTarget }) => {
        atEnd.current = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < 80
      }}
    >
      {messages.map((message) => (
        <Message key={message.seq} message={message} me={me} picture={picture} />
      ))}
      {pending.map((message) => (
        <li key={message.id} data-side="mine" data-pending="true">
          <p>{message.file ? t('talk.picture', { name: message.file.name }) : message.text}</p>
          {message.error === undefined ? (
            <small>{t('talk.sending')}</small>
          ) : (
            <button type="button" className="thread-retry" onClick={() => onRetry(message)}>
              {t('talk.failed', { why: problemText(message.error) })}
            </button>
          )}
        </li>
      ))}
      {typing && (
        <li data-side="theirs" className="thread-typing" aria-live="polite">
          <small>{t('talk.typing', { name: typing })}</small>
        </li>
      )}
    </ol>
  )
}

type MessageProps = { message: ChatMessage; me: 'VISITOR' | 'AGENT'; picture: ThreadProps['picture'] }

function Message({ message, me, picture }: MessageProps) {
  const { t } = useTranslation('chat')
  const { kind, author, name, text, at } = message
  const facts = message.facts as Record<string, string>
  if (kind === 'EVENT') {
    return (
      <li className="thread-event">
        <small>
          {facts.what === 'visitor-left' && me === 'VISITOR'
            ? t('visitor.ended')
            : t(`events.${facts.what}`, { name: facts.name ?? name, defaultValue: '' })}{' '}
          <Time at={at} style="time" />
        </small>
      </li>
    )
  }
  if (kind === 'CASE') {
    const link: ReactNode = facts.token ? (
      <a href={`/portal/t/${encodeURIComponent(facts.token)}`} target="_blank" rel="noreferrer">
        {t('talk.follow')}
      </a>
    ) : null
    return (
      <li className="thread-case">
        <strong>{t('talk.case', { number: facts.number })}</strong>
        {link}
      </li>
    )
  }
  return (
    <li data-side={author === me ? 'mine' : 'theirs'} data-kind={kind}>
      {kind === 'NOTE' && <b>{t('talk.note', { name })}</b>}
      {kind === 'PICTURE' && message.picture ? (
        <a href={picture(message.picture, false)} target="_blank" rel="noreferrer">
          <img src={picture(message.picture, true)} alt={t('talk.pictureOf', { name })} />
        </a>
      ) : (
        <p>{text}</p>
      )}
      <small>
        {author !== me && kind !== 'NOTE' && <span>{name}</span>}
        <Time at={at} style="time" />
      </small>
    </li>
  )
}
