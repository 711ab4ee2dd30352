import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, got, type Schema } from '@/shared/http'

export type User = Schema<'UserQueries.UserView'>
export type RoleView = Schema<'UserQueries.RoleView'>
export type Role = RoleView['role']
export type UserBody = Schema<'UserController.UserBody'>
export type NewPassword = Schema<'UserController.NewPassword'>
export type SignInRecord = Schema<'UserQueries.SignInView'>

const IN_ORDER = {
  AGENT: 0,
  DISPATCHER: 1,
  ENGINEER: 2,
  MANAGER: 3,
  BRANCH_MANAGER: 4,
  PARTNER_MANAGER: 5,
  WAREHOUSE: 6,
  PURCHASER: 7,
  FINANCE: 8,
  QUALITY: 9,
  LIAISON: 10,
  GENERAL_MANAGER: 11,
  ADMIN: 12,
  CUSTOMER: 13,
} satisfies Record<Role, number>
export const ROLES = Object.keys(IN_ORDER) as Role[]

/** What a sign-in record can say; kept as text by the server. */
export type Outcome = 'SIGNED_IN' | 'WRONG' | 'SLOWED' | 'INACTIVE' | 'SIGNED_OUT' | 'PASSWORD_CHANGED' | 'PASSWORD_RESET'

export type UserFilter = { words?: string; role?: Role; active?: 'true' | 'false'; after?: string }
export type SignInFilter = { login?: string; after?: string }

const aWhile = 5 * 60_000

export const identityQueries = {
  users: ({ active, ...filter }: UserFilter) =>
    queryOptions({
      queryKey: ['users', 'list', filter, active],
      queryFn: ({ signal }) =>
        got(api.GET('/api/users', { params: { query: active ? { ...filter, active: active === 'true' } : filter }, signal })),
      placeholderData: keepPreviousData,
    }),
  user: (id: string) =>
    queryOptions({
      queryKey: ['users', 'one', id],
      queryFn: ({ signal }) => got(api.GET('/api/users/{id}', { params: { path: { id } }, signal })),
    }),
  branches: () =>
    queryOptions({
      queryKey: ['branches'],
      queryFn: ({ signal }) => got(api.GET('/api/branches', { signal })),
      staleTime: aWhile,
    }),
  partners: () =>
    queryOptions({
      queryKey: ['partners'],
      queryFn: ({ signal }) => got(api.GET('/api/partners', { signal })),
      staleTime: aWhile,
    }),
  signIns: ({ login, after }: SignInFilter) => {
    const [afterAt, afterId] = after?.split('~') ?? []
    const query = { ...(login && { login }), ...(afterAt && afterId && { afterAt, afterId }) }
    return queryOptions({
      queryKey: ['sign-ins', login, after],
      queryFn: ({ signal }) => got(api.GET('/api/sign-ins', { params: { query }, signal })),
      placeholderData: keepPreviousData,
    })
  },
}

export const cursorOf = (record: SignInRecord | null | undefined) => (record ? `${record.at}~${record.id}` : null)

function useChange<Body, Answer>(send: (body: Body) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries({ queryKey: ['users'] }) })
}

const one = (id: string) => ({ params: { path: { id } } })

export const useCreateUser = () => useChange((body: UserBody) => got(api.POST('/api/users', { body })))
export const useEditUser = (id: string) => useChange((body: UserBody) => got(api.PUT('/api/users/{id}', { ...one(id), body })))
export const useResetPassword = (id: string) =>
  useChange((_: undefined) => got(api.POST('/api/users/{id}/reset-password', one(id))))
export const useActivate = (id: string) =>
  useChange((active: boolean) =>
    got(active ? api.POST('/api/users/{id}/activate', one(id)) : api.POST('/api/users/{id}/deactivate', one(id))),
  )
