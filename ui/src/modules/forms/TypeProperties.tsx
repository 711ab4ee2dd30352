import { DeleteOutlined } from '@ant-design/icons'
import { Button, Checkbox, Flex, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Column, Option, QuestionType, Words } from '@/shared/forms/form'
import { blankColumn, blankType, COLUMN_KINDS, freeKey } from './blank'

type NumberFieldProps = {
  label: string
  value: number | null | undefined
  min?: number
  max?: number
  onChange: (value: number | null) => void
}

export function NumberField({ label, value, min, max, onChange }: NumberFieldProps) {
  return (
    <Form.Item label={label}>
      <InputNumber
        style={{ width: '100%' }}
        aria-label={label}
        value={value ?? null}
        {...(min !== undefined && { min })}
        {...(max !== undefined && { max })}
        onChange={onChange}
      />
    </Form.Item>
  )
}

type TypeProps = { type: QuestionType; language: string; onChange: (type: QuestionType) => void }

/** What only questions of this type have. */
export function TypeProperties({ type, language, onChange }: TypeProps) {
  const { t } = useTranslation('forms')
  const say = (words: Words | null, text: string) => ({ ...words, [language]: text })
  switch (type.kind) {
    case 'text':
      return (
        <div className="editor-fields">
          <NumberField
            label={t('edit.lines')}
            min={1}
            max={20}
            value={type.lines}
            onChange={(lines) => onChange({ ...type, lines: lines ?? 1 })}
          />
          <NumberField
            label={t('edit.longest')}
            min={1}
            max={10000}
            value={type.longest}
            onChange={(longest) => onChange({ ...type, longest: longest ?? 500 })}
          />
        </div>
      )
    case 'number':
      return (
        <div className="editor-fields">
          <Unit unit={type.unit} onChange={(unit) => onChange({ ...type, unit })} />
          <NumberField
            label={t('edit.decimals')}
            min={0}
            max={6}
            value={type.decimals}
            onChange={(decimals) => onChange({ ...type, decimals: decimals ?? 0 })}
          />
          <NumberField
            label={t('edit.goodFrom')}
            value={type.goodFrom}
            onChange={(goodFrom) => onChange({ ...type, goodFrom })}
          />
          <NumberField label={t('edit.goodTo')} value={type.goodTo} onChange={(goodTo) => onChange({ ...type, goodTo })} />
          <NumberField label={t('edit.least')} value={type.least} onChange={(least) => onChange({ ...type, least })} />
          <NumberField label={t('edit.most')} value={type.most} onChange={(most) => onChange({ ...type, most })} />
        </div>
      )
    case 'meter':
      return (
        <div className="editor-fields">
          <Unit unit={type.unit} onChange={(unit) => onChange({ ...type, unit })} />
          <NumberField
            label={t('edit.decimals')}
            min={0}
            max={6}
            value={type.decimals}
            onChange={(decimals) => onChange({ ...type, decimals: decimals ?? 0 })}
          />
          <NumberField label={t('edit.most')} min={1} value={type.most} onChange={(most) => onChange({ ...type, most })} />
        </div>
      )
    case 'choice':
    case 'choices':
      return <Options options={type.options} language={language} onChange={(options) => onChange({ ...type, options })} />
    case 'yes-no':
      return (
        <Form.Item>
          <Checkbox checked={type.notApplicable} onChange={(event) => onChange({ ...type, notApplicable: event.target.checked })}>
            {t('edit.na')}
          </Checkbox>
          <Checkbox checked={type.noIsGood} onChange={(event) => onChange({ ...type, noIsGood: event.target.checked })}>
            {t('edit.noIsGood')}
          </Checkbox>
        </Form.Item>
      )
    case 'scale':
      return (
        <div className="editor-fields">
          <NumberField
            label={t('edit.from')}
            min={0}
            max={10}
            value={type.from}
            onChange={(from) => onChange({ ...type, from: from ?? 0 })}
          />
          <NumberField
            label={t('edit.to')}
            min={1}
            max={10}
            value={type.to}
            onChange={(to) => onChange({ ...type, to: to ?? 5 })}
          />
          <Form.Item label={t('edit.low')}>
            <Input
              maxLength={60}
              value={type.low?.[language] ?? ''}
              onChange={(event) => onChange({ ...type, low: say(type.low, event.target.value) })}
            />
          </Form.Item>
          <Form.Item label={t('edit.high')}>
            <Input
              maxLength={60}
              value={type.high?.[language] ?? ''}
              onChange={(event) => onChange({ ...type, high: say(type.high, event.target.value) })}
            />
          </Form.Item>
        </div>
      )
    case 'photo':
      return (
        <div className="editor-fields">
          <NumberField
            label={t('edit.fewest')}
            min={0}
            max={20}
            value={type.fewest}
            onChange={(fewest) => onChange({ ...type, fewest: fewest ?? 0 })}
          />
          <NumberField
            label={t('edit.mostCount')}
            min={1}
            max={20}
            value={type.most}
            onChange={(most) => onChange({ ...type, most: most ?? 9 })}
          />
        </div>
      )
    case 'table':
      return (
        <>
          <div className="editor-fields">
            <NumberField
              label={t('edit.fewest')}
              min={0}
              max={100}
              value={type.fewest}
              onChange={(fewest) => onChange({ ...type, fewest: fewest ?? 0 })}
            />
            <NumberField
              label={t('edit.mostCount')}
              min={1}
              max={100}
              value={type.most}
              onChange={(most) => onChange({ ...type, most: most ?? 20 })}
            />
          </div>
          <Columns columns={type.columns} language={language} onChange={(columns) => onChange({ ...type, columns })} />
        </>
      )
    default:
      return null
  }
}

