import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, got, http, type Schema, search } from '@/shared/http'

export type KnownCustomer = Schema<'IntakeQueries.CustomerView'>
export type KnownDevice = Schema<'IntakeQueries.DeviceView'>
export type KnownCase = Schema<'IntakeQueries.PastCase'>
export type Caller = Schema<'IntakeQueries.KnownCaller'>
export type OpenRow = Schema<'CaseList.Row'>
export type Kind = Schema<'CatalogueController.KindView'>
export type FaultCode = Schema<'Catalogue.FaultCode'>
type CustomerPage = Schema<'CustomerQueries.CustomerPage'>

/** What the desk needs to know of a caller, his company and its devices while he is on the line. */
export const partyQueries = {
  caller: (phone: string) =>
    queryOptions({
      queryKey: ['intake', 'caller', phone],
      queryFn: ({ signal }) => got(api.GET('/api/intake/caller', { params: { query: { phone } }, signal })),
    }),
  /** While number or name is still being typed. */
  typed: (words: string) =>
    queryOptions({
      queryKey: ['intake', 'typed', words],
      queryFn: ({ signal }) => http<Caller[]>(`/intake/callers${search({ words })}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  found: (words: string) =>
    queryOptions({
      queryKey: ['customers', 'found', words],
      queryFn: ({ signal }) => http<CustomerPage>(`/customers${search({ words, active: true })}`, { signal }),
    }),
  customer: (id: string) =>
    queryOptions({
      queryKey: ['intake', 'customer', id],
      queryFn: ({ signal }) => got(api.GET('/api/intake/customers/{id}', { params: { path: { id } }, signal })),
    }),
  devices: (words: string, customer?: string) =>
    queryOptions({
      queryKey: ['intake', 'devices', customer ?? '', words],
      queryFn: ({ signal }) => http<KnownDevice[]>(`/intake/devices${search({ words, customer })}`, { signal }),
    }),
  /** What is open already of this device, or else of this customer. */
  open: (of: { device?: string | undefined; customer?: string | undefined }) =>
    queryOptions({
      queryKey: ['cases', 'open-of', of],
      queryFn: ({ signal }) =>
        http<Schema<'CaseController.WorkList'>>(`/cases${search({ ...of, size: 20 })}`, { signal }).then(({ rows }) => rows),
    }),
}
