import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { Select, type SelectProps } from 'antd'
import { useEffect, useState } from 'react'
import { problemText } from '../problem'
import { Nothing } from './Four'

type Option = { value: string; label: string; hint?: string | null }

type RemoteSelectProps = Omit<SelectProps<string, Option>, 'options' | 'onSearch' | 'loading' | 'onChange'> & {
  /** First word of the query keys, so that live updates refresh the choices. */
  topic: string
  find: (words: string, signal: AbortSignal) => Promise<Option[]>
  /** The name of what is chosen already. */
  name?: (id: string, signal: AbortSignal) => Promise<string>
  onChange?: (value: string | undefined, option: Option | undefined) => void
}

/** Chooses one of more things than fit in a list: the server searches while the user types. */
export function RemoteSelect({ topic, find, name, value, onChange, ...rest }: RemoteSelectProps) {
  const [words, setWords] = useState('')
  const [open, setOpen] = useState(false)
  const asked = useSettled(words.trim(), 250)
  const found = useQuery({
    queryKey: [topic, 'choices', asked],
    queryFn: open ? ({ signal }) => find(asked, signal) : skipToken,
    placeholderData: keepPreviousData,
  })
  const options = found.data ?? []
  const unnamed = value && !options.some((option) => option.value === value) ? value : undefined
  const named = useQuery({
    queryKey: [topic, 'name', unnamed],
    queryFn: unnamed && name ? ({ signal }) => name(unnamed, signal) : skipToken,
    staleTime: 300_000,
  })

  return (
    <Select<string, Option>
      allowClear
      {...rest}
      value={value}
      showSearch={{ filterOption: false, onSearch: setWords }}
      onOpenChange={setOpen}
      loading={found.isFetching}
      options={unnamed ? [{ value: unnamed, label: named.data ?? '…' }, ...options] : options}
      optionRender={({ data }) =>
        data.hint ? (
          <div>
            <div>{data.label}</div>
            <div style={{ color: 'var(--text-faint)', fontSize: 12 }}>{data.hint}</div>
          </div>
        ) : (
          data.label
        )
      }
      notFoundContent={found.isError ? problemText(found.error) : found.isPending ? null : <Nothing filtered />}
      onChange={(next, option) => onChange?.(next, Array.isArray(option) ? option[0] : option)}
    />
  )
}

/** A value once it has stopped changing for a moment. */
export function useSettled<Value>(value: Value, after: number): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), after)
    return () => clearTimeout(timer)
  }, [value, after])
  return settled
}
