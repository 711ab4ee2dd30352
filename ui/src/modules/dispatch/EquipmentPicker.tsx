import { useQuery } from '@tanstack/react-query'
import { Flex, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { dispatchQueries, type Pieces } from './api'
import { useEquipmentNames } from './useSkillNames'

/** Tools, and parts with their number of pieces. */
export function EquipmentPicker({
  value = [],
  onChange,
  label,
  placeholder,
}: {
  value?: Pieces[]
  onChange?: (next: Pieces[]) => void
  label: string
  placeholder?: string
}) {
  const { t } = useTranslation('dispatch')
  const all = useQuery(dispatchQueries.equipment())
  const nameOf = useEquipmentNames()
  const items = all.data ?? []
  const parts = value.filter((one) => items.some((item) => item.code === one.equipment && item.kind === 'PART'))
  return (
    <Flex vertical gap={6}>
      <Select<string[]>
        mode="multiple"
        aria-label={label}
        placeholder={placeholder}
        loading={all.isPending}
        value={value.map((one) => one.equipment)}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: '100%' }}
        options={(['TOOL', 'PART'] as const).map((kind) => ({
          label: t(`kit.kinds.${kind}`),
          options: items.filter((item) => item.kind === kind).map((item) => ({ value: item.code, label: nameOf(item.code) })),
        }))}
        onChange={(codes) =>
          onChange?.(codes.map((equipment) => value.find((one) => one.equipment === equipment) ?? { equipment, pieces: 1 }))
        }
      />
      {parts.map((part) => (
        <Flex key={part.equipment} justify="space-between" align="center" gap="small">
          <span>{nameOf(part.equipment)}</span>
          <InputNumber
            size="small"
            min={1}
            max={999}
            precision={0}
            value={part.pieces}
            aria-label={t('kit.piecesOf', { item: nameOf(part.equipment) })}
            suffix={t('kit.pieces')}
            style={{ width: 96 }}
            onChange={(pieces) =>
              pieces && onChange?.(value.map((one) => (one.equipment === part.equipment ? { ...one, pieces } : one)))
            }
          />
        </Flex>
      ))}
    </Flex>
  )
}
