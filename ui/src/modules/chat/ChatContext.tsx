import { useQuery } from '@tanstack/react-query'
import { App, Button, Flex, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { partyQueries } from '@/shared/cases/parties'
import { CaseStatusTag, WarrantyTag } from '@/shared/cases/words'
import { Panel, SeverityMark, StatusTag, SubjectLink } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import { type ChatView, chatQueries, useChatAct } from './api'
import { MakeCase } from './MakeCase'

/** Who the visitor is, what the company has, what is open: read while the conversation runs. */
export function ChatContext({ view }: { view: ChatView }) {
  const { t } = useTranslation(['chat', 'customers'])
  const { chat } = view
  const known = useQuery({ ...chatQueries.known(chat.id), enabled: !chat.customerId })
  const [chosen, setChosen] = useState<string>()
  const callers = known.data ?? []
  const companies = [...new Map(callers.map((one) => [one.customerId, one])).values()]
  const customerId = chat.customerId ?? chosen ?? (companies.length === 1 ? companies[0]?.customerId : undefined)
  const customer = useQuery({ ...partyQueries.customer(customerId ?? ''), enabled: Boolean(customerId) })
  const data = customerId ? customer.data : undefined
  const [making, setMaking] = useState(false)

  return (
    <>
      {chat.caseId ? (
        <Panel title={t('context.case')}>
          <SubjectLink kind="case" id={chat.caseId}>
            {chat.caseNumber}
          </SubjectLink>
        </Panel>
      ) : (
        <Panel title={t('context.case')}>
          <Button type="primary" block onClick={() => setMaking(true)}>
            {t('acts.makeCase')}
          </Button>
          <LinkCase id={chat.id} />
        </Panel>
      )}
      {companies.length > 1 && !chat.customerId && (
        <Panel title={t('context.several')}>
          <Radio.Group
            value={customerId}
            onChange={({ target }) => setChosen(target.value as string)}
            options={companies.map((one) => ({ value: one.customerId, label: `${one.customerName} ${one.name}` }))}
            vertical
          />
        </Panel>
      )}
      {!customerId && !known.isPending && companies.length === 0 && (
        <Panel title={t('context.title')}>
          <p className="faint chat-p">{t('context.unknown')}</p>
        </Panel>
      )}
      {data && (
        <>
          <Panel
            title={
              <SubjectLink kind="customer" id={data.id}>
                {data.name}
              </SubjectLink>
            }
            extra={<StatusTag tone="info">{t(`customers:tiers.${data.tier}`, { defaultValue: data.tier })}</StatusTag>}
          >
            <span className="faint">{[data.number, data.branchName].join(' · ')}</span>
          </Panel>
          <Panel title={t('context.open')}>
            {data.cases.filter(({ status }) => status !== 'CLOSED' && status !== 'CANCELLED').length === 0 && (
              <p className="faint chat-p">{t('context.noneOpen')}</p>
            )}
            <ul className="lines">
              {data.cases
                .filter(({ status }) => status !== 'CLOSED' && status !== 'CANCELLED')
                .map((one) => (
                  <li key={one.id}>
                    <div>
                      <SeverityMark severity={one.severity} />{' '}
                      <SubjectLink kind="case" id={one.id}>
                        {one.subject}
                      </SubjectLink>
                      <div>
                        <small>
                          <span className="tabular">{one.number}</span> <Time at={one.openedAt} relative />
                        </small>
                      </div>
                    </div>
                    <CaseStatusTag status={one.status} />
                  </li>
                ))}
            </ul>
          </Panel>
          <Panel title={t('context.devices', { shown: data.devices.length >= 30 ? '30+' : data.devices.length })}>
            <ul className="lines">
              {data.devices.slice(0, 8).map((one) => (
                <li key={one.id}>
                  <div>
                    <SubjectLink kind="device" id={one.id}>
                      {one.name}
                    </SubjectLink>
                    <div>
                      <small>{[one.model, one.location || one.siteName].filter(Boolean).join(' · ')}</small>
                    </div>
                  </div>
                  <WarrantyTag warranty={one.warranty} warrantyUntil={one.warrantyUntil} />
                </li>
              ))}
            </ul>
          </Panel>
        </>
      )}
      <MakeCase view={view} customer={data} open={making} onClose={() => setMaking(false)} />
    </>
  )
}

function LinkCase({ id }: { id: string }) {
  const { t } = useTranslation('chat')
  const { message } = App.useApp()
  const [number, setNumber] = useState('')
  const act = useChatAct(id)
  const link = () =>
    act.mutateAsync({ act: 'link', body: { number: number.trim() } }).then(
      () => void message.success(t('context.linked')),
      (error) => void message.error(problemText(error)),
    )
  return (
    <Flex gap="small" style={{ marginBlockStart: 10 }}>
      <Input
        value={number}
        maxLength={60}
        placeholder={t('context.number')}
        aria-label={t('context.number')}
        onChange={({ target }) => setNumber(target.value)}
        onPressEnter={() => number.trim() && link()}
      />
      <Button disabled={!number.trim()} loading={act.isPending} onClick={link}>
        {t('acts.link')}
      </Button>
    </Flex>
  )
}
