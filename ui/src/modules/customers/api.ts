import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, got, http, type Schema, search } from '@/shared/http'

export type CustomerRow = Schema<'CustomerQueries.CustomerRow'>
export type Customer = Schema<'CustomerQueries.CustomerView'>
export type Contact = Schema<'CustomerQueries.ContactView'>
export type Site = Schema<'CustomerQueries.SiteView'>
export type CustomerBody = Schema<'CustomerController.CustomerBody'>
export type ContactBody = Schema<'CustomerController.ContactBody'>
export type SiteBody = Schema<'CustomerController.SiteBody'>
export type Tier = CustomerRow['tier']
export type CustomerKind = CustomerRow['kind']

/** The filters of the list, as they stand in the address. */
export type CustomerFilter = {
  words?: string
  branch?: string
  tier?: Tier
  kind?: CustomerKind
  active?: 'true' | 'false'
  after?: string
}

export const customerQueries = {
  list: (filter: CustomerFilter) =>
    queryOptions({
      queryKey: ['customers', 'list', filter],
      queryFn: ({ signal }) => http<Schema<'CustomerQueries.CustomerPage'>>(`/customers${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['customers', 'one', id],
      queryFn: ({ signal }) => got(api.GET('/api/customers/{id}', { params: { path: { id } }, signal })),
    }),
  devices: (customer: string) =>
    queryOptions({
      queryKey: ['assets', 'devices', { customer }],
      queryFn: ({ signal }) => got(api.GET('/api/devices', { params: { query: { customer } }, signal })),
    }),
  projects: (customer: string) =>
    queryOptions({
      queryKey: ['assets', 'projects', { customer }],
      queryFn: ({ signal }) => got(api.GET('/api/projects', { params: { query: { customer } }, signal })),
    }),
}

/** What lies below a region; without one the provinces. */

export function useCreateCustomer() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: CustomerBody) => got(api.POST('/api/customers', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['customers'] }),
  })
}

type Change = { path?: string; method?: 'POST' | 'PUT'; body?: CustomerBody | ContactBody | SiteBody }

/** Changes a customer, a contact or a site of it; the answer is always the whole customer. */
export function useCustomerChange(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path = '', method = 'POST', body }: Change) =>
      http<Customer>(`/customers/${id}${path}`, { method, json: body }),
    onSuccess: (customer) => {
      queries.setQueryData(customerQueries.one(id).queryKey, customer)
      return queries.invalidateQueries({ queryKey: ['customers'] })
    },
  })
}
