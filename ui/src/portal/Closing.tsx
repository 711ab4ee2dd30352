import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, cleaned, missing } from '@/shared/forms/form'
import { LiteForm } from '@/shared/forms/LiteForm'
import { Button, Card, ErrorPanel, Field, PhotoPicker, Sheet, Skeleton, TextArea, toast } from '@/shared/lite'
import { Problem, problemText } from '@/shared/problem'
import { newId, portalQueries, type Track, useTrackAct } from './api'
import { usePhotoUploads } from './photos'

/** The end of a case is the customer's: accept or reject, then rate. Which of them is open, the server says. */
export function Closing({ token, track }: { token: string; track: Track }) {
  const { t } = useTranslation('portal')
  if (track.acts.includes('ACCEPT')) return <Verdict token={token} resolution={track.resolution} />
  if (track.acts.includes('RATE')) return <Rating token={token} />
  if (track.rating) {
    return (
      <Card tone="accent">
        <p className="portal-plain">
          {t('rating.thanks', { grade: t(`rating.grades.${track.rating.overall}`, { defaultValue: '' }) })}
        </p>
      </Card>
    )
  }
  return null
}

function Verdict({ token, resolution }: { token: string; resolution: string | null }) {
  const { t } = useTranslation('portal')
  const [asking, setAsking] = useState<'accept' | 'reject'>()
  const act = useTrackAct(token)
  const id = useRef(newId())

  const accept = () =>
    act.mutate(
      { act: 'accept', body: { id: id.current } },
      {
        onSuccess: () => {
          setAsking(undefined)
          toast(t('verdict.accepted'))
        },
        onError: (error) => toast(problemText(error), 'bad'),
      },
    )

  return (
    <Card tone="accent" title={t('verdict.title')}>
      {resolution && <p className="portal-said">{resolution}</p>}
      <div className="portal-two">
        <Button onClick={() => setAsking('accept')}>{t('verdict.accept')}</Button>
        <Button kind="plain" onClick={() => setAsking('reject')}>
          {t('verdict.reject')}
        </Button>
      </div>
      <Sheet
        open={asking === 'accept'}
        title={t('verdict.acceptAsk')}
        onClose={() => setAsking(undefined)}
        foot={
          <>
            <Button kind="plain" onClick={() => setAsking(undefined)}>
              {t('shared:act.cancel')}
            </Button>
            <Button busy={act.isPending} onClick={accept}>
              {t('verdict.acceptYes')}
            </Button>
          </>
        }
      >
        <p className="portal-plain">{t('verdict.acceptHint')}</p>
      </Sheet>
      <Reject token={token} open={asking === 'reject'} onClose={() => setAsking(undefined)} />
    </Card>
  )
}

function Reject({ token, open, onClose }: { token: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('portal')
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const uploads = usePhotoUploads()
  const act = useTrackAct(token)
  const id = useRef(newId())

  const send = async () => {
    if (!reason.trim()) {
      setWrong(true)
      return
    }
    setBusy(true)
    setFailure(undefined)
    try {
      const photos = await uploads.tokens()
      await act.mutateAsync({ act: 'reject', body: { id: id.current, reason: reason.trim(), photos } })
      onClose()
      toast(t('verdict.rejected'))
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Sheet
      open={open}
      title={t('verdict.rejectAsk')}
      onClose={onClose}
      foot={
        <Button busy={busy} onClick={send}>
          {t('verdict.rejectSend')}
        </Button>
      }
    >
      <Field label={t('verdict.reason')} required error={wrong ? t('verdict.reasonMissing') : undefined}>
        <TextArea
          rows={4}
          maxLength={1000}
          placeholder={t('verdict.reasonHint')}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value)
            setWrong(false)
          }}
        />
      </Field>
      <PhotoPicker label={t('report.photos')} photos={uploads.photos} onChange={uploads.change} disabled={busy} />
      {failure !== undefined && <ErrorPanel error={failure} />}
    </Sheet>
  )
}

function Rating({ token }: { token: string }) {
  const { t } = useTranslation('portal')
  const form = useQuery(portalQueries.ratingForm(token))
  const [answers, setAnswers] = useState<Answers>({})
  const [faults, setFaults] = useState<Record<string, string>>({})
  const act = useTrackAct(token)
  const id = useRef(newId())
  const card = useRef<HTMLDivElement>(null)
  const begun = Object.keys(answers).length > 0

  useEffect(() => {
    // What is marked should be seen.
    if (Object.keys(faults).length > 0) card.current?.querySelector('[data-invalid="true"]')?.scrollIntoView({ block: 'center' })
  }, [faults])

  if (form.isPending) return <Skeleton lines={3} />
  if (form.isError) return <ErrorPanel error={form.error} onRetry={() => form.refetch()} />

  const send = () => {
    const left = missing(form.data, answers)
    setFaults(left)
    if (Object.keys(left).length > 0) return
    act.mutate(
      { act: 'rating', body: { id: id.current, answers: cleaned(form.data, answers) } },
      {
        onSuccess: () => toast(t('rating.sent')),
        onError: (error) => {
          const named = error instanceof Problem ? (error.facts.questions as Record<string, string> | undefined) : undefined
          setFaults(named ?? {})
        },
      },
    )
  }

  // The first question is shown alone: one tap is enough to begin, and the rest follows.
  const shown = begun ? form.data : { ...form.data, questions: form.data.questions.slice(0, 1) }
  return (
    <div ref={card}>
      <Card tone="accent" title={t('rating.title')}>
        <LiteForm form={shown} answers={answers} onChange={setAnswers} faults={faults} />
        {act.isError && <ErrorPanel error={act.error} />}
        {begun && (
          <div className="portal-send">
            <Button wide busy={act.isPending} onClick={send}>
              {t('rating.send')}
            </Button>
          </div>
        )}
      </Card>
    </div>
  )
}
