import { useQuery } from '@tanstack/react-query'
import { Checkbox, Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { pauseQueries } from './pauses'

/** What most rules leave as it is: what stops the clock, how a promise is made anew, who sees it, the emergency plan. */
export function RuleMore() {
  const { t } = useTranslation('promises')
  const pauses = useQuery(pauseQueries.list())
  return (
    <>
      <Form.Item name="pausedByAll" valuePropName="checked" style={{ marginBlockEnd: 4 }}>
        <Checkbox>{t('rules.pausedByAll')}</Checkbox>
      </Form.Item>
      <Form.Item noStyle dependencies={['pausedByAll']}>
        {({ getFieldValue }) =>
          !getFieldValue('pausedByAll') && (
            <Form.Item name="pauses" label={t('rules.pauses')} extra={t('rules.pausesHint')}>
              <Select mode="tags" options={pauses.data?.map((one) => ({ value: one.code ?? '', label: one.name }))} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="reopenPercent" label={t('rules.reopen')} extra={t('rules.reopenHint')}>
        <InputNumber min={1} max={100} suffix="%" style={{ width: 140 }} />
      </Form.Item>
      <Form.Item name="withSubject" valuePropName="checked" style={{ marginBlockEnd: 4 }}>
        <Checkbox>{t('rules.withSubject')}</Checkbox>
      </Form.Item>
      <Form.Item name="customerVisible" valuePropName="checked">
        <Checkbox>{t('rules.customerVisible')}</Checkbox>
      </Form.Item>
      <Form.Item name="byHand" valuePropName="checked" style={{ marginBlockEnd: 4 }}>
        <Checkbox>{t('rules.byHand')}</Checkbox>
      </Form.Item>
      <Form.Item name="plan" label={t('rules.plan')} extra={t('rules.planHint')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['\n']} />
      </Form.Item>
    </>
  )
}
