import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { http, type Schema } from '@/shared/http'
import { Badge, Button, Card, ErrorPanel, Field, Input, Skeleton, TextArea, toast } from '@/shared/lite'
import { problemText } from '@/shared/problem'
import { usePageTitle } from './usePageTitle'

type Question = Schema<'CampaignQueries.ConsentQuestion'>

/** A customer says yes or no to an upgrade of his devices. */
export function ConsentPage() {
  const { t } = useTranslation('portal')
  const { token } = useParams({ strict: false }) as { token: string }
  const path = `/public/consents/${encodeURIComponent(token)}`
  const question = useQuery({ queryKey: ['consent', token], queryFn: ({ signal }) => http<Question>(path, { signal }) })
  usePageTitle(t('consent.title'))
  if (question.isPending) return <Skeleton lines={6} />
  if (!question.data)
    return (
      <main className="lite-page">
        <ErrorPanel error={question.error} onRetry={() => question.refetch()} />
      </main>
    )
  const one = question.data
  return (
    <main className="lite-page">
      <Card>
        <small className="portal-plain">{one.company}</small>
        <h2>{one.campaign}</h2>
        <p className="portal-plain">
          {t('consent.what', { product: one.product, target: one.targetVersion, count: one.devices })}
        </p>
        {one.instructions && <p className="portal-plain">{one.instructions}</p>}
        <ul className="portal-plain portal-consent-sites">
          {one.sites.map(({ site, devices }) => (
            <li key={site}>{t('consent.site', { site: site || t('consent.noSite'), count: devices })}</li>
          ))}
        </ul>
        {one.consent !== 'OPEN' && (
          <Badge tone={one.consent === 'GIVEN' ? 'good' : 'bad'}>
            {t(one.consent === 'GIVEN' ? 'consent.given' : 'consent.refused', { by: one.answeredBy })}
          </Badge>
        )}
      </Card>
      {one.over ? <p className="portal-plain">{t('consent.over')}</p> : <Answer key={one.consent} path={path} token={token} />}
    </main>
  )
}

function Answer({ path, token }: { path: string; token: string }) {
  const { t } = useTranslation('portal')
  const queries = useQueryClient()
  const [by, setBy] = useState('')
  const [refusing, refuse] = useState(false)
  const [reason, setReason] = useState('')
  const say = useMutation({
    mutationFn: (given: boolean) =>
      http<Question>(path, { method: 'POST', json: { given, by: by.trim(), reason: given ? '' : reason.trim() } }),
    onSuccess: (question) => {
      queries.setQueryData(['consent', token], question)
      toast(t('consent.thanks'))
    },
    onError: (error) => toast(problemText(error), 'bad'),
  })
  return (
    <Card>
      <Field label={t('consent.by')} required>
        <Input maxLength={60} value={by} onChange={(event) => setBy(event.target.value)} />
      </Field>
      {refusing && (
        <Field label={t('consent.reason')} required>
          <TextArea rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
      <div className="portal-consent-acts">
        {!refusing && (
          <Button wide busy={say.isPending} disabled={!by.trim()} onClick={() => say.mutate(true)}>
            {t('consent.yes')}
          </Button>
        )}
        <Button
          wide
          kind="plain"
          busy={refusing && say.isPending}
          disabled={refusing && (!by.trim() || !reason.trim())}
          onClick={() => (refusing ? say.mutate(false) : refuse(true))}
        >
          {t('consent.no')}
        </Button>
      </div>
    </Card>
  )
}
