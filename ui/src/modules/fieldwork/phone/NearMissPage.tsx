import { useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Choice, Field, Input, TextArea, TopBar, toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { type NearMissBody, useNearMiss } from '../api'
import { RISK_TONE } from '../safety'
import './field.css'

const OUTCOMES = ['NEARLY', 'DAMAGE', 'INJURY'] as const
const RISKS = Object.keys(RISK_TONE) as NearMissBody['risk'][]

/** What nearly went wrong here: three questions, so that it is told on the spot. */
export function NearMissPage() {
  const { t } = useTranslation('fieldwork')
  const { id } = useParams({ strict: false }) as { id: string }
  const router = useRouter()
  const report = useNearMiss(id)
  const [outcome, setOutcome] = useState<NearMissBody['outcome']>('NEARLY')
  const [risk, setRisk] = useState<NearMissBody['risk']>()
  const [what, setWhat] = useState('')
  const [place, setPlace] = useState('')
  const send = () =>
    risk &&
    report.mutate(
      { outcome, risk, what: what.trim(), place: place.trim() },
      {
        onError: (error) => toast(problemText(error), 'bad'),
        onSuccess: () => {
          toast(t('nearMiss.said'))
          router.navigate({ to: `/visits/${id}`, replace: true })
        },
      },
    )
  return (
    <>
      <TopBar title={t('nearMiss.title')} back={`/visits/${id}`} />
      <main className="lite-page">
        <p className="field-text field-soft">{t('nearMiss.hint')}</p>
        <Field label={t('nearMiss.what')} required>
          <TextArea rows={4} maxLength={2000} value={what} onChange={(event) => setWhat(event.target.value)} />
        </Field>
        <Choice
          label={t('nearMiss.outcome')}
          value={outcome}
          onChange={setOutcome}
          options={OUTCOMES.map((one) => ({ value: one, label: t(`nearMiss.outcomes.${one}`) }))}
        />
        <Choice
          label={t('nearMiss.risk')}
          value={risk}
          onChange={setRisk}
          options={RISKS.map((one) => ({ value: one, label: t(`safety.risks.${one}`) }))}
        />
        <Field label={t('nearMiss.place')}>
          <Input maxLength={200} value={place} onChange={(event) => setPlace(event.target.value)} />
        </Field>
      </main>
      <footer className="field-acts">
        <Button wide busy={report.isPending} disabled={!what.trim() || !risk} onClick={send}>
          {t('nearMiss.act')}
        </Button>
      </footer>
    </>
  )
}
