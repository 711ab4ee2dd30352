import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useSettled } from './desk'
import { api, got } from './http'

export type NamedRegion = { value: string; label: string }

/** Several regions of any level; the server searches while the user types. */
export function RegionsSelect({
  value,
  onChange,
  label,
  placeholder,
  id,
}: {
  value?: NamedRegion[]
  onChange?: (regions: NamedRegion[]) => void
  label: string
  placeholder?: string
  id?: string
}) {
  const [words, setWords] = useState('')
  const asked = useSettled(words.trim(), 250)
  const found = useQuery({
    queryKey: ['regions', 'found', asked],
    queryFn: ({ signal }) => got(api.GET('/api/regions', { params: { query: { words: asked } }, signal })),
    placeholderData: keepPreviousData,
  })
  return (
    <Select<NamedRegion[]>
      {...(id && { id })}
      mode="multiple"
      labelInValue
      style={{ width: '100%' }}
      aria-label={label}
      placeholder={placeholder}
      value={value ?? []}
      showSearch={{ filterOption: false, onSearch: setWords }}
      options={(found.data ?? []).map((region) => ({ value: region.code, label: region.fullName }))}
      onChange={(next) => onChange?.(next)}
    />
  )
}
