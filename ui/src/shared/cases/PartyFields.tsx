import { EnvironmentOutlined, PlusOutlined } from '@ant-design/icons'
import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Flex, Input, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Nothing, RemoteSelect, useSettled } from '@/shared/desk'
import { http, type Schema } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { useMay } from '@/shared/session'
import { customerChoices, customerName } from '../customers'
import { type KnownDevice, partyQueries } from './parties'
import { WarrantyTag } from './words'
import './parties.css'

export type ChosenDevice = Pick<
  KnownDevice,
  'id' | 'number' | 'serial' | 'name' | 'model' | 'location' | 'warranty' | 'warrantyUntil'
> & { openCases?: number }

/** Whom a case concerns and what it is about, as far as it is known. */
export type Party = {
  customer: string | undefined
  contactName: string
  contactPhone: string
  contactEmail: string
  device: ChosenDevice | undefined
  project: string | undefined
  site: string | undefined
}

export const NOBODY: Party = {
  customer: undefined,
  contactName: '',
  contactPhone: '',
  contactEmail: '',
  device: undefined,
  project: undefined,
  site: undefined,
}

/** A device knows whose it is and where it stands. */
export const partyOfDevice = (device: KnownDevice) => ({
  device,
  customer: device.customerId,
  project: device.projectId ?? undefined,
  site: device.siteId ?? undefined,
})

type PartyFieldsProps = { party: Party; onChange: (change: Partial<Party>) => void; disabled?: boolean }

/** Customer, contact, device and site; each choice brings along what follows from it. */
export function PartyFields({ party, onChange, disabled = false }: PartyFieldsProps) {
  const { t } = useTranslation('cases')
  const known = useQuery({ ...partyQueries.customer(party.customer ?? ''), enabled: Boolean(party.customer) })
  const customer = party.customer ? known.data : undefined
  const contacts = customer?.contacts ?? []
  return (
    <div className="party">
      <Field label={t('columns.customer')} wide>
        <RemoteSelect
          topic="customers"
          style={{ width: '100%' }}
          aria-label={t('columns.customer')}
          placeholder={t('party.customerHint')}
          disabled={disabled}
          find={customerChoices}
          name={customerName}
          {...(party.customer && { value: party.customer })}
          onChange={(next) => onChange({ customer: next, device: undefined, project: undefined, site: undefined })}
        />
      </Field>
      {contacts.length > 0 && (
        <fieldset className="party-contacts" aria-label={t('party.contacts')}>
          {contacts.slice(0, 8).map((contact) => (
            <Button
              key={contact.id}
              size="small"
              disabled={disabled}
              type={contact.name === party.contactName && contact.phone === party.contactPhone ? 'primary' : 'default'}
              onClick={() => onChange({ contactName: contact.name, contactPhone: contact.phone, contactEmail: contact.email })}
            >
              {contact.name}
              {contact.title && <small>{contact.title}</small>}
            </Button>
          ))}
        </fieldset>
      )}
      <Field label={t('contact')}>
        <Input
          value={party.contactName}
          maxLength={100}
          disabled={disabled}
          aria-label={t('contact')}
          onChange={(event) => onChange({ contactName: event.target.value })}
        />
      </Field>
      <Field label={t('party.phone')}>
        <Input
          value={party.contactPhone}
          maxLength={50}
          inputMode="tel"
          disabled={disabled}
          aria-label={t('party.phone')}
          onChange={(event) => onChange({ contactPhone: event.target.value })}
        />
      </Field>
      <Field label={t('party.email')}>
        <Input
          value={party.contactEmail}
          maxLength={200}
          inputMode="email"
          disabled={disabled}
          aria-label={t('party.email')}
          onChange={(event) => onChange({ contactEmail: event.target.value })}
        />
      </Field>
      <Field label={t('device')} wide>
        <DeviceChoice
          device={party.device}
          customer={party.customer}
          disabled={disabled}
          onChoose={(device) => onChange(device ? partyOfDevice(device) : { device: undefined, project: undefined })}
        />
        {party.device && (
          <div className="party-device">
            <WarrantyTag {...party.device} />
            <span>
              {party.device.model} · {party.device.serial}
            </span>
            {party.device.location && (
              <span>
                <EnvironmentOutlined /> {party.device.location}
              </span>
            )}
          </div>
        )}
      </Field>
      {party.customer && (
        <Field label={t('site')} wide>
          <Flex gap="small">
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              style={{ flex: 1, minWidth: 0 }}
              aria-label={t('site')}
              placeholder={t('party.siteHint')}
              disabled={disabled}
              loading={known.isFetching}
              value={customer?.sites.some(({ id }) => id === party.site) ? party.site : undefined}
              options={(customer?.sites ?? []).map((site) => ({
                value: site.id,
                label: site.address ? `${site.name} · ${site.address}` : site.name,
              }))}
              onChange={(site: string | undefined) => onChange({ site })}
            />
            <AddSite customer={party.customer} onAdded={(site) => onChange({ site })} />
          </Flex>
        </Field>
      )}
    </div>
  )
}

