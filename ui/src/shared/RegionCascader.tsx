import { useQuery } from '@tanstack/react-query'
import { Cascader } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { http, type Schema, search } from '@/shared/http'

type Region = Schema<'RegionController.RegionView'>

const regionsBelow = (parent?: string) => http<Region[]>(`/regions${search({ parent })}`)
const regionPath = (code: string) => http<Region[]>(`/regions/${code}/path`)

type Option = { value: string; label: string; isLeaf: boolean; children?: Option[] }

const optionOf = (region: Region): Option => ({ value: region.code, label: region.name, isLeaf: region.leaf })

/** Province, city, district; each step is fetched when it is opened. Any step may be the answer. */
export function RegionCascader({
  value,
  onChange,
  id,
}: {
  value?: string | null
  onChange?: (code: string | null) => void
  id?: string
}) {
  const { t } = useTranslation('customers')
  const [options, setOptions] = useState<Option[]>([])
  const known = useQuery({
    queryKey: ['regions', 'opened', value ?? ''],
    queryFn: () => opened(value ?? undefined),
    staleTime: Number.POSITIVE_INFINITY,
  })
  useEffect(() => {
    if (known.data) setOptions((now) => (now.length === 0 ? known.data.options : now))
  }, [known.data])

  const load = async (chosen: Option[]) => {
    const last = chosen.at(-1)
    if (!last || last.children) return
    last.children = (await regionsBelow(last.value)).map(optionOf)
    setOptions((now) => [...now])
  }

  return (
    <Cascader<Option>
      {...(id && { id })}
      options={options}
      value={known.data?.path ?? []}
      loadData={load}
      changeOnSelect
      allowClear
      loading={known.isFetching}
      placeholder={t('site.regionHint')}
      onChange={(path) => onChange?.((path?.at(-1) as string | undefined) ?? null)}
    />
  )
}

/** The provinces, and along the way to what is chosen already also what lies below. */
async function opened(code: string | undefined): Promise<{ path: string[]; options: Option[] }> {
  const [provinces, path] = await Promise.all([regionsBelow(), code ? regionPath(code) : Promise.resolve([])])
  const options = provinces.map(optionOf)
  let level = options
  for (const step of path.slice(0, -1)) {
    const option = level.find((one) => one.value === step.code)
    if (!option) break
    option.children = (await regionsBelow(step.code)).map(optionOf)
    level = option.children
  }
  return { path: path.map((step) => step.code), options }
}
