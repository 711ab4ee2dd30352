import { assessed, type Answers as FormAnswers, type FormDefinition } from '@/shared/forms/form'
import type { Briefing, Checklists, Photo, ServiceReport, Visit, VisitCard, VisitRules, VisitStatus, WorkReport } from '../api'
import type { Round } from '../round'
import { openHazards } from '../safety'
import type { Entry } from './shelf'

/** What a visit looks like once what waits on the phone has happened. The server's table of moves says what comes after what. */
export function appliedVisit(visit: Visit, entries: readonly Entry[], rules: VisitRules | undefined): Visit {
  const own = entries.filter((entry) => entry.visit === visit.card.id && entry.kind === 'ACT' && !entry.refused)
  if (own.length === 0 || !rules) return visit
  const after = own.reduce((before, entry) => step(before, entry, rules), visit)
  const { status } = after.card
  return {
    ...after,
    card: {
      ...after.card,
      acts: rules.moves
        .filter(({ from, act }) => from === status && !(act === 'SET_OUT' && after.card.remote))
        .map(({ act }) => act),
    },
    reportOpen: rules.reportIn.includes(status),
  }
}

export const appliedCard = (card: VisitCard, entries: readonly Entry[], rules: VisitRules | undefined): VisitCard =>
  entries.some((entry) => entry.visit === card.id) ? appliedVisit({ card } as Visit, entries, rules).card : card

type Interruption = Visit['interruptions'][number]

function step(visit: Visit, { id, act, at, body }: Entry, rules: VisitRules): Visit {
  const to =
    rules.moves.find((move) => move.act === act && move.from === visit.card.status)?.to ??
    rules.moves.find((move) => move.act === act)?.to
  const moved = to ? { ...visit, card: { ...visit.card, status: to as VisitStatus } } : visit
  const steps = visit.steps ?? { accepted: null, setOut: null, arrived: null, started: null, finished: null, signed: null }
  switch (act) {
    case 'ACCEPT':
      return { ...moved, steps: { ...steps, accepted: at } }
    case 'REFUSE':
      return { ...moved, refusal: String(body.reason ?? '') }
    case 'SET_OUT':
      return { ...moved, steps: { ...steps, setOut: at } }
    case 'ARRIVE':
      return {
        ...moved,
        steps: { ...steps, arrived: at },
        arrival: {
          lng: (body.lng as number | null) ?? null,
          lat: (body.lat as number | null) ?? null,
          note: String(body.note ?? ''),
          lateMinutes: Math.max(0, Math.floor((Date.parse(at) - Date.parse(visit.card.plannedStart)) / 60_000)),
          distanceMetres: null,
        },
      }
    case 'START':
      return { ...moved, steps: { ...steps, started: steps.started ?? at } }
    case 'STOP':
      return { ...moved, interruptions: [...ended(visit, at), interrupted('STOP', String(body.reason ?? ''), at)] }
    case 'PAUSE':
      return { ...moved, interruptions: [...(visit.interruptions ?? []), interrupted('PAUSE', String(body.reason ?? ''), at)] }
    case 'RESUME':
      return { ...moved, interruptions: ended(visit, at) }
    case 'HAND_OVER':
      return {
        ...moved,
        steps: { ...steps, finished: at },
        interruptions: ended(visit, at),
        handOver: { done: String(body.done ?? ''), left: String(body.left ?? ''), colleague: null, at },
      }
    case 'ASK':
      return { ...visit, questions: [...(visit.questions ?? []), asked(id, String(body.what ?? ''), visit, at)] }
    case 'PUT_RIGHT':
      return { ...moved, interruptions: ended(visit, at, String(body.note ?? '')) }
    case 'FINISH':
      return { ...moved, steps: { ...steps, finished: at } }
    case 'REPORT':
      return { ...visit, report: { ...blank(visit.report, at), ...(body as WorkReport) } }
    case 'SIGN':
      return {
        ...moved,
        card: { ...moved.card, reportSigned: true },
        steps: { ...steps, signed: at },
        report: visit.report && {
          ...visit.report,
          signerName: String(body.name),
          customerOpinion: String(body.opinion ?? ''),
          signedAt: at,
        },
      }
    default:
      return visit
  }
}

const interrupted = (kind: Interruption['kind'], reason: string, at: string): Interruption => ({
  id: at,
  kind,
  reason,
  byName: '',
  fromAt: at,
  toAt: null,
  note: '',
  enderName: null,
})

const asked = (id: string, what: string, visit: Visit, at: string): Visit['questions'][number] => ({
  id,
  visitId: visit.card.id,
  what,
  askerName: visit.engineer,
  askedAt: at,
  answer: null,
  answererName: null,
  answeredAt: null,
  dueAt: null,
})

/** What stood still goes on. Visits kept by an earlier version have none. */
const ended = ({ interruptions = [] }: Visit, at: string, note = ''): Interruption[] =>
  interruptions.map((one) => (one.toAt ? one : { ...one, toAt: at, note }))

