import { useCallback, useRef, useState } from 'react'
import { NOBODY, type Party } from '@/shared/cases/PartyFields'
import { newId } from '@/shared/newId'
import type { Report } from './api'

export type Channel = 'PHONE' | 'VISIT' | 'COLLEAGUE' | 'EMAIL' | 'CHAT'
export const CHANNELS: Channel[] = ['PHONE', 'VISIT', 'COLLEAGUE', 'EMAIL', 'CHAT']

/** A photo the server keeps already; its token makes it part of the case. */
export type HeldPhoto = { token: string; name: string; url?: string }

/** A case while it is being typed. `id` is the case's own: saved twice, opened once. */
export type Draft = {
  id: string
  channel: Channel
  kind: string
  severity: number | undefined
  symptom: string | undefined
  subject: string
  description: string
  party: Party
  company: string
  place: string
  branch: string | undefined
  keepContact: boolean
  photos: HeldPhoto[]
  /** The call it came of, as the telephone exchange told it. */
  call: string | undefined
  /** The announced outage it is part of. */
  outage: string | undefined
  /** How it was solved while they spoke; undefined: it was not. */
  solution: string | undefined
  close: boolean
}

export const blank = (): Draft => ({
  id: newId(),
  channel: 'PHONE',
  kind: 'repair',
  severity: undefined,
  symptom: undefined,
  subject: '',
  description: '',
  party: NOBODY,
  company: '',
  place: '',
  branch: undefined,
  keepContact: false,
  photos: [],
  call: undefined,
  outage: undefined,
  solution: undefined,
  close: true,
})

/** Whether there is anything in it worth keeping. */
export const isBlank = ({ description, subject, solution, party, photos, company, place }: Draft) =>
  ![description, subject, solution, company, place, party.contactName, party.contactPhone, party.customer, party.device?.id].some(
    Boolean,
  ) && photos.length === 0

/** `about`: the report, call, device or customer the page was opened for; each has a draft of its own. */
const key = (about: string | undefined) => `aftercare.new-case.${about ?? ''}`

function kept(about: string | undefined): Draft | undefined {
  try {
    const text = sessionStorage.getItem(key(about))
    return text ? { ...blank(), ...(JSON.parse(text) as Draft) } : undefined
  } catch {
    return undefined
  }
}

/** The draft of this tab: every letter is kept until the case is saved or thrown away. */
export function useDraft(about: string | undefined) {
  const [draft, setDraft] = useState(() => kept(about) ?? blank())
  const [found] = useState(() => kept(about) !== undefined)
  const latest = useRef(draft)
  latest.current = draft
  const change = useCallback(
    (next: Partial<Draft>) => {
      latest.current = { ...latest.current, ...next }
      setDraft(latest.current)
      const { photos, ...rest } = latest.current
      // A picture's address lives only as long as the page; its token lives on.
      sessionStorage.setItem(key(about), JSON.stringify({ ...rest, photos: photos.map(({ token, name }) => ({ token, name })) }))
    },
    [about],
  )
  const drop = useCallback(() => {
    sessionStorage.removeItem(key(about))
    latest.current = blank()
    setDraft(latest.current)
  }, [about])
  return { draft, change, drop, found, latest }
}

const SUBJECT = 60
const ENDS = /[\n\r。！？!?；;]/

/** What a case is called until somebody finds better words: the first sentence, not too long. */
export function firstWords(text: string) {
  const words = text.trim()
  const end = [...words].findIndex((letter, index) => index > 3 && ENDS.test(letter))
  const first = [...words].slice(0, end < 0 ? undefined : end)
  return first.length <= SUBJECT ? first.join('').trim() : `${first.slice(0, SUBJECT - 1).join('')}…`
}

/** What a report says, as far as it can be understood; all of it when it cannot. */
export function draftOf(report: Report): { draft: Partial<Draft>; qrToken: string | undefined } {
  let said: Record<string, unknown>
  try {
    said = JSON.parse(report.text) as Record<string, unknown>
  } catch {
    return { draft: { description: report.text.slice(0, 10_000) }, qrToken: undefined }
  }
  const text = (name: string, most: number) => (typeof said[name] === 'string' ? said[name].slice(0, most) : '')
  const photos = Array.isArray(said.photos) ? said.photos.filter((one): one is string => typeof one === 'string') : []
  return {
    draft: {
      kind: text('kind', 60) || 'repair',
      description: text('description', 10_000),
      company: text('company', 200),
      place: text('place', 200),
      party: {
        ...NOBODY,
        contactName: text('contactName', 100),
        contactPhone: text('contactPhone', 50),
        contactEmail: text('contactEmail', 200),
      },
      photos: photos.slice(0, 9).map((token, index) => ({ token, name: `${index + 1}` })),
    },
    qrToken: text('qrToken', 200) || undefined,
  }
}
