import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Choice, ErrorPanel, Field, Input, PhotoPicker, TextArea, toast } from '@/shared/lite'
import { Problem, problemText } from '@/shared/problem'
import { type LabelledDevice, newId, type Received, useReport } from './api'
import { HelpHints } from './HelpHints'
import type { Outage } from './KnownOutages'
import { draftOf, keep, keepDraft } from './mine'
import { PhoneCode } from './PhoneCode'
import { sendVoice, usePhotoUploads } from './photos'
import { useOwn } from './useOwn'
import { canRecord, VoiceNote } from './VoiceNote'

const IMPACTS = ['STOPPED', 'WORSE', 'PART', 'MINOR', 'ASK'] as const
type Impact = (typeof IMPACTS)[number]

const SYMPTOMS = [
  'sym-dead',
  'sym-signal',
  'sym-function',
  'sym-performance',
  'sym-physical',
  'sym-software',
  'sym-usage',
  'sym-other',
] as const

type Draft = {
  /** Made once per report, so that pressing twice, or trying again on a bad line, reports once. */
  id: string
  symptom: string
  description: string
  impact: Impact | ''
  company: string
  thing: string
  place: string
  name: string
  phone: string
  email: string
}

const empty = (): Draft => ({
  id: newId(),
  symptom: '',
  description: '',
  impact: '',
  company: '',
  thing: '',
  place: '',
  name: '',
  phone: '',
  email: '',
})

type Faults = Partial<Record<keyof Draft | 'code', string>>

type ReportFormProps = {
  device?: LabelledDevice
  qrToken?: string
  outage?: Outage | undefined
  onReceived: (received: Received) => void
}

