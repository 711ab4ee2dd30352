import { DeleteOutlined } from '@ant-design/icons'
import { Button, Flex, Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { isAnswered, type Question, type QuestionType, type ShownIf, wordsOf } from '@/shared/forms/form'

type ConditionsProps = {
  conditions: ShownIf[]
  earlier: Question[]
  disabled: boolean
  onChange: (conditions: ShownIf[]) => void
}

/** Which answers before it make a question appear. */
export function Conditions({ conditions, earlier, disabled, onChange }: ConditionsProps) {
  const { t } = useTranslation('forms')
  const usable = earlier.filter((one) => isAnswered(one) && !['photo', 'signature', 'table'].includes(one.type.kind))
  const first = usable[usable.length - 1]
  if (!first && conditions.length === 0) return null
  const set = (index: number, next: ShownIf) => onChange(conditions.map((one, at) => (at === index ? next : one)))
  return (
    <Form.Item label={t('edit.shownIf')} extra={conditions.length > 1 && t('edit.shownHint')}>
      <Flex vertical gap="small">
        {conditions.map((when, index) => {
          const on = usable.find(({ key }) => key === when.question)
          const choices = on && choicesOf(on.type, t)
          const measured = on && ['number', 'meter', 'scale'].includes(on.type.kind)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no names of their own
            <Flex key={index} gap="small" wrap align="center" className="editor-column">
              <Select
                style={{ flex: '1 1 130px', minWidth: 0 }}
                aria-label={t('edit.earlier')}
                value={when.question}
                options={usable.map(({ key, label }) => ({ value: key, label: wordsOf(label) || key }))}
                onChange={(question) => set(index, { question, anyOf: null, atLeast: null, atMost: null })}
              />
              {choices && (
                <Select
                  style={{ flex: '1 1 130px', minWidth: 0 }}
                  mode="multiple"
                  aria-label={t('edit.anyOf')}
                  placeholder={t('edit.anyOf')}
                  value={when.anyOf ?? []}
                  options={choices}
                  onChange={(anyOf) => set(index, { ...when, anyOf: anyOf.length ? anyOf : null })}
                />
              )}
              {measured && (
                <>
                  <InputNumber
                    aria-label={t('edit.atLeast')}
                    placeholder={t('edit.atLeast')}
                    value={when.atLeast ?? null}
                    onChange={(atLeast) => set(index, { ...when, atLeast })}
                  />
                  <InputNumber
                    aria-label={t('edit.atMost')}
                    placeholder={t('edit.atMost')}
                    value={when.atMost ?? null}
                    onChange={(atMost) => set(index, { ...when, atMost })}
                  />
                </>
              )}
              <Button
                className="editor-delete"
                icon={<DeleteOutlined />}
                aria-label={t('edit.remove')}
                onClick={() => onChange(conditions.filter((_, at) => at !== index))}
              />
            </Flex>
          )
        })}
        {first && !disabled && (
          <Button
            type="dashed"
            onClick={() => onChange([...conditions, { question: first.key, anyOf: null, atLeast: null, atMost: null }])}
          >
            + {t('edit.addCondition')}
          </Button>
        )}
      </Flex>
    </Form.Item>
  )
}

/** The answers one can choose from; undefined for types that have none. */
export function choicesOf(type: QuestionType, t: (key: string) => string) {
  if (type.kind === 'choice' || type.kind === 'choices')
    return type.options.map(({ code, label }) => ({ value: code, label: wordsOf(label) || code }))
  if (type.kind !== 'yes-no') return undefined
  return [
    { value: 'YES', label: t('yes') },
    { value: 'NO', label: t('no') },
    ...(type.notApplicable ? [{ value: 'NA', label: t('na') }] : []),
  ]
}