function Unit({ unit, onChange }: { unit: string | null; onChange: (unit: string | null) => void }) {
  const { t } = useTranslation('forms')
  return (
    <Form.Item label={t('edit.unit')}>
      <Input
        aria-label={t('edit.unit')}
        maxLength={20}
        value={unit ?? ''}
        onChange={(event) => onChange(event.target.value || null)}
      />
    </Form.Item>
  )
}

function Options({
  options,
  language,
  onChange,
}: {
  options: Option[]
  language: string
  onChange: (options: Option[]) => void
}) {
  const { t } = useTranslation('forms')
  const set = (index: number, part: Partial<Option>) =>
    onChange(options.map((one, at) => (at === index ? { ...one, ...part } : one)))
  return (
    <Form.Item label={t('edit.options')}>
      <Flex vertical gap="small">
        {options.map((option, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: codes are being typed
          <Flex key={index} gap="small" align="center">
            <Input
              style={{ width: 90 }}
              aria-label={t('edit.code')}
              maxLength={40}
              value={option.code}
              onChange={(event) => set(index, { code: event.target.value.trim() })}
            />
            <Input
              aria-label={t('edit.option')}
              placeholder={t('edit.option')}
              maxLength={300}
              value={option.label[language] ?? ''}
              onChange={(event) => set(index, { label: { ...option.label, [language]: event.target.value } })}
            />
            <InputNumber
              style={{ width: 80 }}
              aria-label={t('edit.score')}
              placeholder={t('edit.score')}
              min={0}
              max={100}
              value={option.score ?? null}
              onChange={(score) => set(index, { score })}
            />
            <Checkbox checked={Boolean(option.bad)} onChange={(event) => set(index, { bad: event.target.checked })}>
              <span className="nowrap">{t('edit.bad')}</span>
            </Checkbox>
            <Button
              className="editor-delete"
              icon={<DeleteOutlined />}
              aria-label={t('edit.remove')}
              onClick={() => onChange(options.filter((_, at) => at !== index))}
            />
          </Flex>
        ))}
        <Button
          type="dashed"
          onClick={() =>
            onChange([
              ...options,
              {
                code: freeKey(
                  options.map(({ code }) => code),
                  'OPTION',
                ),
                label: { 'zh-CN': '' },
                score: null,
                bad: false,
              },
            ])
          }
        >
          + {t('edit.addOption')}
        </Button>
      </Flex>
    </Form.Item>
  )
}

function Columns({
  columns,
  language,
  onChange,
}: {
  columns: Column[]
  language: string
  onChange: (columns: Column[]) => void
}) {
  const { t } = useTranslation('forms')
  const set = (index: number, part: Partial<Column>) =>
    onChange(columns.map((one, at) => (at === index ? { ...one, ...part } : one)))
  return (
    <Form.Item label={t('edit.columns')}>
      <Flex vertical gap="small">
        {columns.map((column, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: keys are being typed
          <div key={index} className="editor-column">
            <Flex gap="small" align="center">
              <Input
                aria-label={t('edit.label')}
                maxLength={300}
                value={column.label[language] ?? ''}
                onChange={(event) => set(index, { label: { ...column.label, [language]: event.target.value } })}
              />
              <Select
                style={{ width: 110 }}
                aria-label={t('edit.kind')}
                value={column.type.kind}
                options={COLUMN_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
                onChange={(kind) => set(index, { type: blankType(kind as QuestionType['kind']) })}
              />
              <Checkbox checked={column.required} onChange={(event) => set(index, { required: event.target.checked })}>
                <span className="nowrap">{t('edit.required')}</span>
              </Checkbox>
              <Button
                className="editor-delete"
                icon={<DeleteOutlined />}
                aria-label={t('edit.remove')}
                onClick={() => onChange(columns.filter((_, at) => at !== index))}
              />
            </Flex>
            {column.type.kind !== 'text' && (
              <TypeProperties type={column.type} language={language} onChange={(type) => set(index, { type })} />
            )}
          </div>
        ))}
        <Button
          type="dashed"
          onClick={() =>
            onChange([
              ...columns,
              blankColumn(
                freeKey(
                  columns.map(({ key }) => key),
                  'column',
                ),
              ),
            ])
          }
        >
          + {t('edit.addColumn')}
        </Button>
      </Flex>
    </Form.Item>
  )
}