/** One page from what is wrong to how to be reached. Words survive a reload; photos travel while one types. */
export function ReportForm({ device, qrToken, outage, onReceived }: ReportFormProps) {
  const { t, i18n } = useTranslation('portal')
  const key = qrToken ?? 'free'
  const own = useOwn()
  const [draft, setDraft] = useState(() => draftOf(key, empty()))
  const [wrong, setWrong] = useState<Faults>({})
  const [sending, setSending] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const form = useRef<HTMLFormElement>(null)
  const navigate = useNavigate()
  const uploads = usePhotoUploads()
  const report = useReport()
  const [voice, setVoice] = useState<Blob | null>(null)
  const [code, setCode] = useState('')

  useEffect(() => keepDraft(key, draft), [key, draft])

  // It may be known only after the form stands there: what somebody has said of himself meanwhile stays as he said it.
  useEffect(() => {
    if (!own) return
    setDraft((before) => (before.name || before.phone || before.email || before.company ? before : { ...before, ...own }))
  }, [own])

  const set = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }))
    setWrong((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in part))))
  }

  const changeCode = (typed: string) => {
    setCode(typed)
    setWrong((before) => ({ ...before, code: undefined }))
  }

  const symptoms = device
    ? device.symptoms.map(({ code, name }) => ({ code, name: t(`symptoms.${code}`, { defaultValue: name }) }))
    : SYMPTOMS.map((code) => ({ code, name: t(`symptoms.${code}`) }))
  const phrases = draft.symptom ? t(`phrases.${draft.symptom}`, { defaultValue: '' }).split('|').filter(Boolean) : []

  const say = (phrase: string) => {
    const said = draft.description.trim()
    if (said.includes(phrase)) return
    set({ description: said ? `${said}${t('report.comma')}${phrase}` : phrase })
  }

  const solved = () => {
    // What was typed is of no more use; the page that is left keeps nothing of it.
    setDraft(empty())
    keepDraft(key, null)
    toast(t('hints.thanks'))
    navigate({ to: '/' })
  }

  const show = (faults: Faults) => {
    setWrong(faults)
    requestAnimationFrame(() =>
      form.current?.querySelector('[data-invalid="true"]')?.scrollIntoView({ behavior: 'smooth', block: 'center' }),
    )
  }

  const check = () => {
    const faults: Faults = {}
    if (!draft.description.trim() && !voice && !outage) faults.description = t('report.missing.description')
    if (!draft.impact) faults.impact = t('report.missing.impact')
    if (draft.phone.replace(/\D/g, '').length < 7) faults.phone = t('report.missing.phone')
    if (draft.email && !/^\S+@\S+\.\S+$/.test(draft.email)) faults.email = t('report.missing.email')
    if (!device && !draft.company.trim()) faults.company = t('report.missing.company')
    if (report.phoneCode && code.length < 6) faults.code = t('report.missing.code')
    show(faults)
    return Object.keys(faults).length === 0
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (sending) return
    if (!check()) return
    setSending(true)
    setFailure(undefined)
    try {
      const photos = await uploads.tokens()
      const said = voice && (await sendVoice(voice))
      const description = [
        draft.description.trim() || (outage ? t('outages.said', { title: outage.title }) : t('voice.only')),
        draft.thing.trim() && t('report.told.thing', { thing: draft.thing.trim() }),
        t('report.told.impact', { impact: t(`impact.${draft.impact}`) }),
      ]
        .filter(Boolean)
        .join('\n')
      const received = await report.mutateAsync({
        id: draft.id,
        qrToken: qrToken ?? null,
        kind: draft.impact === 'ASK' ? 'question' : 'repair',
        symptom: device && draft.symptom ? draft.symptom : null,
        description,
        contactName: draft.name.trim(),
        contactPhone: draft.phone.trim(),
        contactEmail: draft.email.trim(),
        company: draft.company.trim(),
        place: draft.place.trim(),
        photos,
        voice: said,
        outage: outage?.id ?? null,
        phoneCode: code || null,
        language: i18n.language,
      })
      keep({
        number: received.number,
        token: received.trackingToken,
        subject: draft.description.trim().slice(0, 60) || outage?.title || t('voice.only'),
        at: new Date().toISOString(),
        device: device?.number ?? null,
      })
      keepDraft(key, null)
      window.scrollTo({ top: 0 })
      onReceived(received)
    } catch (error) {
      if (error instanceof Problem && error.code.startsWith('intake.phone-code-')) {
        setCode('')
        show({ code: problemText(error) })
      } else {
        setFailure(error)
      }
    } finally {
      setSending(false)
    }
  }

  return (
    <form ref={form} className="portal-form" onSubmit={submit} noValidate>
      <section className="portal-section">
        <fieldset className="lite-choice portal-kinds">
          <legend>{t('report.what')}</legend>
          {symptoms.map(({ code, name }) => (
            <label key={code} data-chosen={draft.symptom === code}>
              <input type="radio" name="symptom" checked={draft.symptom === code} onChange={() => set({ symptom: code })} />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
        {phrases.length > 0 && (
          <fieldset className="portal-phrases" aria-label={t('report.phrases')}>
            {phrases.map((phrase) => (
              <button key={phrase} type="button" onClick={() => say(phrase)}>
                {phrase}
              </button>
            ))}
          </fieldset>
        )}
        <Field label={t('report.words')} required error={wrong.description}>
          <TextArea
            rows={4}
            maxLength={3500}
            placeholder={t('report.wordsHint')}
            value={draft.description}
            onChange={(event) => set({ description: event.target.value })}
          />
        </Field>
        <HelpHints words={draft.description} onSolved={solved} />
        {canRecord() && <VoiceNote note={voice} onChange={setVoice} disabled={sending} />}
        <PhotoPicker label={t('report.photos')} photos={uploads.photos} onChange={uploads.change} disabled={sending} />
        {(uploads.onTheWay > 0 || uploads.failed > 0) && (
          <small className={uploads.failed > 0 ? 'lite-wrong' : 'lite-hint'}>
            {uploads.failed > 0
              ? t('report.photosFailed', { count: uploads.failed })
              : t('report.photosOnTheWay', { count: uploads.onTheWay })}
          </small>
        )}
      </section>

      <section className="portal-section" data-invalid={Boolean(wrong.impact)}>
        <Choice
          label={t('report.impact')}
          layout="list"
          value={draft.impact || undefined}
          options={IMPACTS.map((value) => ({ value, label: t(`impact.${value}`) }))}
          onChange={(impact) => set({ impact })}
        />
        {wrong.impact && (
          <small className="lite-wrong" role="alert">
            {wrong.impact}
          </small>
        )}
      </section>

      {!device && (
        <section className="portal-section">
          {own && (
            <Link to={'/my' as never} search={{ tab: 'devices' } as never}>
              {t('report.pick')}
            </Link>
          )}
          <Field label={t('report.company')} required error={wrong.company}>
            <Input
              autoComplete="organization"
              maxLength={200}
              value={draft.company}
              onChange={(event) => set({ company: event.target.value })}
            />
          </Field>
          <Field label={t('report.thing')}>
            <Input
              maxLength={200}
              placeholder={t('report.thingHint')}
              value={draft.thing}
              onChange={(event) => set({ thing: event.target.value })}
            />
          </Field>
          <Field label={t('report.place')}>
            <Input
              autoComplete="street-address"
              maxLength={200}
              placeholder={t('report.placeHint')}
              value={draft.place}
              onChange={(event) => set({ place: event.target.value })}
            />
          </Field>
        </section>
      )}

      <section className="portal-section">
        <div className="portal-pair">
          <Field label={t('report.name')}>
            <Input
              autoComplete="name"
              maxLength={60}
              value={draft.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          <Field label={t('report.phone')} required error={wrong.phone}>
            <Input
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              maxLength={40}
              value={draft.phone}
              onChange={(event) => set({ phone: event.target.value })}
            />
          </Field>
        </div>
        {report.phoneCode && (
          <PhoneCode phone={draft.phone} qrToken={qrToken} value={code} onChange={changeCode} error={wrong.code} />
        )}
        <Field label={t('report.email')} hint={t('report.emailHint')} error={wrong.email}>
          <Input
            type="email"
            inputMode="email"
            autoComplete="email"
            maxLength={200}
            value={draft.email}
            onChange={(event) => set({ email: event.target.value })}
          />
        </Field>
      </section>

      {failure !== undefined && <ErrorPanel error={failure} />}
      <div className="portal-submit">
        <Button submit wide busy={sending}>
          {t(sending ? 'report.sending' : failure === undefined ? 'report.send' : 'report.sendAgain')}
        </Button>
        <small role="status">{t(report.checking ? 'report.checking' : 'report.privacy')}</small>
      </div>
    </form>
  )
}
