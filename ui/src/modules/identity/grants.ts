import { ROLES, type Role, type User, type UserBody } from './api'

export const KINDS = ['own', 'partner', 'customer'] as const
export type Kind = (typeof KINDS)[number]

export const EVERYWHERE = '*'
export type RoleRow = { role: Role; branches: string[] }

/** What somebody of this kind can be. */
export const rolesOf = (kind: Kind): readonly Role[] =>
  kind === 'customer'
    ? ['CUSTOMER']
    : kind === 'partner'
      ? ['PARTNER_MANAGER', 'ENGINEER']
      : ROLES.filter((role) => role !== 'CUSTOMER' && role !== 'PARTNER_MANAGER')

/** One row per role on screen, one grant per role and branch on the wire. */
export function grantsOf(kind: Kind, rows: Partial<RoleRow>[]): UserBody['roles'] {
  if (kind === 'customer') return [{ role: 'CUSTOMER', branchId: null }]
  return rows.flatMap(({ role, branches = [] }): UserBody['roles'] => {
    if (!role) return []
    return branches.includes(EVERYWHERE) ? [{ role, branchId: null }] : branches.map((branchId) => ({ role, branchId }))
  })
}

export function rowsOf(roles: UserBody['roles']): RoleRow[] {
  const rows = new Map<Role, string[]>()
  for (const { role, branchId } of roles) rows.set(role, [...(rows.get(role) ?? []), branchId ?? EVERYWHERE])
  return [...rows].map(([role, branches]) => ({ role, branches }))
}

export const kindOf = (user: User): Kind => (user.customerId ? 'customer' : user.partnerId ? 'partner' : 'own')

/** "All branches" and single branches exclude each other; what was chosen last holds. */
export function oneOrAll(next: string[], before: string[]): string[] {
  if (!next.includes(EVERYWHERE) || next.length === 1) return next
  return before.includes(EVERYWHERE) ? next.filter((id) => id !== EVERYWHERE) : [EVERYWHERE]
}
