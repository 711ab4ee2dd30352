import { Alert, App, Button, Flex, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel, StatusTag } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { type CasePageData, type Entitlement, useCaseAct } from './api'
import { ENTITLEMENT_TONES } from './words'

/** Free or chargeable, and why: what the customer is told before anybody sets out. */
export function EntitlementPanel({ page }: { page: CasePageData }) {
  const { t } = useTranslation('cases')
  const { message } = App.useApp()
  const { entitlement, id, version } = page.about
  const [editing, setEditing] = useState(false)
  const act = useCaseAct(id)
  const considered = (entitlement.facts.considered ?? []) as ({ code: string } & Record<string, string>)[]
  const choices: Entitlement[] = page.may.goodwill ? ['FREE', 'CHARGEABLE', 'GOODWILL'] : ['FREE', 'CHARGEABLE']
  return (
    <Panel
      title={t('columns.entitlement')}
      extra={
        page.may.triage &&
        !editing && (
          <Button size="small" onClick={() => setEditing(true)}>
            {t('decide')}
          </Button>
        )
      }
    >
      {editing ? (
        <Form<{ entitlement: Entitlement; reason: string }>
          layout="vertical"
          disabled={act.isPending}
          initialValues={{ entitlement: choices.includes(entitlement.value) ? entitlement.value : undefined }}
          onFinish={(values) =>
            act.mutate(
              { path: 'entitlement', method: 'PUT', body: { ...values, reason: values.reason.trim(), version } },
              { onSuccess: () => setEditing(false), onError: (error) => message.error(problemText(error)) },
            )
          }
        >
          <Form.Item name="entitlement" rules={[{ required: true, message: t('fillIn') }]}>
            <Radio.Group optionType="button" options={choices.map((one) => ({ value: one, label: t(`entitlements.${one}`) }))} />
          </Form.Item>
          <Form.Item name="reason" label={t('decideReason')} rules={[{ required: true, whitespace: true, message: t('fillIn') }]}>
            <Input.TextArea rows={2} maxLength={1000} />
          </Form.Item>
          <Flex gap="small" justify="end">
            <Button onClick={() => setEditing(false)}>{t('cancel')}</Button>
            <Button type="primary" htmlType="submit" loading={act.isPending}>
              {t('save')}
            </Button>
          </Flex>
        </Form>
      ) : (
        <Flex vertical gap="small">
          <Flex gap="small" align="baseline" wrap>
            <StatusTag tone={ENTITLEMENT_TONES[entitlement.value]}>{t(`entitlements.${entitlement.value}`)}</StatusTag>
            <span>{t(`reasons.${entitlement.code}`, { ...entitlement.facts, defaultValue: entitlement.reason })}</span>
            {entitlement.by && <span className="case-small">{t('decidedBy', { name: entitlement.by.name })}</span>}
          </Flex>
          {considered.length > 0 && (
            <details className="case-small">
              <summary>{t('considered')}</summary>
              <ol className="case-considered">
                {considered.map(({ code, ...facts }) => (
                  <li key={code}>{t(`reasons.${code}`, facts)}</li>
                ))}
              </ol>
            </details>
          )}
          {entitlement.unsolvedTwice && <Alert type="warning" showIcon title={t('unsolvedTwice')} />}
        </Flex>
      )}
    </Panel>
  )
}
