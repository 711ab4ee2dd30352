import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, got, type Schema } from '@/shared/http'
import { Button, EmptyState, ErrorPanel, Field, Input, Sheet, Skeleton, TextArea, TopBar, toast } from '@/shared/lite'
import { Problem, problemText } from '@/shared/problem'
import { type Signature, SignaturePad } from '@/shared/signature/SignaturePad'
import { formatTime } from '@/shared/time'
import { TickIcon } from './icons'
import { WorkDone } from './WorkDone'
import './field.css'

type Report = Schema<'SignLinkController.ReportToSign'>

/** A customer who was away reads the report on his own phone and signs it, or says why not. */
export function SignLinkPage() {
  const { t } = useTranslation('fieldwork')
  const { token } = useParams({ strict: false }) as { token: string }
  const report = useQuery({
    queryKey: ['sign-link', token],
    queryFn: ({ signal }) => got(api.GET('/api/public/sign-links/{token}', { params: { path: { token } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [over, setOver] = useState<'signed' | 'refused'>()
  const gone = report.error instanceof Problem && report.error.missing
  return (
    <>
      <TopBar title={t('signLink.title')} />
      {over ? (
        <main className="lite-page">
          <EmptyState title={t(`signLink.${over}`)} hint={t(`signLink.${over}Hint`)} icon={<TickIcon />} />
        </main>
      ) : report.isPending ? (
        <Skeleton lines={8} />
      ) : gone ? (
        <main className="lite-page">
          <EmptyState title={t('signLink.gone')} hint={t('signLink.goneHint')} />
        </main>
      ) : report.data ? (
        <Signing token={token} report={report.data} onOver={setOver} />
      ) : (
        <main className="lite-page">
          <ErrorPanel error={report.error} onRetry={() => report.refetch()} />
        </main>
      )}
    </>
  )
}

type SigningProps = { token: string; report: Report; onOver: (how: 'signed' | 'refused') => void }

function Signing({ token, report, onOver }: SigningProps) {
  const { t } = useTranslation('fieldwork')
  const pad = useRef<Signature>(null)
  const [signed, setSigned] = useState(false)
  const [name, setName] = useState(report.contactName)
  const [opinion, setOpinion] = useState('')
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const path = { token }
  const failed = (error: Error) => toast(problemText(error), 'bad')
  const sign = useMutation({
    mutationFn: () =>
      got(
        api.POST('/api/public/sign-links/{token}/sign', {
          params: { path },
          body: { name: name.trim(), opinion: opinion.trim(), signature: pad.current?.png() ?? '' },
        }),
      ),
    onSuccess: () => onOver('signed'),
    onError: failed,
  })
  const refuse = useMutation({
    mutationFn: () =>
      got(
        api.POST('/api/public/sign-links/{token}/refuse', {
          params: { path },
          body: { name: name.trim(), reason: reason.trim() },
        }),
      ),
    onSuccess: () => onOver('refused'),
    onError: failed,
  })
  return (
    <>
      <main className="lite-page">
        <WorkDone
          subject={report.subject}
          report={report}
          line={
            <p className="field-text field-soft tabular">
              {[report.number, report.caseNumber, formatTime(report.finishedAt, 'short')].filter(Boolean).join(' · ')}
            </p>
          }
          facts={
            <>
              <dt>{t('verify.company')}</dt>
              <dd>{report.company}</dd>
              <dt>{t('verify.engineer')}</dt>
              <dd>{report.engineer}</dd>
              {report.device && (
                <>
                  <dt>{t('verify.device')}</dt>
                  <dd>{report.device}</dd>
                </>
              )}
            </>
          }
        />
        <Field label={t('sign.opinion')}>
          <TextArea rows={2} maxLength={2000} value={opinion} onChange={(event) => setOpinion(event.target.value)} />
        </Field>
        <Field label={t('sign.name')} required>
          <Input maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <div className="field-label-strong">{t('sign.signature')}</div>
        <SignaturePad ref={pad} onChange={setSigned} />
        <small className="field-soft">{t('signLink.frozen')}</small>
      </main>
      <footer className="field-acts">
        <Button wide busy={sign.isPending} disabled={!signed || !name.trim()} onClick={() => sign.mutate()}>
          {t('sign.act')}
        </Button>
        <Button kind="quiet" onClick={() => setRefusing(true)}>
          {t('signLink.refuse')}
        </Button>
      </footer>
      <Sheet
        open={refusing}
        title={t('signLink.refuse')}
        onClose={() => setRefusing(false)}
        foot={
          <Button
            kind="danger"
            wide
            busy={refuse.isPending}
            disabled={!reason.trim() || !name.trim()}
            onClick={() => refuse.mutate()}
          >
            {t('signLink.refuseAct')}
          </Button>
        }
      >
        <Field label={t('signLink.reason')} required>
          <TextArea rows={4} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </Sheet>
    </>
  )
}
