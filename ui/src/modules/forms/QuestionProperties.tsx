import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { isAnswered, type Question, type Words } from '@/shared/forms/form'
import { Conditions, choicesOf } from './Conditions'
import { HelpPicture } from './HelpPicture'
import { NumberField, TypeProperties } from './TypeProperties'

type Props = {
  question: Question
  earlier: Question[]
  language: string
  disabled: boolean
  onChange: (question: Question) => void
}

/** Everything about one question. */
export function QuestionProperties({ question, earlier, language, disabled, onChange }: Props) {
  const { t } = useTranslation('forms')
  const { type } = question
  const answered = isAnswered(question)
  const judged = ['number', 'choice', 'choices', 'yes-no', 'table', 'meter'].includes(type.kind)
  const weighed = ['number', 'choice', 'choices', 'yes-no', 'table', 'scale'].includes(type.kind)
  const set = (part: Partial<Question>) => onChange({ ...question, ...part })
  const say = (words: Words | null | undefined, text: string) => ({ ...words, [language]: text })
  return (
    <Form layout="vertical" disabled={disabled} className="editor-properties">
      <Form.Item label={`${t('edit.label')} · ${t(`kinds.${type.kind}`)}`}>
        <Input.TextArea
          aria-label={t('edit.label')}
          autoSize={{ minRows: 1, maxRows: 6 }}
          maxLength={type.kind === 'note' ? 1000 : 300}
          value={question.label[language] ?? ''}
          onChange={(event) => set({ label: say(question.label, event.target.value) })}
        />
      </Form.Item>
      {answered && (
        <Form.Item label={t('edit.hint')}>
          <Input
            aria-label={t('edit.hint')}
            maxLength={1000}
            value={question.hint?.[language] ?? ''}
            onChange={(event) => set({ hint: say(question.hint, event.target.value) })}
          />
        </Form.Item>
      )}
      <TypeProperties type={type} language={language} onChange={(next) => set({ type: next })} />
      {answered && (
        <div className="editor-fields">
          <Form.Item>
            <Checkbox checked={question.required} onChange={(event) => set({ required: event.target.checked })}>
              {t('edit.required')}
            </Checkbox>
          </Form.Item>
          {judged && (
            <Form.Item label={t('edit.ifBad')}>
              <Select
                aria-label={t('edit.ifBad')}
                value={question.ifBad}
                options={(['FINDING', 'NEW_CASE', 'STOP_WORK'] as const).map((one) => ({
                  value: one,
                  label: t(`consequences.${one}`),
                }))}
                onChange={(ifBad) => set({ ifBad })}
              />
            </Form.Item>
          )}
          {weighed && (
            <Form.Item label={t('edit.weight')}>
              <InputNumber
                style={{ width: '100%' }}
                aria-label={t('edit.weight')}
                min={0}
                max={1000}
                value={question.weight}
                onChange={(weight) => set({ weight: weight ?? 0 })}
              />
            </Form.Item>
          )}
          <Preset question={question} onChange={(preset) => set({ preset })} />
        </div>
      )}
      <Conditions conditions={question.shownIf} earlier={earlier} disabled={disabled} onChange={(shownIf) => set({ shownIf })} />
      {type.kind !== 'group' && (
        <HelpPicture picture={question.picture} disabled={disabled} onChange={(picture) => set({ picture })} />
      )}
      {answered && (
        <Form.Item label={t('edit.key')} extra={t('edit.keyHint')}>
          <Input
            aria-label={t('edit.key')}
            maxLength={40}
            value={question.key}
            onChange={(event) => set({ key: event.target.value.trim() })}
          />
        </Form.Item>
      )}
    </Form>
  )
}

/** What is filled in before anybody has answered; for the types where that makes sense. */
function Preset({ question, onChange }: { question: Question; onChange: (preset: unknown) => void }) {
  const { t } = useTranslation('forms')
  const { type, preset } = question
  if (type.kind === 'number') return <NumberField label={t('edit.preset')} value={preset as number | null} onChange={onChange} />
  const options = choicesOf(type, t)
  if (options && type.kind !== 'choices')
    return (
      <Form.Item label={t('edit.preset')}>
        <Select
          aria-label={t('edit.preset')}
          allowClear
          value={preset as string | null}
          options={options}
          onChange={(next) => onChange(next ?? null)}
        />
      </Form.Item>
    )
  if (type.kind === 'text')
    return (
      <Form.Item label={t('edit.preset')}>
        <Input
          aria-label={t('edit.preset')}
          maxLength={type.longest}
          value={(preset as string | null) ?? ''}
          onChange={(event) => onChange(event.target.value || null)}
        />
      </Form.Item>
    )
  return null
}
