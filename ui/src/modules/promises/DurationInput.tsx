import { InputNumber, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

const UNITS = [
  ['minute', 1],
  ['hour', 60],
  ['day', 24 * 60],
] as const

type DurationInputProps = { value?: number | null; onChange?: (minutes: number | null) => void; compact?: boolean; id?: string }

/** Minutes, written in the largest unit that holds them whole. A day is 24 hours of the rule's calendar. */
export function DurationInput({ value, onChange, compact = false, id }: DurationInputProps) {
  const { t } = useTranslation('promises')
  const [unit, setUnit] = useState(
    () => [...UNITS].reverse().find(([, size]) => value && value % size === 0 && (size < 1440 || value > 2880)) ?? UNITS[1],
  )
  return (
    <Space.Compact>
      <InputNumber
        id={id}
        min={1}
        precision={0}
        style={{ width: compact ? 70 : 120 }}
        value={value == null ? null : Math.round((value / unit[1]) * 100) / 100}
        onChange={(next) => onChange?.(next == null ? null : Math.round(next * unit[1]))}
      />
      <Select
        style={{ width: compact ? 78 : 110 }}
        aria-label={t('rules.unit')}
        value={unit[0]}
        onChange={(next) => {
          const chosen = UNITS.find(([name]) => name === next) ?? UNITS[0]
          if (value != null) onChange?.(Math.max(1, Math.round(value / unit[1])) * chosen[1])
          setUnit(chosen)
        }}
        options={UNITS.map(([name]) => ({ value: name, label: t(`rules.units.${name}`) }))}
      />
    </Space.Compact>
  )
}
