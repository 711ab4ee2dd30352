import { MoreOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Dropdown, Form, Modal, Radio, Select, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, Panel, StatusTag } from '@/shared/desk'
import { http, type Schema } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { Time } from '@/shared/Time'
import type { Customer } from './api'

type Colleagues = Schema<'PortalPeople.Colleagues'>
type Colleague = Schema<'PortalPeople.Colleague'>
type Right = Colleague['rights'][number]

const OTHERS = ['REPORT', 'DECIDE', 'PAPERS', 'PEOPLE'] as const satisfies readonly Right[]

export const usePortalPeople = (customer: string) =>
  useQuery({
    queryKey: ['customers', 'people', customer],
    queryFn: ({ signal }) => http<Colleagues>(`/customers/${customer}/people`, { signal }),
  })

/** Who is to be given access, or whose rights are looked at. */
export type AccessOf = { contactId: string; name: string } | { colleague: Colleague }

type PortalAccessProps = { customer: Customer; open: AccessOf | undefined; onOpen: (of: AccessOf | undefined) => void }

/** Which of the customer's people may use the portal, and what they may do there. */
export function PortalAccess({ customer, open, onOpen }: PortalAccessProps) {
  const { t } = useTranslation(['customers', 'shared'])
  const { modal, message } = App.useApp()
  const people = usePortalPeople(customer.id)
  const save = useAccess(customer.id)

  const take = (colleague: Colleague) =>
    modal.confirm({
      title: t('access.takeAsk', { name: colleague.name }),
      content: t('access.takeHint'),
      okText: t('access.take'),
      okButtonProps: { danger: true },
      onOk: () =>
        save
          .mutateAsync({ path: `/${colleague.id}`, method: 'DELETE' })
          .then(() => void message.success(t('saved')))
          .catch((error: Error) => void message.error(problemText(error))),
    })

  return (
    <Panel title={t('access.title')}>
      <Four query={people}>
        {(data) => (
          <>
            {data.people.length === 0 && <p className="faint">{t('access.none')}</p>}
            <ul className="lines">
              {data.people.map((colleague) => (
                <li key={colleague.id}>
                  <div>
                    <strong>{colleague.name}</strong>{' '}
                    <small>{[colleague.phone, colleague.email].filter(Boolean).join(' · ')}</small>
                    <div>
                      <small>
                        {sight(colleague)}
                        {' · '}
                        {colleague.signedInAt ? (
                          <>
                            {t('access.last')} <Time at={colleague.signedInAt} relative />
                          </>
                        ) : (
                          t('access.never')
                        )}
                      </small>
                    </div>
                    <Space size={[4, 4]} wrap style={{ marginBlockStart: 4 }}>
                      {OTHERS.filter((right) => colleague.rights.includes(right)).map((right) => (
                        <StatusTag key={right} {...(right === 'PEOPLE' && { tone: 'primary' as const })}>
                          {t(`access.rights.${right}`)}
                        </StatusTag>
                      ))}
                    </Space>
                  </div>
                  {customer.mayEdit && (
                    <Space.Compact size="small">
                      <Button onClick={() => onOpen({ colleague })}>{t('access.change')}</Button>
                      <Dropdown
                        trigger={['click']}
                        menu={{
                          items: [{ key: 'take', danger: true, label: t('access.take'), onClick: () => take(colleague) }],
                        }}
                      >
                        <Button icon={<MoreOutlined />} aria-label={t('shared:act.more')} />
                      </Dropdown>
                    </Space.Compact>
                  )}
                </li>
              ))}
            </ul>
            {open && <AccessForm customer={customer} of={open} all={data} onClose={() => onOpen(undefined)} />}
          </>
        )}
      </Four>
    </Panel>
  )

  function sight({ rights, sites }: Colleague) {
    if (rights.includes('SEE_ALL')) return t('access.all')
    return sites.length > 0 ? t('access.ownAnd', { count: sites.length }) : t('access.own')
  }
}

function useAccess(customer: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path = '', method, json }: { path?: string; method: 'POST' | 'PUT' | 'DELETE'; json?: unknown }) =>
      http<Colleagues>(`/customers/${customer}/people${path}`, { method, json }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['customers'] }),
  })
}

type Values = { sees: 'all' | 'own'; sites: string[]; does: Right[] }
type AccessFormProps = { customer: Customer; of: AccessOf; all: Colleagues; onClose: () => void }

function AccessForm({ customer, of, all, onClose }: AccessFormProps) {
  const { t } = useTranslation(['customers', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const save = useAccess(customer.id)
  const known = 'colleague' in of ? of.colleague : undefined

  const submit = ({ sees, sites, does }: Values) => {
    const rights = { rights: sees === 'all' ? ['SEE_ALL', ...does] : does, sites: sees === 'all' ? [] : (sites ?? []) }
    save.mutate(
      'colleague' in of
        ? { path: `/${of.colleague.id}`, method: 'PUT', json: { ...rights, version: of.colleague.version } }
        : { method: 'POST', json: { ...rights, contactId: of.contactId } },
      {
        onSuccess: () => {
          message.success(t(known ? 'saved' : 'access.given'))
          onClose()
        },
      },
    )
  }

  return (
    <Modal
      open
      title={known ? known.name : t('access.giveTo', { name: 'name' in of ? of.name : '' })}
      okText={t(known ? 'shared:act.save' : 'access.give')}
      confirmLoading={save.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      {!known && <p className="faint">{t('access.giveHint')}</p>}
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={{
          sees: known && !known.rights.includes('SEE_ALL') ? 'own' : 'all',
          sites: known?.sites ?? [],
          does: known ? known.rights.filter((right) => right !== 'SEE_ALL') : ['REPORT', 'DECIDE'],
        }}
        onValuesChange={(changed: Partial<Values>) => {
          // Whoever manages people sees all of the company.
          if (changed.does?.includes('PEOPLE')) form.setFieldValue('sees', 'all')
          if (changed.sees === 'own') {
            form.setFieldValue(
              'does',
              (form.getFieldValue('does') as Right[]).filter((right) => right !== 'PEOPLE'),
            )
          }
        }}
      >
        <Form.Item name="sees" label={t('access.sees')}>
          <Radio.Group
            vertical
            options={[
              { value: 'all', label: t('access.all') },
              { value: 'own', label: t('access.own') },
            ]}
          />
        </Form.Item>
        <Form.Item noStyle shouldUpdate={(before, after) => before.sees !== after.sees}>
          {() =>
            form.getFieldValue('sees') === 'own' && (
              <Form.Item name="sites" label={t('access.sites')}>
                <Select
                  mode="multiple"
                  maxCount={100}
                  options={all.places.map(({ id, name }) => ({ value: id, label: name }))}
                  optionFilterProp="label"
                />
              </Form.Item>
            )
          }
        </Form.Item>
        <Form.Item name="does" label={t('access.does')}>
          <Checkbox.Group
            options={OTHERS.map((value) => ({ value, label: t(`access.rights.${value}`) }))}
            style={{ display: 'flex', flexDirection: 'column', gap: 6 }}
          />
        </Form.Item>
        {save.isError && <Alert type="error" showIcon role="alert" title={problemText(save.error)} />}
      </Form>
    </Modal>
  )
}
