import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { http } from '@/shared/http'
import { i18n } from '@/shared/i18n'
import { Button, ErrorPanel, Field, Input, TextArea } from '@/shared/lite'
import { newId } from '@/shared/newId'
import { formatTime } from '@/shared/time'
import type { Entrance, Hello } from './visitor'

type HelloFormProps = {
  entrance: Entrance
  site: string | undefined
  page: string | undefined
  onBegun: (token: string) => void
  onLeft: () => void
}

const MAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/

/** Who somebody is and what it is about. Outside the hours the same words are left as a message. */
export function HelloForm({ entrance, site, page, onBegun, onLeft }: HelloFormProps) {
  const { t } = useTranslation('chat')
  const [name, setName] = useState('')
  const [reach, setReach] = useState('')
  const [about, setAbout] = useState('')
  const [device, setDevice] = useState('')
  const [tried, setTried] = useState(false)
  const id = useRef(newId())
  /** Begun twice, on a bad line, is begun once. */
  const key = useRef(`${newId()}${newId()}`.replaceAll('-', ''))
  const known = entrance.known !== null
  const contact = reach.trim()
  const reachable = MAIL.test(contact) || contact.replace(/\D/g, '').length >= 7
  const send = useMutation({
    networkMode: 'always',
    mutationFn: async () => {
      const hello: Hello = {
        site: site ?? null,
        name: name.trim(),
        phone: contact.includes('@') ? '' : contact,
        email: contact.includes('@') ? contact : '',
        about: about.trim(),
        device: device.trim(),
        language: i18n.language,
        page: page ?? '',
        key: key.current,
      }
      if (!entrance.open) {
        await http('/public/chat-sites/messages', { method: 'POST', json: { id: id.current, hello } })
        return undefined
      }
      return (await http<{ token: string }>('/public/chats', { method: 'POST', json: hello })).token
    },
    onSuccess: (token) => (token ? onBegun(token) : onLeft()),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (about.trim() && (known || (name.trim() && reachable))) send.mutate()
  }
  const missing = (given: boolean, key: string) => (tried && !given ? t(`hello.missing.${key}`) : undefined)
  return (
    <form className="visitor-hello" onSubmit={submit} noValidate>
      <p className="visitor-greeting">
        {entrance.open ? entrance.greeting || t('hello.greeting') : t('hello.closed')}
        {!entrance.open && entrance.opens && <> {t('hello.opens', { at: formatTime(entrance.opens, 'short') })}</>}
      </p>
      {entrance.open && entrance.waiting > 0 && (
        <p className="visitor-queue">{t('hello.waiting', { count: entrance.waiting })}</p>
      )}
      {known ? (
        <p className="visitor-queue">{t('hello.known', { name: entrance.known })}</p>
      ) : (
        <>
          <Field label={t('hello.name')} required error={missing(name.trim() !== '', 'name')}>
            <Input maxLength={60} autoComplete="name" value={name} onChange={({ target }) => setName(target.value)} />
          </Field>
          <Field label={t('hello.reach')} required error={missing(reachable, 'reach')}>
            <Input maxLength={200} autoComplete="tel" value={reach} onChange={({ target }) => setReach(target.value)} />
          </Field>
        </>
      )}
      <Field label={t('hello.about')} required error={missing(about.trim() !== '', 'about')}>
        <TextArea
          rows={3}
          maxLength={1000}
          placeholder={t('hello.aboutHint')}
          value={about}
          onChange={({ target }) => setAbout(target.value)}
        />
      </Field>
      <Field label={t('hello.device')} hint={t('hello.deviceHint')}>
        <Input maxLength={60} value={device} onChange={({ target }) => setDevice(target.value)} />
      </Field>
      {send.isError && <ErrorPanel error={send.error} />}
      <Button wide submit busy={send.isPending}>
        {t(entrance.open ? 'hello.begin' : 'hello.leave')}
      </Button>
      <p className="visitor-privacy">{t('hello.privacy')}</p>
    </form>
  )
}

/** The message is kept, and somebody will call. */
export function Left({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation('chat')
  return (
    <div className="visitor-over">
      <h2>{t('hello.leftTitle')}</h2>
      <p>{t('hello.leftHint')}</p>
      <Button kind="plain" wide onClick={onAgain}>
        {t('visitor.again')}
      </Button>
    </div>
  )
}
