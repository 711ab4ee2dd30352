import { EditOutlined, EnvironmentOutlined, MailOutlined, MoreOutlined, PhoneOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, App, Button, Dropdown, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CasesOf } from '@/shared/cases/CasesOf'
import { ContractsOf } from '@/shared/contracts/ContractsOf'
import { Facts, Four, PageTitle, Panel, StatusTag, SubjectLink, useKeys } from '@/shared/desk'
import { search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { HazardsOf } from '@/shared/safety/HazardsOf'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { TimelineList } from '@/shared/timeline/TimelineList'
import { type Contact, type Customer, customerQueries, type Site, useCustomerChange } from './api'
import { ContactForm } from './ContactForm'
import { CustomerDrawer } from './CustomerDrawer'
import { type AccessOf, PortalAccess, usePortalPeople } from './PortalAccess'
import { SiteForm } from './SiteForm'
import { TierTag } from './words'

/** Everything about one customer: whom to talk to, where things stand, what is owed and what happened. */
export function CustomerPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const customer = useQuery(customerQueries.one(id))
  return <Four query={customer}>{(data) => <Loaded customer={data} />}</Four>
}

function Loaded({ customer }: { customer: Customer }) {
  const { t } = useTranslation(['customers', 'shared'])
  const { message, modal } = App.useApp()
  const [editing, setEditing] = useState(false)
  const [access, setAccess] = useState<AccessOf>()
  const change = useCustomerChange(customer.id)
  useKeys({ e: () => customer.mayEdit && setEditing(true) })

  const failed = (error: Error) => {
    message.error(problemText(error))
  }
  const deactivate = () =>
    modal.confirm({
      title: t('deactivate.title', { name: customer.name }),
      content: t('deactivate.hint'),
      okText: t('deactivate.act'),
      okButtonProps: { danger: true },
      onOk: () => change.mutateAsync({ path: '/deactivate' }).then(() => void message.success(t('saved')), failed),
    })

  return (
    <>
      <PageTitle
        title={customer.name}
        hint={
          <span className="subtitle">
            <span className="tabular">{customer.number}</span>
            <TierTag tier={customer.tier} />
            {!customer.active && <StatusTag>{t('inactive')}</StatusTag>}
            <span>{customer.branchName}</span>
          </span>
        }
        extra={
          customer.mayEdit && (
            <>
              <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
                {t('shared:act.edit')}
              </Button>
              {customer.active ? (
                <Button danger onClick={deactivate} loading={change.isPending}>
                  {t('deactivate.act')}
                </Button>
              ) : (
                <Button
                  loading={change.isPending}
                  onClick={() =>
                    change.mutate({ path: '/activate' }, { onError: failed, onSuccess: () => message.success(t('saved')) })
                  }
                >
                  {t('activate')}
                </Button>
              )}
            </>
          )
        }
      />
      {customer.masked && <Alert type="info" showIcon style={{ marginBlockEnd: 14 }} title={t('masked')} />}
      <div className="columns">
        <div>
          <Panel title={t('facts')}>
            <Facts
              facts={[
                { label: t('columns.kind'), value: t(`kinds.${customer.kind}`) },
                { label: t('phone'), value: <Phone number={customer.phone} masked={customer.masked} /> },
                { label: t('email'), value: <Address email={customer.email} masked={customer.masked} /> },
                { label: t('since'), value: <Time at={customer.createdAt} style="date" /> },
                customer.note !== '' && { label: t('note'), value: customer.note },
              ]}
            />
          </Panel>
          <Contacts customer={customer} onAccess={setAccess} />
          <PortalAccess customer={customer} open={access} onOpen={setAccess} />
          <Sites customer={customer} />
        </div>
        <div>
          <CasesOf kind="customer" id={customer.id} />
          <ContractsOf kind="customer" id={customer.id} />
          <HazardsOf kind="customer" id={customer.id} />
          <Projects customer={customer} />
          <Devices customer={customer} />
          <Panel title={t('history')}>
            <TimelineList path={`/customers/${customer.id}/timeline`} topic="customers" />
          </Panel>
        </div>
      </div>
      <CustomerDrawer open={editing} customer={customer} onClose={() => setEditing(false)} />
    </>
  )
}

