import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, got, http, type Schema, search } from '@/shared/http'

export type ContractRow = Schema<'ContractQueries.Row'>
export type Contract = Schema<'ContractQueries.View'>
export type ContractBody = Schema<'ContractController.ContractBody'>
export type TermsBody = Schema<'ContractController.TermsBody'>
export type ContractStatus = Contract['status']
export type ContractAct = Contract['acts'][number]
export type Level = Schema<'ServiceLevels.LevelView'>
export type Cause = Contract['terms']['alsoCovers'][number]

/** Filters of the list, as they stand in the address. */
export type ContractFilter = {
  words?: string
  branch?: string
  customer?: string
  status?: ContractStatus
  standing?: 'RUNNING' | 'COMING' | 'ENDING' | 'USED_UP'
  level?: string
  after?: string
}

const one = (id: string) => ({ params: { path: { id } } })

export const contractQueries = {
  list: (filter: ContractFilter) =>
    queryOptions({
      queryKey: ['contracts', 'list', filter],
      queryFn: ({ signal }) => http<Schema<'ContractQueries.Page'>>(`/contracts${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['contracts', 'one', id],
      queryFn: ({ signal }) => got(api.GET('/api/contracts/{id}', { ...one(id), signal })),
    }),
  levels: () =>
    queryOptions({
      queryKey: ['contracts', 'levels'],
      queryFn: ({ signal }) => got(api.GET('/api/contracts/levels', { signal })),
    }),
}

type Choice = { id: string; name: string; number: string }

/** Choices for the forms: the server searches while the user types. */
export const choices = {
  customers: (words: string, signal: AbortSignal) =>
    http<{ rows: (Choice & { place: string | null })[] }>(`/customers${search({ words, active: true })}`, { signal }).then(
      ({ rows }) =>
        rows.map(({ id, name, number, place }) => ({
          value: id,
          label: name,
          hint: [number, place].filter(Boolean).join(' · '),
        })),
    ),
  customer: (id: string, signal?: AbortSignal) =>
    http<Choice & { branchId: string; sites: { id: string; name: string; address: string }[] }>(`/customers/${id}`, {
      ...(signal && { signal }),
    }),
  projects: (customer: string, signal: AbortSignal) =>
    http<{ rows: Choice[] }>(`/projects${search({ customer })}`, { signal }).then(({ rows }) => rows),
  devices: (customer: string) => (words: string, signal: AbortSignal) =>
    http<{ rows: (Choice & { serial: string })[] }>(`/devices${search({ words, customer })}`, { signal }).then(({ rows }) =>
      rows.map(({ id, name, number, serial }) => ({ value: id, label: name, hint: `${number} · ${serial}` })),
    ),
}

/** Any change of contracts: what is shown of them is read again, and the board of promises with it. */
function useChange<Body, Answer>(send: (body: Body) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: () =>
      Promise.all(['contracts', 'promises'].map((topic) => queries.invalidateQueries({ queryKey: [topic] }))).then(
        () => undefined,
      ),
  })
}

export const useSaveContract = (id: string | undefined) =>
  useChange((body: ContractBody) =>
    id ? got(api.PUT('/api/contracts/{id}', { ...one(id), body })) : got(api.POST('/api/contracts', { body })),
  )

export const useSaveLevel = () =>
  useChange(({ code, fresh, ...level }: { code: string; name: string; about: string; fresh: boolean }) =>
    fresh
      ? got(api.POST('/api/contracts/levels', { body: { code, ...level } }))
      : got(api.PUT('/api/contracts/levels/{code}', { params: { path: { code } }, body: level })),
  )

/** One act of a contract, named as its address is. */
export const useContractAct = (id: string) =>
  useChange(({ path, body }: { path: string; body: object }) =>
    http<Contract>(`/contracts/${id}/${path}`, { method: 'POST', json: body }),
  )
