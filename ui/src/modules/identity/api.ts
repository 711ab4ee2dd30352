import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { http, search } from '@/shared/http'

export const ROLES = [
  'AGENT',
  'DISPATCHER',
  'ENGINEER',
  'MANAGER',
  'BRANCH_MANAGER',
  'PARTNER_MANAGER',
  'WAREHOUSE',
  'PURCHASER',
  'FINANCE',
  'QUALITY',
  'LIAISON',
  'GENERAL_MANAGER',
  'ADMIN',
  'CUSTOMER',
] as const
export type Role = (typeof ROLES)[number]

export type RoleView = { role: Role; branchId: string | null; branchName: string | null }

export type User = {
  id: string
  login: string
  name: string
  phone: string
  email: string
  locale: string
  partnerId: string | null
  partnerName: string | null
  customerId: string | null
  active: boolean
  mustChangePassword: boolean
  lastSignIn: string | null
  version: number
  roles: RoleView[]
}

export type UserBody = {
  login: string
  name: string
  phone: string
  email: string
  partnerId: string | null
  customerId: string | null
  roles: { role: Role; branchId: string | null }[]
  version: number
}

export type NewPassword = { userId: string; login: string; password: string }
export type Branch = { id: string; code: string; name: string; zone: string }
export type Partner = { id: string; branchId: string; name: string; phone: string }

export const OUTCOMES = ['SIGNED_IN', 'WRONG', 'SLOWED', 'INACTIVE', 'SIGNED_OUT', 'PASSWORD_CHANGED', 'PASSWORD_RESET'] as const
export type Outcome = (typeof OUTCOMES)[number]
export type SignInRecord = { id: string; login: string; userName: string | null; address: string; at: string; outcome: Outcome }

export type UserFilter = { words?: string; role?: string; active?: string; after?: string }
export type SignInFilter = { login?: string; after?: string }

export const identityQueries = {
  users: (filter: UserFilter) =>
    queryOptions({
      queryKey: ['users', 'list', filter],
      queryFn: ({ signal }) => http<{ rows: User[]; next: string | null }>(`/users${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  user: (id: string) =>
    queryOptions({ queryKey: ['users', 'one', id], queryFn: ({ signal }) => http<User>(`/users/${id}`, { signal }) }),
  branches: () =>
    queryOptions({
      queryKey: ['branches'],
      queryFn: ({ signal }) => http<Branch[]>('/branches', { signal }),
      staleTime: 300_000,
    }),
  partners: () =>
    queryOptions({
      queryKey: ['partners'],
      queryFn: ({ signal }) => http<Partner[]>('/partners', { signal }),
      staleTime: 300_000,
    }),
  signIns: ({ login, after }: SignInFilter) => {
    const [afterAt, afterId] = after?.split('~') ?? []
    return queryOptions({
      queryKey: ['sign-ins', login, after],
      queryFn: ({ signal }) =>
        http<{ rows: SignInRecord[]; next: SignInRecord | null }>(`/sign-ins${search({ login, afterAt, afterId })}`, { signal }),
      placeholderData: keepPreviousData,
    })
  },
}

export const cursorOf = (record: SignInRecord | null | undefined) => (record ? `${record.at}~${record.id}` : null)

function useChange<Body, Answer>(send: (body: Body) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries({ queryKey: ['users'] }) })
}

export const useCreateUser = () => useChange((body: UserBody) => http<NewPassword>('/users', { method: 'POST', json: body }))
export const useEditUser = (id: string) =>
  useChange((body: UserBody) => http<User>(`/users/${id}`, { method: 'PUT', json: body }))
export const useResetPassword = (id: string) =>
  useChange((_: undefined) => http<NewPassword>(`/users/${id}/reset-password`, { method: 'POST' }))
export const useActivate = (id: string) =>
  useChange((active: boolean) => http<User>(`/users/${id}/${active ? 'activate' : 'deactivate'}`, { method: 'POST' }))