function Phone({ number, masked }: { number: string; masked: boolean }) {
  if (!number) return null
  return masked ? (
    <span className="tabular">{number}</span>
  ) : (
    <a className="tabular" href={`tel:${number.replace(/[^\d+]/g, '')}`}>
      <PhoneOutlined /> {number}
    </a>
  )
}

function Address({ email, masked }: { email: string; masked: boolean }) {
  if (!email) return null
  return masked ? (
    <span>{email}</span>
  ) : (
    <a href={`mailto:${email}`}>
      <MailOutlined /> {email}
    </a>
  )
}

function Contacts({ customer, onAccess }: { customer: Customer; onAccess: (of: AccessOf) => void }) {
  const { t } = useTranslation(['customers', 'shared'])
  const people = usePortalPeople(customer.id).data?.people
  const [form, setForm] = useState<{ contact?: Contact }>()
  return (
    <Panel
      title={t('contact.several')}
      extra={
        customer.mayEdit && (
          <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => setForm({})}>
            {t('contact.add')}
          </Button>
        )
      }
    >
      {customer.contacts.length === 0 && <p className="faint">{t('contact.none')}</p>}
      <ul className="lines">
        {customer.contacts.map((contact) => (
          <li key={contact.id}>
            <div>
              <strong>{contact.name}</strong> <small>{contact.title}</small>{' '}
              {people?.some(({ contactId }) => contactId === contact.id) && <StatusTag tone="good">{t('access.tag')}</StatusTag>}{' '}
              {contact.primary && <StatusTag tone="primary">{t('contact.primary')}</StatusTag>}{' '}
              {!contact.active && <StatusTag>{t('inactive')}</StatusTag>}
              <div>
                <Phone number={contact.phone} masked={customer.masked} />
              </div>
              <div>
                <Address email={contact.email} masked={customer.masked} />
                {contact.emailFailure !== null && (
                  <span title={contact.emailFailure}>
                    {' '}
                    <StatusTag tone="bad">{t('contact.bounced')}</StatusTag>
                  </span>
                )}
              </div>
            </div>
            {customer.mayEdit && (
              <Acts
                customer={customer.id}
                path={`/contacts/${contact.id}`}
                active={contact.active}
                label={contact.name}
                onEdit={() => setForm({ contact })}
                more={
                  contact.active && people && !people.some(({ contactId }) => contactId === contact.id)
                    ? [
                        {
                          key: 'access',
                          label: t('access.give'),
                          onClick: () => onAccess({ contactId: contact.id, name: contact.name }),
                        },
                      ]
                    : []
                }
              />
            )}
          </li>
        ))}
      </ul>
      {form && <ContactForm customer={customer.id} contact={form.contact} onClose={() => setForm(undefined)} />}
    </Panel>
  )
}

function Sites({ customer }: { customer: Customer }) {
  const { t } = useTranslation(['customers', 'shared'])
  const [form, setForm] = useState<{ site?: Site }>()
  return (
    <Panel
      title={t('site.several')}
      extra={
        customer.mayEdit && (
          <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => setForm({})}>
            {t('site.add')}
          </Button>
        )
      }
    >
      {customer.sites.length === 0 && <p className="faint">{t('site.none')}</p>}
      <ul className="lines">
        {customer.sites.map((site) => (
          <li key={site.id}>
            <div>
              <strong>{site.name}</strong> {!site.active && <StatusTag>{t('inactive')}</StatusTag>}
              <div className="faint">
                <EnvironmentOutlined /> {[site.region, site.address].filter(Boolean).join(' ') || t('site.nowhere')}
              </div>
            </div>
            {customer.mayEdit && (
              <Acts
                customer={customer.id}
                path={`/sites/${site.id}`}
                active={site.active}
                label={site.name}
                onEdit={() => setForm({ site })}
              />
            )}
          </li>
        ))}
      </ul>
      {form && <SiteForm customer={customer.id} site={form.site} onClose={() => setForm(undefined)} />}
    </Panel>
  )
}

