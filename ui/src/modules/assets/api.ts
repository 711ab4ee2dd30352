import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { customerChoices, customerName } from '@/shared/customers'
import { api, got, http, type Schema, search } from '@/shared/http'

export type DeviceRow = Schema<'AssetQueries.DeviceRow'>
export type Device = Schema<'AssetQueries.DeviceView'>
export type DeviceBody = Schema<'DeviceController.DeviceBody'>
export type DeviceState = Device['state']
export type DeviceAct = Device['acts'][number]
export type Coverage = Schema<'Warranty.Coverage'>
export type WarrantyState = Coverage['state']
export type ProjectRow = Schema<'AssetQueries.ProjectRow'>
export type Project = Schema<'AssetQueries.ProjectView'>
export type ProjectBody = Schema<'ProjectController.ProjectBody'>
export type Product = Schema<'AssetQueries.ProductView'>
export type ProductBody = Schema<'ProductController.ProductBody'>
export type LabelsBody = Schema<'DeviceController.LabelsBody'>
export type LabelSize = LabelsBody['size']
export type Customer = Schema<'CustomerQueries.CustomerView'>

/** Filters of the lists, as they stand in the address. */
export type DeviceFilter = {
  words?: string
  branch?: string
  customer?: string
  project?: string
  site?: string
  product?: string
  category?: string
  state?: DeviceState
  warranty?: 'COVERED' | 'ENDING' | 'OVER' | 'OPEN'
  system?: string
  parent?: string
  siteless?: 'true'
  sort?: 'WARRANTY'
  after?: string
}
export type ProjectFilter = { words?: string; branch?: string; customer?: string; accepted?: 'true' | 'false'; after?: string }
export type ProductFilter = { words?: string; category?: string; active?: 'true' | 'false'; after?: string }

const aWhile = 5 * 60_000

export const assetQueries = {
  devices: (filter: DeviceFilter) =>
    queryOptions({
      queryKey: ['assets', 'devices', filter],
      queryFn: ({ signal }) => http<Schema<'AssetQueries.DevicePage'>>(`/devices${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  device: (id: string) =>
    queryOptions({
      queryKey: ['assets', 'device', id],
      queryFn: ({ signal }) => got(api.GET('/api/devices/{id}', { params: { path: { id } }, signal })),
    }),
  projects: (filter: ProjectFilter) =>
    queryOptions({
      queryKey: ['assets', 'projects', filter],
      queryFn: ({ signal }) => http<Schema<'AssetQueries.ProjectPage'>>(`/projects${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  project: (id: string) =>
    queryOptions({
      queryKey: ['assets', 'project', id],
      queryFn: ({ signal }) => got(api.GET('/api/projects/{id}', { params: { path: { id } }, signal })),
    }),
  products: (filter: ProductFilter) =>
    queryOptions({
      queryKey: ['assets', 'products', filter],
      queryFn: ({ signal }) => http<Schema<'AssetQueries.ProductPage'>>(`/products${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  product: (id: string) =>
    queryOptions({
      queryKey: ['assets', 'product', id],
      queryFn: ({ signal }) => got(api.GET('/api/products/{id}', { params: { path: { id } }, signal })),
    }),
  categories: () =>
    queryOptions({
      queryKey: ['assets', 'categories'],
      queryFn: ({ signal }) => got(api.GET('/api/products/categories', { signal })),
      staleTime: aWhile,
    }),
  customer: (id: string) =>
    queryOptions({
      queryKey: ['customers', 'one', id],
      queryFn: ({ signal }) => got(api.GET('/api/customers/{id}', { params: { path: { id } }, signal })),
    }),
}

/** Choices for the forms: the server searches while the user types. */
export const choices = {
  customers: customerChoices,
  customerName,
  projects: (customer: string | undefined) => (words: string, signal: AbortSignal) =>
    http<Schema<'AssetQueries.ProjectPage'>>(`/projects${search({ words, customer })}`, { signal }).then(({ rows }) =>
      rows.map(({ id, name, number }) => ({ value: id, label: name, hint: number })),
    ),
  projectName: (id: string, signal: AbortSignal) => http<Project>(`/projects/${id}`, { signal }).then(({ name }) => name),
  products: (words: string, signal: AbortSignal) =>
    http<Schema<'AssetQueries.ProductPage'>>(`/products${search({ words, active: true })}`, { signal }).then(({ rows }) =>
      rows.map(({ id, maker, model, name }) => ({ value: id, label: [maker, model].filter(Boolean).join(' '), hint: name })),
    ),
  productName: (id: string, signal: AbortSignal) =>
    http<Product>(`/products/${id}`, { signal }).then(({ maker, model }) => [maker, model].filter(Boolean).join(' ')),
}

export function useAssetChange<Body, Answer>(send: (body: Body) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries({ queryKey: ['assets'] }) })
}

const one = (id: string) => ({ params: { path: { id } } })

export const useSaveDevice = (id: string | undefined) =>
  useAssetChange((body: DeviceBody) =>
    id ? got(api.PUT('/api/devices/{id}', { ...one(id), body })) : got(api.POST('/api/devices', { body })),
  )
export const useRenewQr = (id: string) => useAssetChange(() => http<Device>(`/devices/${id}/renew-qr`, { method: 'POST' }))
export const useSaveProject = (id: string | undefined) =>
  useAssetChange((body: ProjectBody) =>
    id ? got(api.PUT('/api/projects/{id}', { ...one(id), body })) : got(api.POST('/api/projects', { body })),
  )
export const useAcceptProject = (id: string) =>
  useAssetChange((body: Schema<'ProjectController.AcceptanceBody'>) =>
    got(api.PUT('/api/projects/{id}/acceptance', { ...one(id), body })),
  )
export const useSaveProduct = (id: string | undefined) =>
  useAssetChange((body: ProductBody) =>
    id ? got(api.PUT('/api/products/{id}', { ...one(id), body })) : got(api.POST('/api/products', { body })),
  )

/** Labels as a PDF in memory. */
export const useLabels = () =>
  useMutation({
    mutationFn: async (body: LabelsBody) => {
      const { data } = await api.POST('/api/devices/labels', { body, parseAs: 'blob' })
      return data as unknown as Blob
    },
  })
