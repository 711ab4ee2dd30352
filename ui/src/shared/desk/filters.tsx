import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/shared/session'

type FilterProps<Value> = {
  label: string
  value: Value | undefined
  onChange: (value: Value | undefined) => void
  width?: number
}

/** The search box of a list. It asks on Enter, not at every letter. */
export function WordsFilter({ label, value, onChange, width = 280 }: FilterProps<string>) {
  return (
    <Input.Search
      key={value ?? ''}
      style={{ width }}
      allowClear
      placeholder={label}
      aria-label={label}
      defaultValue={value ?? ''}
      onSearch={(words) => onChange(words.trim() || undefined)}
    />
  )
}

/** One of a few values, or any. */
export function ChoiceFilter<Value extends string>({
  label,
  value,
  onChange,
  options,
  width = 120,
}: FilterProps<Value> & { options: { value: Value; label: string }[] }) {
  return (
    <Select<Value>
      style={{ minWidth: width }}
      allowClear
      showSearch={options.length > 8 && { optionFilterProp: 'label' }}
      placeholder={label}
      aria-label={label}
      value={value}
      options={options}
      onChange={onChange}
    />
  )
}

/** One of the user's branches; not shown to those who have only one. */
export function BranchFilter({ value, onChange }: Pick<FilterProps<string>, 'value' | 'onChange'>) {
  const { t } = useTranslation('shared')
  const branches = useSession().branches
  if (branches.length < 2) return null
  return (
    <ChoiceFilter
      label={t('fields.branch')}
      value={value}
      options={branches.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
      width={140}
    />
  )
}
