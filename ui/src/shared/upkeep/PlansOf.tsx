import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, Panel, StatusTag } from '../desk'
import { http, type Schema, search } from '../http'
import { useMay } from '../session'

type Page = Schema<'UpkeepQueries.PlanPage'>

/** The plans of a device or a contract: when it is due next, and when it was done last. */
export function PlansOf({ kind, id }: { kind: 'device' | 'contract'; id: string }) {
  const { t } = useTranslation('upkeep')
  const may = useMay('upkeep.read')
  const plans = useQuery({
    queryKey: ['upkeep', 'of', kind, id],
    queryFn: ({ signal }) => http<Page>(`/upkeep/plans${search({ [kind]: id })}`, { signal }),
    enabled: may,
  })
  if (!may) return null
  return (
    <Panel title={t('of.title')}>
      <Four query={plans}>
        {({ rows }) =>
          rows.length === 0 ? (
            <span className="faint">{t(kind === 'device' ? 'of.noneDevice' : 'of.noneContract')}</span>
          ) : (
            <ul className="lines">
              {rows.map((plan) => (
                <li key={plan.id}>
                  <div>
                    <Link to={`/upkeep/plans?edit=${plan.id}` as never}>{plan.name}</Link>
                    <div>
                      <small className="tabular">{plan.lastOn ? t('of.last', { on: plan.lastOn }) : t('of.never')}</small>
                    </div>
                  </div>
                  <div style={{ textAlign: 'end', whiteSpace: 'nowrap' }}>
                    {plan.overdue > 0 ? (
                      <StatusTag tone="bad">{t('plans.overdue', { count: plan.overdue })}</StatusTag>
                    ) : plan.active ? (
                      <StatusTag tone="good">{t('of.running')}</StatusTag>
                    ) : (
                      <StatusTag tone="neutral">{t('plans.stopped')}</StatusTag>
                    )}
                    <div>
                      <small className="tabular">{plan.nextOn ? t('of.next', { on: plan.nextOn }) : t('of.noNext')}</small>
                    </div>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Four>
    </Panel>
  )
}

/** Numbers measured at a device over the years, one small line each, with the way to the whole trend. */
export function MeasuredOf({ id }: { id: string }) {
  const { t, i18n } = useTranslation('upkeep')
  const may = useMay('forms.read')
  const measured = useQuery({
    queryKey: ['forms', 'measured', 'device', id],
    queryFn: ({ signal }) =>
      http<Schema<'FormQueries.MeasuredQuestion'>[]>(`/forms/measured${search({ kind: 'device', id })}`, { signal }),
    enabled: may,
  })
  if (!may || !measured.data?.length) return null
  const shown = measured.data.slice(0, 6)
  return (
    <Panel
      title={t('of.measured')}
      extra={
        <Link to={`/trends?of=device&id=${id}&range=all` as never}>
          <Button size="small" type="link">
            {t('of.all', { count: measured.data.length })}
          </Button>
        </Link>
      }
    >
      <ul className="lines">
        {shown.map((one) => (
          <Measured key={`${one.form} ${one.question}`} id={id} one={one} language={i18n.language} />
        ))}
      </ul>
    </Panel>
  )
}

type MeasuredProps = { id: string; one: Schema<'FormQueries.MeasuredQuestion'>; language: string }

function Measured({ id, one, language }: MeasuredProps) {
  const { t } = useTranslation('upkeep')
  const points = useQuery({
    queryKey: ['forms', 'trend', 'device', id, one.form, one.question, 'all'],
    queryFn: ({ signal }) =>
      http<Schema<'FormQueries.TrendPoint'>[]>(
        `/forms/trend${search({ kind: 'device', id, form: one.form, question: one.question, from: '2000-01-01T00:00:00Z' })}`,
        { signal },
      ),
  })
  const numbers = (points.data ?? []).map(({ number }) => Number(number))
  const latest = points.data?.at(-1)
  const words = one.label[language] ?? one.label['zh-CN'] ?? one.question
  return (
    <li>
      <div>
        <Link to={`/trends?of=device&id=${id}&value=${one.form}/${one.question}&range=all` as never}>{words}</Link>
        <div>
          <small className="tabular">
            {t('of.times', { count: numbers.length })} · {one.lastAt.slice(0, 10)}
          </small>
        </div>
      </div>
      {numbers.length > 1 && <Spark numbers={numbers} label={words} />}
      <div style={{ textAlign: 'end', minWidth: 90 }} className="tabular">
        {latest && (
          <StatusTag tone={latest.bad ? 'bad' : 'good'}>
            {Number(latest.number)}
            {one.unit ? ` ${one.unit}` : ''}
          </StatusTag>
        )}
      </div>
    </li>
  )
}

function Spark({ numbers, label }: { numbers: number[]; label: string }) {
  const shown = numbers.slice(-60)
  const low = Math.min(...shown)
  const span = Math.max(...shown) - low || 1
  const points = shown.map((one, n) => `${(n / (shown.length - 1)) * 118 + 1},${23 - ((one - low) / span) * 22}`).join(' ')
  return (
    <svg viewBox="0 0 120 24" width="120" height="24" role="img" aria-label={label} style={{ flex: 'none' }}>
      <polyline points={points} fill="none" stroke="var(--primary)" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  )
}
