import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { http } from '@/shared/http'
import { Button, ErrorPanel, Skeleton, Stars, TextArea, toast } from '@/shared/lite'
import { newId } from '@/shared/newId'
import { Problem, problemText } from '@/shared/problem'
import { useListState } from '@/shared/useListState'
import { HelloForm, Left } from './HelloForm'
import { Thread } from './Thread'
import { merged, type Pending } from './thread'
import { pathOf, usePending, useToken, useTypingTeller, useVisitorLive, type Visitor, visitorQueries } from './visitor'
import './visitor.css'

const embedded = window.parent !== window

/** Tells the page around us what happens here, without a word of what was said. */
const tellFrame = (what: 'close' | 'news') => embedded && window.parent.postMessage({ aftercareChat: what }, '*')

/** The visitor's window: a form, then the conversation, which a reload finds again. */
export function VisitorPage() {
  const { t } = useTranslation('chat')
  const [{ site, page }] = useListState<{ site?: string; page?: string }>()
  const [token, keep] = useToken(site)
  const [left, setLeft] = useState(false)
  const entrance = useQuery(visitorQueries.entrance(site))
  useEffect(() => {
    document.title = t('visitor.title')
    if (embedded) document.body.dataset.embedded = 'yes'
    return () => {
      delete document.body.dataset.embedded
    }
  }, [t])
  const again = () => {
    keep(undefined)
    setLeft(false)
  }

  let inside: ReactNode
  if (token) inside = <Talk key={token} token={token} onAgain={again} />
  else if (left) inside = <Left onAgain={again} />
  else if (entrance.isPending) inside = <Skeleton lines={6} />
  else if (!entrance.data) inside = <ErrorPanel error={entrance.error} onRetry={() => entrance.refetch()} />
  else inside = <HelloForm entrance={entrance.data} site={site} page={page} onBegun={keep} onLeft={() => setLeft(true)} />

  return (
    <main className="visitor">
      <header className="visitor-head">
        <h1>{t('visitor.title')}</h1>
        {embedded && (
          <button type="button" aria-label={t('visitor.close')} onClick={() => tellFrame('close')}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="m6 9 6 6 6-6" />
            </svg>
          </button>
        )}
      </header>
      {inside}
    </main>
  )
}

function Talk({ token, onAgain }: { token: string; onAgain: () => void }) {
  const { t } = useTranslation('chat')
  const queries = useQueryClient()
  const query = visitorQueries.chat(token)
  const chat = useQuery(query)
  const typing = useVisitorLive(token, chat.data?.status === 'WAITING')
  const said = chat.data?.messages.filter(({ author }) => author === 'AGENT').length ?? 0
  useEffect(() => {
    if (said > 0) tellFrame('news')
  }, [said])

  const took = (next: Visitor) =>
    queries.setQueryData<Visitor>(query.queryKey, (before) => ({
      ...next,
      messages: merged(before?.messages ?? [], next.messages),
    }))
  const since = () => queries.getQueryData<Visitor>(query.queryKey)?.messages.at(-1)?.seq ?? 0
  const [pending, push] = usePending(token, async ({ id, text, file }: Pending) => {
    if (!file) {
      took(await http<Visitor>(`${pathOf(token)}/messages?since=${since()}`, { method: 'POST', json: { id, text } }))
      return
    }
    const form = new FormData()
    form.append('file', file)
    took(await http<Visitor>(`${pathOf(token)}/pictures?id=${id}&since=${since()}`, { method: 'POST', form }))
  })
  const end = useMutation({
    mutationFn: () => http<Visitor>(`${pathOf(token)}/end?since=${since()}`, { method: 'POST', json: {} }),
    onSuccess: took,
    onError: (error) => toast(problemText(error), 'bad'),
  })

  if (chat.isPending) return <Skeleton lines={6} />
  if (!chat.data) {
    if (chat.error instanceof Problem && chat.error.missing)
      return (
        <div className="visitor-over">
          <p>{t('visitor.gone')}</p>
          <Button onClick={onAgain}>{t('visitor.again')}</Button>
        </div>
      )
    return <ErrorPanel error={chat.error} onRetry={() => chat.refetch()} />
  }
  const { status, ahead, agentName, messages } = chat.data
  const over = status === 'ENDED' || status === 'UNANSWERED'
  return (
    <>
      <p className="visitor-standing" data-state={status} role="status">
        {status === 'WAITING' && t(ahead === 0 ? 'visitor.next' : 'visitor.ahead', { count: ahead })}
        {status === 'ACTIVE' && t('visitor.with', { name: agentName ?? '' })}
        {status === 'ENDED' && t('visitor.ended')}
        {status === 'UNANSWERED' && t('visitor.unanswered')}
        {!over && (
          <button type="button" disabled={end.isPending} onClick={() => end.mutate()}>
            {t(status === 'WAITING' ? 'visitor.leave' : 'visitor.end')}
          </button>
        )}
      </p>
      <Thread
        messages={messages}
        pending={pending}
        me="VISITOR"
        typing={typing && status === 'ACTIVE' ? (agentName ?? '') : undefined}
        picture={(id, small) => `/api${pathOf(token)}/pictures/${id}${small ? '/thumb' : ''}`}
        onRetry={push}
      />
      {over ? (
        <Over token={token} chat={chat.data} onTook={took} onAgain={onAgain} />
      ) : (
        <Composer
          onTyping={() => http(`${pathOf(token)}/typing`, { method: 'POST', json: {} })}
          onSay={(text) => push({ id: newId(), text })}
          onShow={(file) => push({ id: newId(), text: '', file })}
        />
      )}
    </>
  )
}