function Field({ label, wide = false, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className="party-field" data-wide={wide}>
      <span className="party-label">{label}</span>
      <div>{children}</div>
    </div>
  )
}

type DeviceChoiceProps = {
  device: ChosenDevice | undefined
  customer: string | undefined
  disabled: boolean
  onChoose: (device: KnownDevice | undefined) => void
}

/** By number, serial, name or place; of the customer when there is one, else of all. */
function DeviceChoice({ device, customer, disabled, onChoose }: DeviceChoiceProps) {
  const { t } = useTranslation('cases')
  const [words, setWords] = useState('')
  const [open, setOpen] = useState(false)
  const asked = useSettled(words.trim(), 250)
  const found = useQuery({
    ...partyQueries.devices(asked, customer),
    placeholderData: keepPreviousData,
    ...(!(open && (customer || asked)) && { queryFn: skipToken }),
  })
  const devices = customer || asked ? (found.data ?? []) : []
  const options = devices.map((one) => ({ value: one.id, label: `${one.name} · ${one.number}`, one }))
  if (device && !devices.some(({ id }) => id === device.id)) {
    options.unshift({ value: device.id, label: `${device.name} · ${device.number}`, one: device as KnownDevice })
  }
  return (
    <Select
      allowClear
      style={{ width: '100%' }}
      aria-label={t('device')}
      placeholder={t('party.deviceHint')}
      disabled={disabled}
      loading={found.isFetching}
      value={device?.id}
      showSearch={{ filterOption: false, onSearch: setWords }}
      onOpenChange={setOpen}
      options={options}
      optionRender={({ data: { one } }) => (
        <div className="party-option">
          <span>
            {one.name} <WarrantyTag {...one} />
            {(one.openCases ?? 0) > 0 && <b>{t('party.openCases', { count: one.openCases })}</b>}
          </span>
          <small>
            {[one.number, one.model, one.serial, customer ? undefined : one.customerName, one.location]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </div>
      )}
      notFoundContent={
        found.isError ? (
          problemText(found.error)
        ) : customer || asked ? (
          <Nothing filtered={Boolean(asked)} />
        ) : (
          t('party.deviceWords')
        )
      }
      onChange={(id: string | undefined) => onChoose(devices.find((one) => one.id === id))}
    />
  )
}

/** A place we did not know of, while the caller names it. */
function AddSite({ customer, onAdded }: { customer: string; onAdded: (id: string) => void }) {
  const { t } = useTranslation(['cases', 'shared'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const may = useMay('customers.edit')
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const add = useMutation({
    mutationFn: () =>
      http<Schema<'CustomerQueries.CustomerView'>>(`/customers/${customer}/sites`, {
        method: 'POST',
        json: { name: name.trim(), regionCode: null, address: address.trim(), lng: null, lat: null, version: 0 },
      }),
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: ['intake', 'customer', customer] })
      const site = saved.sites.findLast((one) => one.name === name.trim())
      if (site) onAdded(site.id)
      setOpen(false)
      setName('')
      setAddress('')
    },
    onError: (error) => message.error(problemText(error)),
  })
  if (!may) return null
  return (
    <>
      <Button icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('party.addSite')}
      </Button>
      <Modal
        open={open}
        title={t('party.addSite')}
        okText={t('shared:act.save')}
        okButtonProps={{ disabled: !name.trim() }}
        confirmLoading={add.isPending}
        onOk={() => add.mutate()}
        onCancel={() => setOpen(false)}
      >
        <Flex vertical gap="small">
          <Input
            autoFocus
            maxLength={200}
            value={name}
            placeholder={t('party.siteName')}
            aria-label={t('party.siteName')}
            onChange={(event) => setName(event.target.value)}
          />
          <Input
            maxLength={300}
            value={address}
            placeholder={t('party.siteAddress')}
            aria-label={t('party.siteAddress')}
            onChange={(event) => setAddress(event.target.value)}
            onPressEnter={() => name.trim() && add.mutate()}
          />
        </Flex>
      </Modal>
    </>
  )
}
