import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Drawer, Flex, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts, Four, StatusTag, SubjectLink } from '@/shared/desk'
import { sizeOf } from '@/shared/documents/files'
import { MailFiles } from '@/shared/mail/MailFiles'
import { MailFrame } from '@/shared/mail/MailFrame'
import { MoveMail } from '@/shared/mail/MoveMail'
import { Problem, problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { type MailView, mailQueries, type Spammed, useMailAct } from './api'
import { TONES } from './MailListPage'
import '@/shared/mail/mail.css'

/** One mail, with what can be done with it where it stands. */
export function MailDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation('mail')
  const mail = useQuery({ ...mailQueries.one(id ?? ''), enabled: id !== undefined })
  return (
    <Drawer open={id !== undefined} onClose={onClose} title={mail.data?.mail.subject || t('one')} size={680}>
      <Four query={mail}>{(view) => <Letter key={view.mail.id} view={view} onDone={onClose} />}</Four>
    </Drawer>
  )
}

function Letter({ view, onDone }: { view: MailView; onDone: () => void }) {
  const { t } = useTranslation('mail')
  const { mail } = view
  const [looks, setLooks] = useState(false)
  const [quoted, setQuoted] = useState(false)
  const failure =
    mail.failure && problemText(new Problem({ status: 422, code: mail.failure, facts: mail.facts as Record<string, unknown> }))
  return (
    <Flex vertical gap="middle">
      {failure && <Alert type="warning" showIcon title={failure} description={t('notUnderstood')} />}
      <Acts view={view} onDone={onDone} />
      <Facts
        facts={[
          {
            label: t('columns.from'),
            value: [mail.fromName, mail.fromAddress && `<${mail.fromAddress}>`].filter(Boolean).join(' ') || t('nobody'),
          },
          { label: t('to'), value: view.toLine },
          { label: t('columns.received'), value: <Time at={mail.receivedAt} style="full" /> },
          {
            label: t('columns.state'),
            value: (
              <>
                <StatusTag tone={TONES[mail.state]}>{t(`states.${mail.state}`)}</StatusTag>{' '}
                {mail.manner && mail.manner !== 'PERSON' && <StatusTag>{t(`manners.${mail.manner}`)}</StatusTag>}
                {mail.stranger && <StatusTag tone="bad">{t('tags.stranger')}</StatusTag>}
              </>
            ),
          },
          mail.caseId && {
            label: t('columns.case'),
            value: (
              <SubjectLink kind="case" id={mail.caseId}>
                {mail.caseNumber}
              </SubjectLink>
            ),
          },
          view.reason && { label: t('reason'), value: view.reason },
        ].map((fact) => fact || undefined)}
      />
      <div className="mail-body">
        {looks ? <MailFrame id={mail.id} /> : <pre>{view.body || t('noText')}</pre>}
        <MailFiles files={view.attachments} />
        <Flex gap="small" wrap>
          {view.quoted && !looks && (
            <button type="button" className="link" aria-expanded={quoted} onClick={() => setQuoted(!quoted)}>
              {t(quoted ? 'conversation.hideQuoted' : 'conversation.showQuoted')}
            </button>
          )}
          {view.hasHtml && (
            <button type="button" className="link" aria-expanded={looks} onClick={() => setLooks(!looks)}>
              {t(looks ? 'conversation.asText' : 'conversation.asSent')}
            </button>
          )}
          <a href={`/api/mails/${mail.id}/raw`}>
            <DownloadOutlined /> {t('raw', { size: sizeOf(view.size) })}
          </a>
        </Flex>
        {quoted && !looks && <pre className="mail-quoted">{view.quoted}</pre>}
      </div>
    </Flex>
  )
}

function Acts({ view: { mail }, onDone }: { view: MailView; onDone: () => void }) {
  const { t } = useTranslation('mail')
  const { message } = App.useApp()
  const act = useMailAct()
  const [asking, setAsking] = useState<'spam' | 'aside' | 'move'>()
  const [reason, setReason] = useState('')
  const [always, setAlways] = useState(false)
  if (!useMay('mail.answer')) return null
  const settled = mail.state === 'TAKEN' || mail.state === 'NEW' || mail.state === 'REPEATED'
  const run = (path: string, body: unknown, done: string) =>
    act.mutate(
      { path: `/mails/${mail.id}/${path}`, body },
      {
        onSuccess: (answer) => {
          const { cancelled, kept } = (path === 'spam' ? answer : {}) as Partial<Spammed>
          message.success(
            cancelled ? t('acts.spamCancelled', { number: cancelled }) : kept ? t('acts.spamKept', { number: kept }) : done,
          )
          setAsking(undefined)
          if (path !== 'take') onDone()
        },
        onError: (error) => message.error(problemText(error)),
      },
    )
  if (settled && mail.state !== 'TAKEN') return null
  return (
    <Flex gap="small" wrap>
      {mail.waiting && (
        <>
          <SubjectLink kind="case" id={mail.caseId ?? ''}>
            <Button type="primary">{t('acts.answer')}</Button>
          </SubjectLink>
          <Button loading={act.isPending} onClick={() => run('done', {}, t('acts.doneSaid'))}>
            {t('acts.done')}
          </Button>
        </>
      )}
      {mail.state === 'TAKEN' && (
        <>
          <Button onClick={() => setAsking('move')}>{t('move.title')}</Button>
          <Button onClick={() => setAsking('spam')}>{t('acts.spam')}</Button>
        </>
      )}
      {asking === 'move' && <MoveMail mail={{ id: mail.id, address: mail.fromAddress }} onClose={() => setAsking(undefined)} />}
      {!settled && (
        <>
          <Button type="primary" loading={act.isPending} onClick={() => run('take', {}, t('acts.taken'))}>
            {t('acts.take')}
          </Button>
          {mail.state !== 'SPAM' && <Button onClick={() => setAsking('spam')}>{t('acts.spam')}</Button>}
          {mail.state !== 'SET_ASIDE' && <Button onClick={() => setAsking('aside')}>{t('acts.aside')}</Button>}
        </>
      )}
      <Modal
        open={asking === 'spam' || asking === 'aside'}
        title={t(asking === 'spam' ? 'acts.spam' : 'acts.aside')}
        okText={t(asking === 'spam' ? 'acts.spam' : 'acts.aside')}
        okButtonProps={{ danger: asking === 'spam', disabled: asking === 'aside' && !reason.trim() }}
        confirmLoading={act.isPending}
        onOk={() =>
          asking === 'spam'
            ? run('spam', { always }, t('acts.spamSaid'))
            : run('set-aside', { reason: reason.trim() }, t('acts.asideSaid'))
        }
        onCancel={() => setAsking(undefined)}
      >
        {asking === 'spam' ? (
          <Flex vertical gap="small">
            {mail.state === 'TAKEN' && <span>{t('acts.spamOfCase', { number: mail.caseNumber })}</span>}
            <Checkbox checked={always} onChange={(event) => setAlways(event.target.checked)} disabled={!mail.fromAddress}>
              {t('acts.always', { address: mail.fromAddress })}
            </Checkbox>
          </Flex>
        ) : (
          <Input.TextArea
            autoFocus
            rows={3}
            maxLength={500}
            value={reason}
            aria-label={t('acts.asideWhy')}
            placeholder={t('acts.asideWhy')}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Modal>
    </Flex>
  )
}
