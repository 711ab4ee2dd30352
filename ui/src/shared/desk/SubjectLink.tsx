import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** Where each kind of thing has its page. Modules refer to each other's things by this, never by import. */
const PAGES: Record<string, (id: string) => string> = {
  case: (id) => `/cases/${id}`,
  customer: (id) => `/customers/${id}`,
  project: (id) => `/projects/${id}`,
  archive: (id) => `/archives/${id}`,
  device: (id) => `/devices/${id}`,
  handover: (id) => `/handovers/${id}`,
  'handover-item': (id) => `/handovers/of-item/${id}`,
  retention: (id) => `/retention/${id}`,
  campaign: (id) => `/campaigns/${id}`,
  trip: (id) => `/trips/${id}`,
  letter: (id) => `/letters/${id}`,
  contract: (id) => `/contracts/${id}`,
  visit: (id) => `/visits/${id}`,
  user: (id) => `/users/${id}`,
  plan: (id) => `/dispatch?plan=${id}`,
  tender: (id) => `/tenders?open=${id}`,
  hazard: (id) => `/hazards?edit=${id}`,
  'near-miss': (id) => `/near-misses?open=${id}`,
  chat: (id) => `/chats?chat=${id}`,
  webhook: (id) => `/webhooks?open=${id}`,
  invitation: (id) => `/invitations?open=${id}`,
  call: () => '/calls?box=TO_RING_BACK',
}

export const pageOf = (kind: string, id: string) => PAGES[kind.toLowerCase()]?.(id)

/** The name of a thing, as a link when it has a page. */
export function SubjectLink({ kind, id, children }: { kind: string; id: string | null | undefined; children: ReactNode }) {
  const to = id ? pageOf(kind, id) : undefined
  return to ? <Link to={to}>{children}</Link> : <span>{children}</span>
}
