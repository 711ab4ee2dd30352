import { PhoneOutlined, SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { AutoComplete, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Party } from '@/shared/cases/PartyFields'
import { partyQueries } from '@/shared/cases/parties'
import { useSettled } from '@/shared/desk'

type Chosen = Partial<Party>
type Option = { value: string; chosen: Chosen; name: string; hint: string }

const digitsOf = (text: string) => text.replace(/\D/g, '')
const isPhone = (text: string) => digitsOf(text).length >= 7 && /^[\d\s+()-]+$/.test(text.trim())

/** Finds the caller by his number, his name or his company; choosing fills in whom it concerns. */
export function CallerSearch({ onChoose }: { onChoose: (caller: Chosen) => void }) {
  const { t } = useTranslation(['intake', 'cases'])
  const [words, setWords] = useState('')
  const asked = useSettled(words.trim(), 200)
  const calling = digitsOf(asked).length >= 5
  const caller = useQuery({ ...partyQueries.caller(asked), enabled: calling })
  const typed = useQuery({ ...partyQueries.typed(asked), enabled: asked.length >= 2 })
  const found = asked.length >= 2 ? (typed.data ?? []) : []

  const people = [...(calling ? (caller.data?.callers ?? []) : []), ...found.filter(({ contactId }) => contactId)]
  const known: Option[] = [...new Map(people.map((one) => [one.contactId ?? one.customerId, one])).values()]
    .slice(0, 10)
    .map((one) => ({
      value: `contact ${one.customerId} ${one.contactId ?? ''} ${one.name}`,
      chosen: {
        customer: one.customerId,
        contactName: one.name,
        contactPhone: one.phone || asked,
        contactEmail: one.email,
        device: undefined,
        project: undefined,
        site: undefined,
      },
      name: one.name || one.customerName,
      hint: [one.title, one.customerName, one.phone].filter(Boolean).join(' · '),
    }))
  const before: Option[] = (calling ? (caller.data?.cases ?? []) : []).slice(0, 5).map((one) => ({
    value: `case ${one.id}`,
    chosen: { contactName: one.contactName, contactPhone: asked, ...(one.customerId && { customer: one.customerId }) },
    name: one.contactName || t('cases:unknownCustomer'),
    hint: t('new.calledBefore', { number: one.number, subject: one.subject }),
  }))
  const houses = found.filter(({ contactId }) => !contactId).slice(0, 8)
  const customers: Option[] = houses.map((one) => ({
    value: `customer ${one.customerId}`,
    chosen: {
      customer: one.customerId,
      device: undefined,
      project: undefined,
      site: undefined,
      ...(isPhone(asked) && { contactPhone: asked }),
    },
    name: one.customerName,
    hint: [one.customerNumber, one.phone].filter(Boolean).join(' · '),
  }))
  const stranger: Option[] =
    isPhone(asked) && known.length === 0 && !caller.isFetching
      ? [{ value: 'stranger', chosen: { contactPhone: asked }, name: asked, hint: t('new.stranger') }]
      : []
  const groups = [
    { label: t('new.callers'), options: known },
    { label: t('new.before'), options: before },
    { label: t('new.customers'), options: customers },
    { label: t('new.unknown'), options: stranger },
  ].filter(({ options }) => options.length > 0)

  return (
    <AutoComplete
      className="caller"
      autoFocus
      defaultActiveFirstOption
      value={words}
      options={groups}
      optionRender={({ data }) => {
        const option = data as unknown as Option
        return (
          <div className="party-option">
            <span>{option.name}</span>
            <small>{option.hint}</small>
          </div>
        )
      }}
      onSearch={setWords}
      onSelect={(_, option) => {
        onChoose((option as unknown as Option).chosen)
        setWords('')
      }}
      notFoundContent={asked.length >= 2 && !typed.isFetching && !caller.isFetching ? t('new.noCaller') : null}
    >
      <Input
        size="large"
        allowClear
        aria-label={t('new.search')}
        placeholder={t('new.search')}
        prefix={calling ? <PhoneOutlined /> : <SearchOutlined />}
      />
    </AutoComplete>
  )
}
