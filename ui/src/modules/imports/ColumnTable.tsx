import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Field, ImportFile, Settings } from './api'

type Props = {
  columns: ImportFile['columns']
  fields: Field[]
  held: Settings['columns']
  disabled: boolean
  onChange: (held: Settings['columns']) => void
}

/** The file's own columns with their first rows, and above each what it holds. */
export function ColumnTable({ columns, fields, held, disabled, onChange }: Props) {
  const { t } = useTranslation('imports')
  const fieldOf = (index: number) => held.find((one) => one.index === index)?.field
  const lines = Math.max(0, ...columns.map(({ samples }) => samples.length))
  const hold = (index: number, field: string | undefined) => {
    // Some fields take several columns; any other moves from the column it had.
    const joined = fields.find(({ code }) => code === field)?.joined
    const rest = held.filter((one) => one.index !== index && (joined || one.field !== field))
    onChange(field ? [...rest, { index, field }].sort((a, b) => a.index - b.index) : rest)
  }
  return (
    <>
      <p className="faint import-hint">{t('columnsHint')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="import-columns" tabIndex={0} aria-label={t('columnsOf')}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.index} data-ignored={fieldOf(column.index) === undefined}>
                  <div className="import-heading" title={column.heading}>
                    {column.heading || t('unnamed', { index: column.index + 1 })}
                  </div>
                  <Select<string>
                    size="small"
                    allowClear
                    showSearch={{ optionFilterProp: 'label' }}
                    disabled={disabled}
                    style={{ width: '100%' }}
                    popupMatchSelectWidth={false}
                    placeholder={t('ignored')}
                    aria-label={t('holds', { heading: column.heading || t('unnamed', { index: column.index + 1 }) })}
                    value={fieldOf(column.index) ?? null}
                    options={fields.map(({ code, heading, required }) => ({
                      value: code,
                      label: `${heading}${required ? ' *' : ''}`,
                    }))}
                    onChange={(field) => hold(column.index, field ?? undefined)}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: lines }, (_, line) => line).map((line) => (
              <tr key={line}>
                {columns.map((column) => (
                  <td key={column.index} title={column.samples[line]}>
                    {column.samples[line]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
