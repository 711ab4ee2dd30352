import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex, Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DurationInput } from './DurationInput'
import { AUDIENCES, DEEDS, type Step } from './rules'

/** Who is told when, and what is done besides. */
export function RuleLadder() {
  const { t } = useTranslation('promises')
  return (
    <Form.List name="ladder">
      {(steps, { add, remove }) => (
        <div className="rule-ladder">
          {steps.map((step) => (
            <Flex key={step.key} gap="small" align="start" className="rule-step">
              <Form.Item name={step.name} noStyle>
                <MomentInput />
              </Form.Item>
              <Form.Item name={[step.name, 'tell']} style={{ flex: 1, marginBlockEnd: 8, minWidth: 140 }}>
                <Select
                  mode="multiple"
                  aria-label={t('rules.tell')}
                  placeholder={t('rules.tell')}
                  options={AUDIENCES.map((one) => ({ value: one, label: t(`audiences.${one}`) }))}
                />
              </Form.Item>
              <Form.Item name={[step.name, 'does']} style={{ flex: 1, marginBlockEnd: 8, minWidth: 120 }}>
                <Select
                  mode="multiple"
                  aria-label={t('rules.does')}
                  placeholder={t('rules.does')}
                  options={DEEDS.map((one) => ({ value: one, label: t(`deeds.${one}`) }))}
                />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('rules.removeStep')}
                onClick={() => remove(step.name)}
              />
            </Flex>
          ))}
          <Button
            size="small"
            icon={<PlusOutlined />}
            onClick={() => add({ percent: 90, minutesAfterDue: null, tell: ['DESK'], does: [] })}
          >
            {t('rules.addStep')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

/** When a step is taken: at a share of the time, or so long before or after it is due. */
function MomentInput({ value, onChange }: { value?: Step; onChange?: (step: Step) => void }) {
  const { t } = useTranslation('promises')
  if (!value) return null
  const kind = value.percent != null ? 'percent' : (value.minutesAfterDue ?? 0) < 0 ? 'before' : 'after'
  const set = (next: Partial<Step>) => onChange?.({ ...value, ...next })
  return (
    <Flex gap={4} wrap style={{ width: 250, flex: 'none' }}>
      <Select
        style={{ width: 96 }}
        value={kind}
        aria-label={t('rules.moment')}
        onChange={(next) =>
          set(
            next === 'percent'
              ? { percent: 75, minutesAfterDue: null }
              : { percent: null, minutesAfterDue: next === 'before' ? -60 : 60 },
          )
        }
        options={(['percent', 'before', 'after'] as const).map((one) => ({ value: one, label: t(`rules.moments.${one}`) }))}
      />
      {kind === 'percent' ? (
        <InputNumber
          min={1}
          max={1000}
          suffix="%"
          style={{ width: 110 }}
          value={value.percent}
          onChange={(percent) => set({ percent: percent ?? 100 })}
        />
      ) : (
        <DurationInput
          compact
          value={Math.abs(value.minutesAfterDue ?? 0)}
          onChange={(minutes) => set({ minutesAfterDue: (kind === 'before' ? -1 : 1) * (minutes ?? 1) })}
        />
      )}
    </Flex>
  )
}