type ComposerProps = { onTyping: () => Promise<unknown>; onSay: (text: string) => void; onShow: (file: File) => void }

function Composer({ onTyping, onSay, onShow }: ComposerProps) {
  const { t } = useTranslation('chat')
  const [text, setText] = useState('')
  const tell = useTypingTeller(onTyping)
  const say = () => {
    if (!text.trim()) return
    onSay(text.trim())
    setText('')
  }
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    say()
  }
  return (
    <div className="visitor-composer">
      <label className="visitor-picture" title={t('talk.addPicture')}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4" />
          <circle cx="15.5" cy="9" r="1.4" />
        </svg>
        <span className="visually-hidden">{t('talk.addPicture')}</span>
        <input
          className="visually-hidden"
          type="file"
          accept="image/*"
          onChange={({ target }) => {
            const file = target.files?.[0]
            if (file) onShow(file)
            target.value = ''
          }}
        />
      </label>
      <TextArea
        rows={1}
        maxLength={2000}
        aria-label={t('visitor.write')}
        placeholder={t('visitor.write')}
        value={text}
        onKeyDown={key}
        onChange={({ target }) => {
          setText(target.value)
          tell()
        }}
      />
      <Button disabled={!text.trim()} onClick={say}>
        {t('talk.send')}
      </Button>
    </div>
  )
}

type OverProps = { token: string; chat: Visitor; onTook: (next: Visitor) => void; onAgain: () => void }

function Over({ token, chat, onTook, onAgain }: OverProps) {
  const { t } = useTranslation('chat')
  const [stars, setStars] = useState(0)
  const [words, setWords] = useState('')
  const rate = useMutation({
    mutationFn: () =>
      http<Visitor>(`${pathOf(token)}/rating?since=${chat.lastSeq}`, { method: 'POST', json: { stars, words: words.trim() } }),
    onSuccess: onTook,
    onError: (error) => toast(problemText(error), 'bad'),
  })
  return (
    <div className="visitor-over">
      {chat.trackingToken && (
        <a href={`/portal/t/${encodeURIComponent(chat.trackingToken)}`} target="_blank" rel="noreferrer">
          {t('visitor.caseMade', { number: chat.caseNumber })}
        </a>
      )}
      {chat.status === 'ENDED' && chat.rating === null && (
        <>
          <Stars label={t('visitor.rate')} value={stars} onChange={setStars} />
          {stars > 0 && (
            <>
              <TextArea
                rows={2}
                maxLength={500}
                aria-label={t('visitor.rateWords')}
                placeholder={t('visitor.rateWords')}
                value={words}
                onChange={({ target }) => setWords(target.value)}
              />
              <Button wide busy={rate.isPending} onClick={() => rate.mutate()}>
                {t('visitor.rateSend')}
              </Button>
            </>
          )}
        </>
      )}
      {chat.rating !== null && <p>{t('visitor.rated')}</p>}
      <Button kind="plain" wide onClick={onAgain}>
        {t('visitor.again')}
      </Button>
    </div>
  )
}
