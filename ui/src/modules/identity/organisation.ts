import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, got, type Schema } from '@/shared/http'
import { sessionQueries } from '@/shared/session'

export type BranchRow = Schema<'OrganisationDesk.BranchRow'>
export type PartnerRow = Schema<'OrganisationDesk.PartnerRow'>
export type BranchBody = Schema<'OrganisationController.BranchBody'>
export type PartnerBody = Schema<'OrganisationController.PartnerBody'>
export type PartnerFilter = { words?: string; branch?: string; active?: 'true' | 'false'; after?: string }

export const organisationQueries = {
  branches: () =>
    queryOptions({
      queryKey: ['organisation', 'branches'],
      queryFn: ({ signal }) => got(api.GET('/api/organisation/branches', { signal })),
    }),
  partners: ({ active, ...filter }: PartnerFilter) =>
    queryOptions({
      queryKey: ['organisation', 'partners', filter, active],
      queryFn: ({ signal }) =>
        got(
          api.GET('/api/organisation/partners', {
            params: { query: active ? { ...filter, active: active === 'true' } : filter },
            signal,
          }),
        ),
      placeholderData: keepPreviousData,
    }),
}

/** Branches are named on most screens, and by the session. */
function useSave<Body>(send: (body: Body) => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: () => {
      for (const key of ['organisation', 'branches', 'partners']) queries.invalidateQueries({ queryKey: [key] })
      queries.invalidateQueries({ queryKey: sessionQueries.all })
    },
  })
}

const one = (id: string) => ({ params: { path: { id } } })

export const useSaveBranch = (id: string | undefined) =>
  useSave<BranchBody>((body) =>
    got(id ? api.PUT('/api/organisation/branches/{id}', { ...one(id), body }) : api.POST('/api/organisation/branches', { body })),
  )
export const useSavePartner = (id: string | undefined) =>
  useSave<PartnerBody>((body) =>
    got(id ? api.PUT('/api/organisation/partners/{id}', { ...one(id), body }) : api.POST('/api/organisation/partners', { body })),
  )
