import { Input, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/shared/desk'
import { useSession } from '@/shared/session'
import type { Field, ImportFile, Kind, Settings } from './api'

type Props = { kind: Kind; file: ImportFile; settings: Settings; disabled: boolean; onChange: (settings: Settings) => void }

/** How the file is to be understood where no heading says it: the branch, the zone, what its words mean. */
export function ReadingPanel({ kind, file, settings, disabled, onChange }: Props) {
  const { t } = useTranslation('imports')
  const branches = useSession().branches
  const worded = kind.fields.filter(
    ({ code, choices }) => choices.length > 0 && settings.columns.some((held) => held.field === code),
  )
  const answer = (code: string, value: string) => onChange({ ...settings, options: { ...settings.options, [code]: value } })
  if (kind.options.length === 0 && worded.length === 0) return null
  return (
    <Panel title={t('reading')}>
      {kind.options.length > 0 && (
        <div className="import-settings">
          {kind.options.map((option) => {
            const value = settings.options[option.code] ?? ''
            const common = { 'aria-label': option.name, disabled }
            return (
              <Setting
                key={option.code}
                label={option.name}
                hint={option.kind === 'TIME_FORM' && file.forms.length > 1 ? t('formAsk') : option.hint}
              >
                {option.kind === 'FILE_NAME' && (
                  <Input
                    {...common}
                    value={value}
                    maxLength={60}
                    status={value.trim() ? '' : 'error'}
                    onChange={(event) => answer(option.code, event.target.value)}
                  />
                )}
                {option.kind === 'BRANCH' && (
                  <Select
                    {...common}
                    style={{ width: '100%' }}
                    value={value || null}
                    placeholder={t('choose')}
                    options={branches.map(({ id, name }) => ({ value: id, label: name }))}
                    onChange={(next: string) => answer(option.code, next)}
                  />
                )}
                {option.kind === 'ZONE' && (
                  <Select
                    {...common}
                    showSearch
                    style={{ width: '100%' }}
                    value={value}
                    options={Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))}
                    onChange={(next: string) => answer(option.code, next)}
                  />
                )}
                {option.kind === 'TIME_FORM' && (
                  <Radio.Group
                    {...common}
                    value={value}
                    onChange={(event) => answer(option.code, event.target.value as string)}
                    options={(['YMD', 'DMY', 'MDY'] as const).map((form) => ({ value: form, label: t(`forms.${form}`) }))}
                  />
                )}
              </Setting>
            )
          })}
        </div>
      )}
      {worded.map((field) => (
        <Meanings
          key={field.code}
          field={field}
          words={wordsOf(file, settings, field)}
          chosen={settings.meanings[field.code] ?? {}}
          disabled={disabled}
          onChoose={(word, meaning) =>
            onChange({
              ...settings,
              meanings: { ...settings.meanings, [field.code]: { ...settings.meanings[field.code], [word]: meaning } },
            })
          }
        />
      ))}
    </Panel>
  )
}

const wordsOf = (file: ImportFile, settings: Settings, field: Field) => {
  const column = settings.columns.find((held) => held.field === field.code)
  return (file.columns.find(({ index }) => index === column?.index)?.words ?? []).filter((word) => word !== '')
}

function Setting({ label, hint, children }: { label: string; hint: string; children: ReactNode }) {
  return (
    <div className="import-setting">
      <span>{label}</span>
      {children}
      <small className="faint">{hint}</small>
    </div>
  )
}

type MeaningsProps = {
  field: Field
  words: string[]
  chosen: Record<string, string>
  disabled: boolean
  onChoose: (word: string, meaning: string) => void
}

/** What the words of a column mean here; those without a meaning keep their rows out. */
function Meanings({ field, words, chosen, disabled, onChoose }: MeaningsProps) {
  const { t } = useTranslation('imports')
  const unclear = words.filter((word) => !understood(field, word))
  if (unclear.length === 0) return null
  return (
    <div className="import-meanings">
      <h3>{t('meanings', { field: field.heading })}</h3>
      <ul>
        {unclear.map((word) => (
          <li key={word}>
            <span title={word}>{word}</span>
            <Select<string>
              size="small"
              style={{ width: 140 }}
              disabled={disabled}
              placeholder={t('choose')}
              aria-label={t('means', { word })}
              {...(chosen[word] ? { value: chosen[word] } : { status: 'warning' as const })}
              options={field.choices.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={(meaning) => onChoose(word, meaning)}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Goes without saying: it is one of the words that are known for it. */
const understood = (field: Field, word: string) => field.choices.some(({ words }) => words.includes(word.trim().toLowerCase()))
