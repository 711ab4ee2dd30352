import { useParams, useRouter } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge, Button, Card, EmptyState, ErrorPanel, Field, Input, Skeleton, TopBar, toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { type Signature, SignaturePad } from '@/shared/signature/SignaturePad'
import { formatTime } from '@/shared/time'
import { type Briefing, useBrief, useBriefContact, useBriefing, useVisit } from '../api'
import { certificateWords, openHazards, RISK_TONE } from '../safety'
import './field.css'
import { listed } from '@/shared/listed'

/** What is dangerous here and what is done against it, gone through one by one and confirmed before work begins. */
export function BriefingPage() {
  const { t } = useTranslation(['fieldwork', 'safety'])
  const { id } = useParams({ strict: false }) as { id: string }
  const briefing = useBriefing(id)
  return (
    <>
      <TopBar title={t('safety.title')} back={`/visits/${id}`} />
      {briefing.isPending ? (
        <Skeleton lines={8} />
      ) : !briefing.data ? (
        <main className="lite-page">
          <ErrorPanel error={briefing.error} onRetry={() => briefing.refetch()} />
        </main>
      ) : briefing.data.hazards.length === 0 ? (
        <main className="lite-page">
          <EmptyState title={t('safety.none')} />
        </main>
      ) : (
        <Hazards visit={id} briefing={briefing.data} />
      )}
    </>
  )
}

function Hazards({ visit, briefing }: { visit: string; briefing: Briefing }) {
  const { t } = useTranslation('fieldwork')
  const router = useRouter()
  const brief = useBrief(visit)
  const card = useVisit(visit).data?.card
  const { hazards, confirmed, certificates, contactNeeded, contactDone, engineerDone } = briefing
  const changed = (hazardId: string, version: number) =>
    confirmed.some((one) => one.who === 'ENGINEER' && (one.hazards[hazardId] ?? version) !== version)
  const over = card && ['SIGNED', 'HANDED_OVER', 'REFUSED', 'CANCELLED'].includes(card.status)
  const back = () => router.navigate({ to: `/visits/${visit}`, replace: true })
  const confirm = async () => {
    try {
      await brief.mutateAsync({ hazards: hazards.map(({ id, version }) => ({ id, version })) })
      toast(t('safety.saidDone'))
      if (contactDone) back()
    } catch (error) {
      toast(problemText(error), 'bad')
    }
  }
  return (
    <>
      <main className="lite-page">
        {certificates.length > 0 && !over && (
          <Card tone="bad">
            <p className="field-text">{t('safety.certificate', { names: certificateWords(certificates) })}</p>
          </Card>
        )}
        {hazards.map((hazard) => (
          <Card
            key={hazard.id}
            title={hazard.title}
            extra={<Badge tone={RISK_TONE[hazard.risk]}>{t(`safety.risks.${hazard.risk}`)}</Badge>}
          >
            {changed(hazard.id, hazard.version) && !engineerDone && <Badge tone="warn">{t('safety.changed')}</Badge>}
            <p className="field-text">{hazard.measures}</p>
            <small className="field-soft">
              {[t(`safety.from.${hazard.from as 'SITE'}`), hazard.fromName].filter(Boolean).join(' · ')}
            </small>
          </Card>
        ))}
        {confirmed.length > 0 && (
          <Card title={t('safety.confirmed')}>
            {confirmed.map((one) => (
              <p key={one.id} className="field-text">
                {one.name}
                {one.who === 'CONTACT' && ` (${t('safety.contact')})`}{' '}
                <span className="tabular field-soft">{formatTime(one.at, 'short')}</span>
              </p>
            ))}
          </Card>
        )}
        {contactNeeded && !contactDone && engineerDone && !over && (
          <Contact visit={visit} briefing={briefing} name={card?.contactName ?? ''} onDone={back} />
        )}
      </main>
      {!over && !engineerDone && (
        <footer className="field-acts">
          <Button wide busy={brief.isPending} onClick={confirm}>
            {t(confirmed.some(({ who }) => who === 'ENGINEER') ? 'safety.again' : 'safety.confirm')}
          </Button>
          {contactNeeded && !contactDone && <small className="field-soft">{t('safety.contactNext')}</small>}
        </footer>
      )}
    </>
  )
}

/** The customer's man on site reads what concerns him and signs. */
function Contact({
  visit,
  briefing,
  name: first,
  onDone,
}: {
  visit: string
  briefing: Briefing
  name: string
  onDone: () => void
}) {
  const { t } = useTranslation('fieldwork')
  const brief = useBriefContact(visit)
  const pad = useRef<Signature>(null)
  const [signed, setSigned] = useState(false)
  const [name, setName] = useState(first)
  const open = openHazards(briefing, 'CONTACT')
  const confirm = async () => {
    try {
      await brief.mutateAsync({
        name: name.trim(),
        signature: pad.current?.png() ?? '',
        hazards: open.map(({ id, version }) => ({ id, version })),
      })
      toast(t('safety.saidDone'))
      onDone()
    } catch (error) {
      toast(problemText(error), 'bad')
    }
  }
  return (
    <Card title={t('safety.contactTitle')} tone="accent">
      <div className="field-stack">
        <p className="field-text">{t('safety.contactHint', { titles: listed(open.map(({ title }) => title)) })}</p>
        <Field label={t('safety.contactName')} required>
          <Input maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <SignaturePad ref={pad} onChange={setSigned} />
        <Button wide busy={brief.isPending} disabled={!signed || !name.trim()} onClick={confirm}>
          {t('safety.contactConfirm')}
        </Button>
      </div>
    </Card>
  )
}
