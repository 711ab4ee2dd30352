import { http, type Schema, search } from './http'

/** Customers to choose from, found by whatever somebody types. */
export const customerChoices = (words: string, signal: AbortSignal) =>
  http<Schema<'CustomerQueries.CustomerPage'>>(`/customers${search({ words, active: true })}`, { signal }).then(({ rows }) =>
    rows.map(({ id, name, number, place }) => ({ value: id, label: name, hint: [number, place].filter(Boolean).join(' · ') })),
  )

export const customerName = (id: string, signal: AbortSignal) =>
  http<Schema<'CustomerQueries.CustomerView'>>(`/customers/${id}`, { signal }).then(({ name }) => name)
