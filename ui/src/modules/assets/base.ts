import { queryOptions } from '@tanstack/react-query'
import { api, got, http, type Schema, search } from '@/shared/http'
import { type Device, type DeviceFilter, useAssetChange } from './api'

export type BaseNode = Schema<'InstalledBase.Node'>
export type BasePage = Schema<'InstalledBase.Page'>
export type System = Schema<'InstalledBaseController.SystemView'>
export type Plans = Schema<'FloorPlans.Plans'>
export type Plan = Plans['rows'][number]
export type Life = Schema<'DeviceLife.Life'>
export type When = { on: string | null; reason: string }

export const baseQueries = {
  path: (key: string) =>
    queryOptions({
      queryKey: ['assets', 'base-path', key],
      queryFn: ({ signal }) => http<BaseNode[]>(`/installed-base/path${search({ key })}`, { signal }),
    }),
  system: (id: string) =>
    queryOptions({
      queryKey: ['assets', 'system', id],
      queryFn: ({ signal }) => got(api.GET('/api/systems/{id}', { params: { path: { id } }, signal })),
    }),
  plans: (site: string) =>
    queryOptions({
      queryKey: ['assets', 'plans', site],
      queryFn: ({ signal }) => got(api.GET('/api/sites/{id}/plans', { params: { path: { id: site } }, signal })),
    }),
  life: (device: string) =>
    queryOptions({
      queryKey: ['assets', 'life', device],
      queryFn: ({ signal }) => got(api.GET('/api/devices/{id}/life', { params: { path: { id: device } }, signal })),
    }),
}

export const childrenOf = (of: string, from: string, signal: AbortSignal) =>
  http<BasePage>(`/installed-base${search({ of, from })}`, { signal })

/** The devices at a place, on all levels below it; of a device, its own parts. */
export function filterOf(key: string | undefined): DeviceFilter {
  const [kind, one = '', two = '', three = ''] = (key ?? '').split('.')
  switch (kind) {
    case 'c':
      return { customer: one }
    case 's':
      return two ? { customer: one, site: two } : { customer: one, siteless: 'true' }
    case 'p':
      return { project: three, ...(two ? { site: two } : { siteless: 'true' }) }
    case 'y':
      return { system: one }
    case 'd':
      return { parent: one }
    default:
      return {}
  }
}

export const findSystems = (customer: string) => (words: string, signal: AbortSignal) =>
  http<Schema<'InstalledBase.SystemChoice'>[]>(`/systems${search({ customer, words })}`, { signal }).then((rows) =>
    rows.map(({ id, name, place }) => ({ value: id, label: name, hint: place })),
  )

export const findDevices = (customer?: string) => (words: string, signal: AbortSignal) =>
  http<Schema<'AssetQueries.DevicePage'>>(`/devices${search({ customer, words })}`, { signal }).then(({ rows }) =>
    rows.map((row) => ({
      value: row.id,
      label: row.name,
      hint: [row.number, row.serial, customer ? row.siteName : row.customerName].filter(Boolean).join(' · '),
    })),
  )

export const deviceName = (id: string, signal: AbortSignal) =>
  http<Device>(`/devices/${id}`, { signal }).then((device) => device.name || device.productName)

/** One of the acts on a device; `path` is its endpoint. */
export const useDeviceDeed = (id: string) =>
  useAssetChange(({ path, json, method = 'POST' }: { path: string; json?: unknown; method?: 'POST' | 'PUT' | 'DELETE' }) =>
    http<Device>(`/devices/${id}/${path}`, { method, json }),
  )

export const useSaveSystem = (id: string | undefined) =>
  useAssetChange((json: object) => http<System>(id ? `/systems/${id}` : '/systems', { method: id ? 'PUT' : 'POST', json }))
export const useRemoveSystem = (id: string) => useAssetChange(() => http(`/systems/${id}`, { method: 'DELETE' }))
