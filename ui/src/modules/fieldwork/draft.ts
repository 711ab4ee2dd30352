import { useCallback, useEffect, useRef, useState } from 'react'
import type { Outcome, Part, ServiceReport, Visit, WorkReport } from './api'

/** A report as it is being written: what is not chosen yet is missing. */
export type Draft = {
  finding: string
  cause: string
  responsibility: string
  action: string
  advice: string
  parts: Part[]
  workMinutes: number | null
  outcome: Outcome | null
}

const EMPTY: Draft = {
  finding: '',
  cause: '',
  responsibility: '',
  action: '',
  advice: '',
  parts: [],
  workMinutes: null,
  outcome: null,
}

const key = (visit: string) => `aftercare.report.${visit}`

export const draftOf = (report: ServiceReport): Draft => ({
  finding: report.finding,
  cause: report.cause ?? '',
  responsibility: report.responsibility ?? '',
  action: report.action,
  advice: report.advice,
  parts: report.parts.map((part) => ({ ...part, quantity: Number(part.quantity) })),
  workMinutes: report.workMinutes,
  outcome: report.outcome,
})

/** Working time so far without the time in which work stood still, in steps of five minutes. */
export function workedMinutes(visit: Visit, now: number) {
  if (!visit.steps.started) return 0
  const until = visit.steps.finished ? Date.parse(visit.steps.finished) : now
  const started = Date.parse(visit.steps.started)
  const stood = (visit.interruptions ?? []).reduce((sum, { fromAt, toAt }) => {
    const from = Math.max(started, Date.parse(fromAt))
    const to = Math.min(until, toAt ? Date.parse(toAt) : until)
    return sum + Math.max(0, to - from)
  }, 0)
  return Math.max(5, Math.round((until - started - stood) / 60_000 / 5) * 5)
}

/** What still has to be said before the report can be handed in, by the step it is asked in. */
export function missing(draft: Draft): { step: number; field: keyof Draft }[] {
  const all: { step: number; field: keyof Draft }[] = []
  if (!draft.finding.trim()) all.push({ step: 0, field: 'finding' })
  if (!draft.action.trim()) all.push({ step: 1, field: 'action' })
  if (draft.outcome === 'FIXED' && !draft.cause) all.push({ step: 1, field: 'cause' })
  if (!draft.outcome) all.push({ step: 2, field: 'outcome' })
  if (draft.workMinutes === null || draft.workMinutes < 0 || draft.workMinutes > 7 * 24 * 60)
    all.push({ step: 2, field: 'workMinutes' })
  return all
}

export const bodyOf = (draft: Draft): WorkReport => ({
  finding: draft.finding,
  cause: draft.cause || null,
  responsibility: draft.responsibility || null,
  action: draft.action,
  advice: draft.advice,
  parts: draft.parts,
  workMinutes: draft.workMinutes ?? 0,
  outcome: draft.outcome ?? 'NOT_FIXED',
})

function stored(visit: string): Draft | undefined {
  try {
    const text = localStorage.getItem(key(visit))
    return text ? { ...EMPTY, ...(JSON.parse(text) as Partial<Draft>) } : undefined
  } catch {
    return undefined
  }
}

export const hasDraft = (visit: string) => stored(visit) !== undefined

export function forgetDraft(visit: string) {
  try {
    localStorage.removeItem(key(visit))
  } catch {
    // Nothing was kept.
  }
}

/** A draft that survives a reload: kept on the phone with every change, until it is handed in. */
export function useDraft(visit: Visit) {
  const id = visit.card.id
  const [draft, setDraft] = useState<Draft>(() => stored(id) ?? (visit.report ? draftOf(visit.report) : EMPTY))
  const latest = useRef(draft)
  latest.current = draft
  const dirty = useRef(false)

  const change = useCallback((next: Partial<Draft>) => {
    dirty.current = true
    setDraft((before) => ({ ...before, ...next }))
  }, [])

  useEffect(() => {
    if (!dirty.current) return
    try {
      localStorage.setItem(key(id), JSON.stringify(draft))
    } catch {
      // A full phone keeps it in the page.
    }
  }, [id, draft])

  return [draft, change] as const
}
