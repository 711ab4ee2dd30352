import { PaperClipOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Flex, Input } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PickAnswer } from '../answers/PickAnswer'
import { Four, Panel, StatusTag } from '../desk'
import { http, type Schema } from '../http'
import { problemText } from '../problem'
import { useMay } from '../session'
import { Time } from '../Time'
import { type AnswerFile, AnswerFiles } from './AnswerFiles'
import { MailFiles } from './MailFiles'
import { MailFrame } from './MailFrame'
import { MoveMail } from './MoveMail'
import './mail.css'

type Said = Schema<'MailQueries.Said'>
type Conversation = Schema<'MailQueries.Conversation'>

/** What was written to and fro by e-mail about a case, the oldest first, and the place to answer. */
export function ConversationOf({ caseId }: { caseId: string }) {
  const { t } = useTranslation('mail')
  const may = useMay('mail.read')
  const mails = useQuery({
    queryKey: ['mails', 'of-case', caseId],
    queryFn: ({ signal }) => http<Conversation>(`/cases/${caseId}/mails`, { signal }),
    enabled: may,
  })
  if (!may || (mails.data && mails.data.said.length === 0 && !(mails.data.mayAnswer && mails.data.to))) return null
  return (
    <Panel title={t('conversation.title')}>
      <Four query={mails}>
        {(data) => (
          <>
            {data.said.length === 0 && <p className="faint">{t('conversation.none')}</p>}
            <ol className="mail-thread">
              {data.said.map((one, index) => (
                <OneMail
                  key={one.id}
                  said={one}
                  mayMove={data.mayAnswer}
                  open={index >= data.said.length - 2 && !(one.automatic && !one.incoming)}
                />
              ))}
            </ol>
            {data.mayAnswer && <AnswerBox key={caseId} caseId={caseId} conversation={data} />}
          </>
        )}
      </Four>
    </Panel>
  )
}

function OneMail({ said, mayMove, open: atFirst }: { said: Said; mayMove: boolean; open: boolean }) {
  const { t } = useTranslation('mail')
  const [open, setOpen] = useState(atFirst)
  const [quoted, setQuoted] = useState(false)
  const [looks, setLooks] = useState(false)
  const [moving, setMoving] = useState(false)
  const failed = said.messageState === 'FAILED' || said.messageState === 'BOUNCED'
  return (
    <li className="mail-one" data-incoming={said.incoming} data-open={open}>
      <button type="button" className="mail-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="mail-who">
          <strong>{said.incoming ? said.name || said.address : t('conversation.us')}</strong>
          <small>{said.incoming ? said.address : t('conversation.to', { address: said.address || said.name })}</small>
        </span>
        <span className="mail-tags">
          {said.waiting && <StatusTag tone="warn">{t('tags.waiting')}</StatusTag>}
          {said.stranger && <StatusTag tone="bad">{t('tags.stranger')}</StatusTag>}
          {said.automatic && <StatusTag>{t('tags.automatic')}</StatusTag>}
          {said.messageState && said.messageState !== 'SENT' && (
            <StatusTag tone={failed ? 'bad' : 'neutral'}>{t(`messageStates.${said.messageState}`)}</StatusTag>
          )}
          <Time at={said.at} />
        </span>
        {!open && (
          <span className="mail-first">
            {said.attachments.length > 0 && <PaperClipOutlined />}{' '}
            {said.body.trim().replace(/\s+/g, ' ').slice(0, 200) || said.subject}
          </span>
        )}
      </button>
      {open && (
        <div className="mail-body">
          {said.stranger && <p className="mail-note">{t('conversation.stranger')}</p>}
          {failed && <p className="mail-note">{said.failure}</p>}
          {looks ? <MailFrame id={said.id} /> : <pre>{said.body.trim() || said.subject}</pre>}
          <MailFiles files={said.attachments} />
          <Flex gap="small" wrap>
            {said.quoted && !looks && (
              <button type="button" className="link" aria-expanded={quoted} onClick={() => setQuoted(!quoted)}>
                {t(quoted ? 'conversation.hideQuoted' : 'conversation.showQuoted')}
              </button>
            )}
            {said.hasHtml && (
              <button type="button" className="link" aria-expanded={looks} onClick={() => setLooks(!looks)}>
                {t(looks ? 'conversation.asText' : 'conversation.asSent')}
              </button>
            )}
            {mayMove && said.state === 'TAKEN' && (
              <button type="button" className="link" onClick={() => setMoving(true)}>
                {t('move.title')}
              </button>
            )}
          </Flex>
          {moving && <MoveMail mail={said} onClose={() => setMoving(false)} />}
          {quoted && !looks && <pre className="mail-quoted">{said.quoted}</pre>}
        </div>
      )}
    </li>
  )
}

function AnswerBox({ caseId, conversation }: { caseId: string; conversation: Conversation }) {
  const { t } = useTranslation('mail')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const key = `aftercare.mail.${caseId}`
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '')
  const [files, setFiles] = useState<AnswerFile[]>(() => JSON.parse(sessionStorage.getItem(`${key}.files`) ?? '[]'))
  const [to, setTo] = useState<string>()
  const address = to ?? conversation.to
  const write = (next: string) => {
    setText(next)
    if (next) sessionStorage.setItem(key, next)
    else sessionStorage.removeItem(key)
  }
  const take = (change: (now: AnswerFile[]) => AnswerFile[]) =>
    setFiles((now) => {
      const next = change(now)
      sessionStorage.setItem(`${key}.files`, JSON.stringify(next))
      return next
    })
  const area = useRef<TextAreaRef>(null)
  const putIn = (words: string) => {
    write(text.trim() ? `${text.trimEnd()}\n\n${words}` : words)
    area.current?.focus({ cursor: 'end' })
  }
  const send = useMutation({
    mutationFn: () =>
      http(`/cases/${caseId}/mails`, {
        method: 'POST',
        json: { text: text.trim(), to: address, files: files.map(({ id }) => id) },
      }),
    onSuccess: () => {
      write('')
      take(() => [])
      message.success(t('answer.sent'))
      queries.invalidateQueries({ queryKey: ['mails'] })
      queries.invalidateQueries({ queryKey: ['cases'] })
      queries.invalidateQueries({ queryKey: ['messages'] })
    },
    onError: (error) => message.error(problemText(error)),
  })
  const ready = text.trim() !== '' && address.trim() !== ''
  return (
    <Flex vertical gap="small" className="mail-answer">
      <Input
        size="small"
        prefix={<span className="faint">{t('answer.to')}</span>}
        aria-label={t('answer.to')}
        value={address}
        maxLength={255}
        onChange={(event) => setTo(event.target.value)}
      />
      <Input.TextArea
        ref={area}
        autoSize={{ minRows: 3, maxRows: 14 }}
        maxLength={10000}
        value={text}
        placeholder={t('answer.placeholder')}
        aria-label={t('answer.label')}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => (event.metaKey || event.ctrlKey) && event.key === 'Enter' && ready && send.mutate()}
      />
      <AnswerFiles caseId={caseId} files={files} onChange={take}>
        <PickAnswer way="MAIL" known={conversation} onPick={putIn} />
      </AnswerFiles>
      <Flex justify="space-between" align="center" gap="small" wrap>
        <small className="faint">
          {conversation.from ? t('answer.from', { address: conversation.from }) : t('answer.noMailbox')}
          {conversation.signature && ` · ${t('answer.signature')}`}
        </small>
        <Button type="primary" disabled={!ready} loading={send.isPending} onClick={() => send.mutate()}>
          {t('answer.send')}
        </Button>
      </Flex>
    </Flex>
  )
}
