import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex, Form, type FormInstance, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { DurationInput } from './DurationInput'
import type { Values } from './ruleValues'

/** How much time a rule gives, in the way its kind is written. */
export function RuleTime({ form }: { form: FormInstance<Values> }) {
  const { t } = useTranslation('promises')
  const type = Form.useWatch(['time', 'type'], form)
  if (type === 'WORKING_DAYS') {
    return (
      <Flex gap="middle" wrap>
        <Form.Item name={['time', 'days']} label={t('rules.days')} rules={[{ required: true, message: t('rules.timeMissing') }]}>
          <InputNumber min={1} max={3650} suffix={t('rules.dayUnit')} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item name={['time', 'at']} label={t('rules.until')} extra={t('rules.untilHint')}>
          <Input type="time" style={{ width: 140 }} />
        </Form.Item>
      </Flex>
    )
  }
  if (type === 'BEFORE_DATE') {
    return (
      <Form.Item
        name={['time', 'days']}
        label={t('rules.daysAhead')}
        extra={t('rules.daysAheadHint')}
        rules={[{ required: true, message: t('rules.timeMissing') }]}
      >
        <InputNumber min={0} max={3650} suffix={t('rules.calendarDayUnit')} style={{ width: 160 }} />
      </Form.Item>
    )
  }
  if (type === 'CUT_OFF') {
    return (
      <Form.List name={['time', 'lines']}>
        {(lines, { add, remove }) => (
          <Form.Item label={t('rules.cutOff')} extra={t('rules.cutOffHint')}>
            {lines.map((line) => (
              <Flex key={line.key} gap="small" align="baseline" wrap>
                {t('rules.askedBefore')}
                <Form.Item
                  name={[line.name, 'before']}
                  rules={[{ required: true, message: t('rules.timeMissing') }]}
                  style={{ marginBlockEnd: 8 }}
                >
                  <Input type="time" style={{ width: 120 }} aria-label={t('rules.askedBefore')} />
                </Form.Item>
                {t('rules.dueIn')}
                <Form.Item name={[line.name, 'daysLater']} initialValue={0} style={{ marginBlockEnd: 8 }}>
                  <InputNumber min={0} max={365} style={{ width: 80 }} aria-label={t('rules.dueIn')} />
                </Form.Item>
                {t('rules.workingDaysLater')}
                <Form.Item
                  name={[line.name, 'at']}
                  rules={[{ required: true, message: t('rules.timeMissing') }]}
                  style={{ marginBlockEnd: 8 }}
                >
                  <Input type="time" style={{ width: 120 }} aria-label={t('rules.workingDaysLater')} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('rules.removeLine')}
                  onClick={() => remove(line.name)}
                />
              </Flex>
            ))}
            <Button size="small" icon={<PlusOutlined />} onClick={() => add({ daysLater: 0 })}>
              {t('rules.addLine')}
            </Button>
          </Form.Item>
        )}
      </Form.List>
    )
  }
  return (
    <Form.Item name={['time', 'minutes']} label={t('rules.length')} rules={[{ required: true, message: t('rules.timeMissing') }]}>
      <DurationInput />
    </Form.Item>
  )
}
