import { useParams, useRouter } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, EmptyState, ErrorPanel, Field, Input, Skeleton, TextArea, TopBar, toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { type Signature, SignaturePad } from '@/shared/signature/SignaturePad'
import { useSign, useSignLater, useVisit, type Visit } from '../api'
import { WorkDone } from './WorkDone'
import './field.css'

/** The phone goes over to the customer: this was done, please sign. */
export function SignPage() {
  const { t } = useTranslation('fieldwork')
  const { id } = useParams({ strict: false }) as { id: string }
  const visit = useVisit(id)
  return (
    <>
      <TopBar title={t('sign.title')} back={`/visits/${id}`} />
      {visit.isPending ? (
        <Skeleton lines={8} />
      ) : !visit.data ? (
        <main className="lite-page">
          <ErrorPanel error={visit.error} onRetry={() => visit.refetch()} />
        </main>
      ) : visit.data.card.acts.includes('SIGN') && visit.data.report ? (
        <Signing visit={visit.data} report={visit.data.report} />
      ) : (
        <main className="lite-page">
          <EmptyState title={t(visit.data.card.status === 'SIGNED' ? 'sign.already' : 'sign.notYet')} />
        </main>
      )}
    </>
  )
}

function Signing({ visit, report }: { visit: Visit; report: NonNullable<Visit['report']> }) {
  const { t } = useTranslation('fieldwork')
  const router = useRouter()
  const id = visit.card.id
  const sign = useSign(id)
  const later = useSignLater(id)
  const pad = useRef<Signature>(null)
  const [signed, setSigned] = useState(false)
  const [name, setName] = useState(visit.card.contactName)
  const [opinion, setOpinion] = useState('')

  // The visit is signed before this page hears of it, and its form is gone by then.
  const send = async () => {
    try {
      await sign.mutateAsync({ name: name.trim(), opinion: opinion.trim(), signature: pad.current?.png() ?? '' })
      toast(t('said.signed'))
      router.navigate({ to: `/visits/${id}`, replace: true })
    } catch (error) {
      toast(problemText(error), 'bad')
    }
  }

  const putOff = async () => {
    try {
      await later.mutateAsync({})
      toast(t('signLink.laterSaid'))
      router.navigate({ to: `/visits/${id}`, replace: true })
    } catch (error) {
      toast(problemText(error), 'bad')
    }
  }

  const opinions = ['good', 'punctual', 'clean'] as const
  return (
    <>
      <main className="lite-page">
        <WorkDone subject={visit.card.subject} report={report} />
        <Field label={t('sign.opinion')}>
          <TextArea rows={2} maxLength={2000} value={opinion} onChange={(event) => setOpinion(event.target.value)} />
        </Field>
        <div className="field-chips">
          {opinions.map((one) => (
            <button
              key={one}
              type="button"
              onClick={() =>
                setOpinion((before) =>
                  before.includes(t(`opinions.${one}`))
                    ? before
                    : [before, t(`opinions.${one}`)].filter(Boolean).join(t('sign.join')),
                )
              }
            >
              {t(`opinions.${one}`)}
            </button>
          ))}
        </div>
        <Field label={t('sign.name')} required>
          <Input maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <div className="field-label-strong">{t('sign.signature')}</div>
        <SignaturePad ref={pad} onChange={setSigned} />
        <small className="field-soft">{t('sign.frozen')}</small>
      </main>
      <footer className="field-acts">
        <Button wide busy={sign.isPending} disabled={!signed || !name.trim()} onClick={send}>
          {t('sign.act')}
        </Button>
        <Button kind="quiet" busy={later.isPending} onClick={putOff}>
          {t('signLink.later')}
        </Button>
      </footer>
    </>
  )
}
