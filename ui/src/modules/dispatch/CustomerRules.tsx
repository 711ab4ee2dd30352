import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Flex, Form, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customerChoices, customerName } from '@/shared/customers'
import { Four, RemoteSelect, StatusTag } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { type CustomerRule, dispatchQueries, useRemoveCustomerRule, useSetCustomerRule } from './api'

type Values = { customer: string; rule: CustomerRule['rule']; reason?: string }

/** Customers that the engineer is never sent to, or rather than others. */
export function CustomerRules({ engineer, mayEdit }: { engineer: string; mayEdit: boolean }) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const { message } = App.useApp()
  const rules = useQuery(dispatchQueries.customerRules(engineer))
  const [adding, setAdding] = useState(false)
  const remove = useRemoveCustomerRule(engineer)
  return (
    <section className="certificates" aria-label={t('customerRules.title')}>
      <Flex justify="space-between" align="center">
        <h3>{t('customerRules.title')}</h3>
        {mayEdit && !adding && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('customerRules.add')}
          </Button>
        )}
      </Flex>
      {adding && <RuleForm engineer={engineer} onDone={() => setAdding(false)} />}
      {/* Whoever adds the first one need not be told that there is none. */}
      {!(adding && rules.data?.length === 0) && (
        <Four query={rules} isEmpty={(all) => all.length === 0} first={t('customerRules.none')}>
          {(all) => (
            <ul>
              {all.map((one) => (
                <li key={one.customerId}>
                  <Flex gap="small" align="center">
                    <StatusTag tone={one.rule === 'NEVER' ? 'bad' : 'good'}>{t(`customerRules.rules.${one.rule}`)}</StatusTag>
                    <span style={{ flex: 1, minWidth: 0 }}>
                      {one.customer}
                      {one.reason && <small style={{ display: 'block', color: 'var(--text-faint)' }}>{one.reason}</small>}
                    </span>
                    {mayEdit && (
                      <Button
                        type="text"
                        size="small"
                        icon={<DeleteOutlined />}
                        aria-label={t('customerRules.remove', { customer: one.customer })}
                        loading={remove.isPending && remove.variables === one.customerId}
                        onClick={() => remove.mutate(one.customerId, { onError: (error) => message.error(problemText(error)) })}
                      />
                    )}
                  </Flex>
                </li>
              ))}
            </ul>
          )}
        </Four>
      )}
    </section>
  )
}

function RuleForm({ engineer, onDone }: { engineer: string; onDone: () => void }) {
  const { t } = useTranslation(['dispatch', 'shared'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const rule = Form.useWatch('rule', form)
  const set = useSetCustomerRule(engineer)
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={set.isPending}
      initialValues={{ rule: 'PREFERRED' }}
      onFinish={({ reason, ...values }) =>
        set.mutate(
          { ...values, reason: reason ?? '' },
          { onSuccess: onDone, onError: (error) => message.error(problemText(error)) },
        )
      }
    >
      <Form.Item
        name="customer"
        label={t('customerRules.customer')}
        rules={[{ required: true, message: t('customerRules.customerMissing') }]}
      >
        <RemoteSelect topic="customers" find={customerChoices} name={customerName} />
      </Form.Item>
      <Form.Item name="rule" label={t('customerRules.rule')}>
        <Segmented
          options={(['PREFERRED', 'NEVER'] as const).map((value) => ({ value, label: t(`customerRules.rules.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('customerRules.reason')}
        rules={[{ required: rule === 'NEVER', whitespace: true, message: t('customerRules.reasonMissing') }]}
      >
        <Input maxLength={300} />
      </Form.Item>
      <Flex gap="small">
        <Button type="primary" htmlType="submit" loading={set.isPending}>
          {t('shared:act.save')}
        </Button>
        <Button onClick={onDone}>{t('shared:act.cancel')}</Button>
      </Flex>
    </Form>
  )
}
