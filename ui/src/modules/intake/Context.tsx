import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { type KnownCase, partyQueries } from '@/shared/cases/parties'
import { CaseStatusTag } from '@/shared/cases/words'
import { Panel, SeverityMark, StatusTag, SubjectLink, useSettled } from '@/shared/desk'
import { http } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import type { Draft } from './draft'

const OPEN = new Set(['NEW', 'ACTIVE', 'WAITING', 'RESOLVED'])
const digits = (text: string) => text.replace(/\D/g, '')

type Near = {
  id: string
  number: string
  subject: string
  status: KnownCase['status']
  severity: number
  openedAt: string
  deviceId: string | null
  deviceName: string | null
  assigneeName?: string | null
}

/** What we know already while somebody speaks: what may be the same case, and how it was solved last time. */
export function Context({ draft, title, onAdded }: { draft: Draft; title: string; onAdded: () => void }) {
  const { t } = useTranslation(['intake', 'cases'])
  const { party } = draft
  const phone = useSettled(party.contactPhone.trim(), 300)
  const customer = useQuery({ ...partyQueries.customer(party.customer ?? ''), enabled: Boolean(party.customer) })
  const ofDevice = useQuery({ ...partyQueries.open({ device: party.device?.id }), enabled: Boolean(party.device) })
  const ofCustomer = useQuery({ ...partyQueries.open({ customer: party.customer }), enabled: Boolean(party.customer) })
  const byPhone = useQuery({ ...partyQueries.caller(phone), enabled: digits(phone).length >= 7 })

  const near = new Map<string, Near>()
  if (party.device) for (const row of ofDevice.data ?? []) near.set(row.id, row)
  const calls = digits(phone).length >= 7 ? (byPhone.data?.cases ?? []) : []
  for (const one of [...(party.customer ? (ofCustomer.data ?? []) : []), ...calls.filter(({ status }) => OPEN.has(status))]) {
    if (!near.has(one.id)) near.set(one.id, one)
  }
  const all = [...(party.customer ? (customer.data?.cases ?? []) : []), ...calls].filter(({ status }) => !OPEN.has(status))
  const past = [...new Map(all.map((one) => [one.id, one])).values()]
    .sort((a, b) => Number(b.deviceId === party.device?.id) - Number(a.deviceId === party.device?.id))
    .slice(0, 8)
  const asked = Boolean(party.customer || party.device || digits(phone).length >= 7)

  if (!asked) {
    return (
      <Panel title={t('new.context')}>
        <p className="faint new-none">{t('new.contextHint')}</p>
      </Panel>
    )
  }
  return (
    <>
      {customer.data && party.customer && (
        <Panel
          title={
            <SubjectLink kind="customer" id={customer.data.id}>
              {customer.data.name}
            </SubjectLink>
          }
          extra={
            <StatusTag tone="info">{t(`customers:tiers.${customer.data.tier}`, { defaultValue: customer.data.tier })}</StatusTag>
          }
        >
          <span className="faint">
            {t('new.customerLine', {
              number: customer.data.number,
              branch: customer.data.branchName,
              devices: customer.data.devices.length >= 30 ? '30+' : customer.data.devices.length,
            })}
          </span>
        </Panel>
      )}
      <Panel title={near.size > 0 ? t('new.duplicates', { count: near.size }) : t('new.duplicatesNone')}>
        {near.size === 0 ? (
          <p className="faint new-none">{t('new.noDuplicates')}</p>
        ) : (
          <ul className="lines">
            {[...near.values()].slice(0, 8).map((one) => (
              <NearCase
                key={one.id}
                near={one}
                sameDevice={Boolean(party.device) && one.deviceId === party.device?.id}
                draft={draft}
                title={title}
                onAdded={onAdded}
              />
            ))}
          </ul>
        )}
      </Panel>
      {past.length > 0 && (
        <Panel title={t('new.past')}>
          <ul className="lines">
            {past.map((one) => (
              <li key={one.id}>
                <div>
                  <SubjectLink kind="case" id={one.id}>
                    {one.subject}
                  </SubjectLink>
                  <div>
                    <small>
                      {one.deviceName} <Time at={one.openedAt} style="date" />
                    </small>
                  </div>
                  {one.resolution && <div className="new-resolution">{one.resolution}</div>}
                </div>
                {party.device && one.deviceId === party.device.id && <StatusTag>{t('cases:relations.SAME_DEVICE')}</StatusTag>}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}

type NearCaseProps = { near: Near; sameDevice: boolean; draft: Draft; title: string; onAdded: () => void }

/** One that may be the same: looked at, or given the caller's words instead of opening another. */
function NearCase({ near, sameDevice, draft, title, onAdded }: NearCaseProps) {
  const { t } = useTranslation(['intake', 'cases', 'shared'])
  const { message } = App.useApp()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const may = useMay('cases.note')
  const add = useMutation({
    mutationFn: () => {
      const who = [draft.party.contactName.trim(), draft.party.contactPhone.trim()].filter(Boolean).join(' ')
      const said = draft.description.trim() || title
      return http(`/cases/${near.id}/notes`, {
        method: 'POST',
        json: { text: t('new.calledAgain', { who: who || t('new.somebody'), said }), visibleToCustomer: false },
      })
    },
    onSuccess: () => {
      onAdded()
      queries.invalidateQueries({ queryKey: ['cases'] })
      message.success(t('new.addedTo', { number: near.number }))
      navigate({ to: `/cases/${near.id}`, replace: true })
    },
    onError: (error) => message.error(problemText(error)),
  })
  return (
    <li>
      <div>
        <span className="new-near">
          <SeverityMark severity={near.severity} />
          <SubjectLink kind="case" id={near.id}>
            {near.subject}
          </SubjectLink>
        </span>
        <div>
          <small>
            <span className="tabular">{near.number}</span> {near.deviceName} {near.assigneeName}{' '}
            <Time at={near.openedAt} relative />
          </small>
        </div>
      </div>
      <div className="new-near-end">
        {sameDevice && <StatusTag tone="bad">{t('cases:relations.SAME_DEVICE')}</StatusTag>}
        <CaseStatusTag status={near.status} />
        {may && title && draft.photos.length === 0 && (
          <Popconfirm
            title={t('new.addToAsk', { number: near.number })}
            okText={t('new.addTo')}
            cancelText={t('shared:act.cancel')}
            onConfirm={() => add.mutateAsync().catch(() => {})}
          >
            <Button size="small">{t('new.addTo')}</Button>
          </Popconfirm>
        )}
      </div>
    </li>
  )
}