type ActsProps = {
  customer: string
  path: string
  active: boolean
  label: string
  onEdit: () => void
  more?: { key: string; label: string; onClick: () => void }[]
}

function Acts({ customer, path, active, label, onEdit, more = [] }: ActsProps) {
  const { t } = useTranslation(['customers', 'shared'])
  const { message } = App.useApp()
  const change = useCustomerChange(customer)
  const toggle = () =>
    change.mutate(
      { path: `${path}/${active ? 'deactivate' : 'activate'}` },
      { onSuccess: () => message.success(t('saved')), onError: (error) => message.error(problemText(error)) },
    )
  return (
    <Space.Compact size="small">
      <Button icon={<EditOutlined />} aria-label={t('editOne', { name: label })} onClick={onEdit} />
      <Dropdown
        trigger={['click']}
        menu={{ items: [...more, { key: 'toggle', label: t(active ? 'deactivate.act' : 'activate'), onClick: toggle }] }}
      >
        <Button icon={<MoreOutlined />} loading={change.isPending} aria-label={t('shared:act.more')} />
      </Dropdown>
    </Space.Compact>
  )
}

const SHOWN = 6

function Projects({ customer }: { customer: Customer }) {
  const { t } = useTranslation(['customers', 'shared'])
  const may = useMay('assets.read')
  const projects = useQuery({ ...customerQueries.projects(customer.id), enabled: may })
  if (!may) return null
  return (
    <Panel
      title={t('projects')}
      extra={<More to="/projects" customer={customer.id} shown={(projects.data?.rows.length ?? 0) > SHOWN} />}
    >
      <Four query={projects}>
        {(page) =>
          page.rows.length === 0 ? (
            <span className="faint">{t('noProjects')}</span>
          ) : (
            <ul className="lines">
              {page.rows.slice(0, SHOWN).map((project) => (
                <li key={project.id}>
                  <div>
                    <SubjectLink kind="project" id={project.id}>
                      {project.name}
                    </SubjectLink>
                    <div>
                      <small className="tabular">{project.number}</small>
                    </div>
                  </div>
                  <small style={{ whiteSpace: 'nowrap' }}>
                    {project.acceptedOn ? t('acceptedOn', { date: project.acceptedOn }) : t('notAccepted')}
                  </small>
                </li>
              ))}
            </ul>
          )
        }
      </Four>
    </Panel>
  )
}

function Devices({ customer }: { customer: Customer }) {
  const { t } = useTranslation(['customers', 'shared'])
  const may = useMay('assets.read')
  const devices = useQuery({ ...customerQueries.devices(customer.id), enabled: may })
  if (!may) return null
  return (
    <Panel
      title={t('devices')}
      extra={<More to="/devices" customer={customer.id} shown={(devices.data?.rows.length ?? 0) > SHOWN} />}
    >
      <Four query={devices}>
        {(page) =>
          page.rows.length === 0 ? (
            <span className="faint">{t('noDevices')}</span>
          ) : (
            <ul className="lines">
              {page.rows.slice(0, SHOWN).map((device) => (
                <li key={device.id}>
                  <div>
                    <SubjectLink kind="device" id={device.id}>
                      {device.name}
                    </SubjectLink>
                    <div>
                      <small>{[device.model, device.serial, device.location].filter(Boolean).join(' · ')}</small>
                    </div>
                  </div>
                  <small style={{ whiteSpace: 'nowrap' }}>
                    {device.warrantyLastDay ? t('coveredUntil', { date: device.warrantyLastDay }) : t('notAccepted')}
                  </small>
                </li>
              ))}
            </ul>
          )
        }
      </Four>
    </Panel>
  )
}

function More({ to, customer, shown }: { to: string; customer: string; shown: boolean }) {
  const { t } = useTranslation(['customers', 'shared'])
  if (!shown) return null
  return (
    <Link to={`${to}${search({ customer })}`}>
      <Button size="small" type="text">
        {t('shared:casesOf.all')}
      </Button>
    </Link>
  )
}