const blank = (before: ServiceReport | null, at: string) =>
  before ?? {
    id: '',
    number: '',
    customerOpinion: '',
    signerName: null,
    signatureId: null,
    signedAt: null,
    hash: null,
    writtenAt: at,
  }

/** The forms of a visit as they are once what waits has arrived; findings and score are worked out here until the server has. */
export function appliedChecklists(all: Checklists, visit: Visit, entries: readonly Entry[], by: string): Checklists {
  const own = entries.filter((entry) => entry.visit === visit.card.id && entry.act === 'CHECK' && !entry.refused)
  const open = visit.reportOpen || visit.card.status === 'ACCEPTED' || visit.card.status === 'ON_THE_WAY'
  const filled = own.reduce((before, { id, at, body }) => {
    const form = all.offered.find((one) => one.form.code === body.form)?.form
    if (!form || body.device) return before
    const one = {
      id,
      visitId: visit.card.id,
      form,
      ...judged(form as FormDefinition, body.answers as FormAnswers),
      followUps: [],
      by,
      at,
    } as unknown as Checklists['filled'][number]
    return [...before.filter((other) => other.form.code !== form.code), one]
  }, all.filled)
  // What was kept before there were rounds has none.
  const round = appliedRound(all.round ?? { forms: [], devices: [] }, visit, entries, by)
  const said = [...filled, ...round.devices.flatMap(({ answer }) => (answer?.visitId === visit.card.id ? [answer] : []))]
  const stopped = said.some(({ findings }) => findings.some(({ consequence }) => consequence === 'STOP_WORK'))
  return { ...all, filled, open, stopped, round }
}

function judged(form: FormDefinition, answers: FormAnswers) {
  const { outside, score } = assessed(form, answers)
  const findings = outside.map((question) => ({
    question,
    label: form.questions.find(({ key }) => key === question)?.label ?? {},
    consequence: form.questions.find(({ key }) => key === question)?.ifBad ?? null,
  }))
  return { answers, score, findings }
}

/** The devices of a visit as they are once what waits has arrived. */
function appliedRound(round: Round, visit: Visit, entries: readonly Entry[], by: string): Round {
  const own = entries.filter(
    (entry) => entry.visit === visit.card.id && (entry.act === 'CHECK' || entry.act === 'MISS') && !entry.refused,
  )
  if (own.length === 0) return round
  const devices = own.reduce<Round['devices']>(
    (before, { id, act, at, body }) =>
      before.map((one) => {
        if (act === 'MISS')
          return !one.answer && one.device && (body.devices as string[]).includes(one.device)
            ? { ...one, missed: String(body.reason) }
            : one
        const form = round.forms.find(({ code, version }) => code === one.form && version === body.version)
        if (!form || one.form !== body.form || one.device !== (body.device ?? null)) return one
        const answer = {
          id,
          visitId: visit.card.id,
          version: form.version,
          ...judged(form as FormDefinition, body.answers as FormAnswers),
          followUps: [],
          by,
          at,
        } as unknown as NonNullable<typeof one.answer>
        return { ...one, missed: null, answer }
      }),
    round.devices,
  )
  return { ...round, devices }
}

/** The briefing once what was confirmed here has arrived. */
export function appliedBriefing(briefing: Briefing, visit: string, entries: readonly Entry[], by: string): Briefing {
  const own = entries.filter((entry) => entry.visit === visit && !entry.refused && entry.act.startsWith('BRIEF'))
  if (own.length === 0) return briefing
  const coming = own.map(({ id, act, at, body }) => ({
    id,
    who: act === 'BRIEF' ? ('ENGINEER' as const) : ('CONTACT' as const),
    name: act === 'BRIEF' ? by : String(body.name),
    at,
    hazards: Object.fromEntries((body.hazards as { id: string; version: number }[]).map((one) => [one.id, one.version])),
  }))
  const known = new Set(briefing.confirmed.map(({ id }) => id))
  const after = { ...briefing, confirmed: [...briefing.confirmed, ...coming.filter(({ id }) => !known.has(id))] }
  return {
    ...after,
    engineerDone: openHazards(after, 'ENGINEER').length === 0,
    contactDone: openHazards(after, 'CONTACT').length === 0,
  }
}

/** Photos that are on their way, as if they were there. */
export function appliedPhotos(there: readonly Photo[], visit: string, entries: readonly Entry[], by: string): Photo[] {
  const gone = new Set(entries.filter(({ kind }) => kind === 'PHOTO_GONE').map(({ id }) => id))
  const known = new Set(there.map(({ id }) => id))
  const coming = entries
    .filter((entry) => entry.kind === 'PHOTO' && entry.visit === visit && !known.has(entry.id))
    .map(({ id, at, body }) => ({
      id,
      section: String(body.section),
      fileName: String(body.name),
      mediaType: String(body.type || 'image/jpeg'),
      size: Number(body.size),
      visibleToCustomer: true,
      uploadedName: by,
      at,
    }))
  return [...there.filter(({ id }) => !gone.has(id)), ...coming]
}
