import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { http, type Schema } from '@/shared/http'
import { newId } from '@/shared/newId'
import { Problem } from '@/shared/problem'
import { sessionExpired } from '@/shared/session'
import type { Entry } from './shelf'
import * as shelf from './shelf'

/**
 * Everything the engineer does goes through here: written down first, sent as soon as there is a net, in the order in which it
 * was done. Each entry has an id and a time of its own, so that it may be sent again after any break: the server does it once.
 */

type Answers = Schema<'SyncController.FieldAnswers'>
type Progress = Schema<'Uploads.Progress'>

/** `OFFLINE`: the server could not be reached; it is tried again by itself. */
export type Sending = 'IDLE' | 'SENDING' | 'OFFLINE' | 'SIGNED_OUT'

export type Queue = { entries: readonly Entry[]; others: number; sending: Sending }

const AT_ONCE = 20
const PIECE = 256 * 1024
const PATIENCE = 4_000
const JUST_NOW = 30_000
/** So often the server may break on an entry before it lets the others pass. */
const TRIES = 3

let user: string | undefined
let queries: QueryClient | undefined
let queue: Queue = { entries: [], others: 0, sending: 'IDLE' }
let running: Promise<void> | undefined
let retry: ReturnType<typeof setTimeout> | undefined
let attempts = 0
const listeners = new Set<() => void>()
const refusals = new Map<string, Problem>()
const broken = new Map<string, number>()
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('aftercare.field')

function show(next: Partial<Queue>) {
  queue = { ...queue, ...next }
  for (const listener of listeners) listener()
}

export function useQueue() {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    () => queue,
  )
}

async function reload() {
  const all = await shelf.entries()
  const own = all.filter((entry) => entry.user === user)
  show({ entries: own, others: all.length - own.length })
}

/** From now on things are written down for this user; what waits is sent. */
export function openQueue(as: string, client: QueryClient) {
  user = as
  queries = client
  const wake = () => {
    attempts = 0
    void sync()
  }
  const seen = () => document.visibilityState === 'visible' && wake()
  window.addEventListener('online', wake)
  document.addEventListener('visibilitychange', seen)
  channel?.addEventListener('message', reload)
  void reload().then(() => sync())
  return () => {
    window.removeEventListener('online', wake)
    document.removeEventListener('visibilitychange', seen)
    channel?.removeEventListener('message', reload)
    clearTimeout(retry)
    user = undefined
  }
}

async function write(entry: Omit<Entry, 'seq' | 'user'>, blob?: Blob) {
  if (!user) throw new Problem({ status: 401, code: 'shared.signed-out' })
  await shelf.putDown({ ...entry, user }, blob)
  await reload()
  channel?.postMessage('changed')
}

/**
 * Writes down what was just done. Answered as soon as the server has taken it, or when it turns out that it has to wait; a
 * refusal is thrown.
 */
export async function act(visit: string, name: string, body: Record<string, unknown>): Promise<'SENT' | 'WAITING'> {
  const id = newId()
  await write({ kind: 'ACT', id, visit, act: name, at: new Date().toISOString(), body })
  await Promise.race([sync().then(() => sync()), new Promise((resolve) => setTimeout(resolve, PATIENCE))])
  const refused = refusals.get(id)
  if (refused) {
    refusals.delete(id)
    throw refused
  }
  return queue.entries.some((entry) => entry.id === id) ? 'WAITING' : 'SENT'
}

/** A photo is kept first; it goes when its turn comes. */
export async function photo(visit: string, section: string, name: string, blob: Blob) {
  const id = newId()
  const body = { section, name, size: blob.size, type: blob.type }
  await write({ kind: 'PHOTO', id, visit, act: 'PHOTO', at: new Date().toISOString(), body }, blob)
  void sync()
  return id
}

/** Not sent yet, it never will be; sent, it is taken away again. */
export async function withoutPhoto(visit: string, id: string) {
  const waiting = queue.entries.find((entry) => entry.kind === 'PHOTO' && entry.id === id)
  if (waiting) return letGo(waiting)
  await write({ kind: 'PHOTO_GONE', id, visit, act: 'PHOTO_GONE', at: new Date().toISOString(), body: {} })
  await sync()
}

/** Its user gives up an entry. */
export async function letGo(entry: Entry) {
  await shelf.takeAway(entry)
  await reload()
  channel?.postMessage('changed')
}

/** Tries once more what the server would not have. */
export async function tryAgain(entry: Entry) {
  const { refused: _, ...again } = entry
  await shelf.change(again)
  await reload()
  return sync()
}

/** Sends what waits; one sender at a time, in all windows of this phone. */
export function sync(): Promise<void> {
  running ??= alone(run).finally(() => {
    running = undefined
  })
  return running
}

const alone = (work: () => Promise<void>): Promise<void> =>
  typeof navigator !== 'undefined' && 'locks' in navigator
    ? navigator.locks.request('aftercare.field', work).then(() => {})
    : work()

async function run() {
  clearTimeout(retry)
  for (;;) {
    await reload()
    const waiting = queue.entries.filter((entry) => !entry.refused)
    const first = waiting[0]
    if (!first) return show({ sending: 'IDLE' })
    show({ sending: 'SENDING' })
    try {
      await (first.kind === 'ACT' ? sendActs(waiting) : first.kind === 'PHOTO' ? sendPhoto(first) : sendRemoval(first))
      attempts = 0
      asked = false
    } catch (error) {
      if (error instanceof Problem && error.signedOut) return signedOut()
      if (isOutOfReach(error, first)) {
        attempts += 1
        retry = setTimeout(() => void sync(), Math.min(60_000, 2_000 * 2 ** attempts))
        return show({ sending: 'OFFLINE' })
      }
      await refuse(first, error instanceof Problem ? error : new Problem({ status: 422, code: 'shared.failed' }))
    } finally {
      channel?.postMessage('changed')
    }
  }
}

/**
 * No answer, or one that says nothing about what was sent. Anything else is the entry's own fault and must not hold up the others;
 * so is one that the server breaks on again and again.
 */
function isOutOfReach(error: unknown, entry: Entry) {
  if (!(error instanceof Problem))
    return error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError')
  if (error.status !== 500) return error.status === 0 || error.status > 500 || error.status === 429
  broken.set(entry.id, (broken.get(entry.id) ?? 0) + 1)
  return (broken.get(entry.id) ?? 0) < TRIES
}

/** Asked for the password once; whoever puts it off goes on working. */
let asked = false
function signedOut() {
  if (!asked) sessionExpired()
  asked = true
  show({ sending: 'SIGNED_OUT' })
}

/** The server would not even keep it. Whoever still looks at the button is told; an older one stays for its user to decide. */
async function refuse(entry: Entry, problem: Problem) {
  if (isJustNow(entry) && problem.status < 500) {
    refusals.set(entry.id, problem)
    await shelf.takeAway(entry)
    void queries?.invalidateQueries({ queryKey: ['fieldwork'] })
  } else {
    const { status, code, facts, detail } = problem
    await shelf.change({ ...entry, refused: { status, code, facts, detail } })
  }
}

const isJustNow = (entry: Entry) => entry.kind === 'ACT' && Date.now() - Date.parse(entry.at) < JUST_NOW

async function sendActs(waiting: Entry[]) {
  const until = waiting.findIndex((entry) => entry.kind !== 'ACT')
  let bundle = waiting.slice(0, Math.min(AT_ONCE, until < 0 ? waiting.length : until))
  const live = waiting.length === 1 && bundle.every(isJustNow)
  let said: Answers
  try {
    said = await send(bundle, live)
  } catch (error) {
    // One of them may be at fault: the others are not kept waiting by it.
    if (
      bundle.length === 1 ||
      !(error instanceof Problem) ||
      error.status < 400 ||
      error.status > 500 ||
      error.signedOut ||
      error.status === 429
    )
      throw error
    bundle = bundle.slice(0, 1)
    said = await send(bundle, false)
  }
  for (const { id, outcome, code, facts, detail } of said.answers) {
    if ((outcome === 'HELD' || outcome === 'SUPERSEDED') && code && bundle.some((entry) => entry.id === id && isJustNow(entry)))
      refusals.set(id, new Problem({ status: 409, code, facts: facts as Record<string, unknown>, ...(detail ? { detail } : {}) }))
  }
  await learn(said)
  for (const entry of bundle) await shelf.takeAway(entry)
  await reload()
}

const send = (bundle: Entry[], live: boolean) =>
  http<Answers>('/field/commands', {
    method: 'POST',
    signal: AbortSignal.timeout(30_000),
    json: { live, commands: bundle.map(({ id, visit, act, at, body }) => ({ id, visit, act, at, body })) },
  })

/** What the visits are like now, before the entries go: the screen never jumps back. */
async function learn({ visits, answers }: Answers) {
  if (!queries) return
  for (const visit of visits) queries.setQueryData(['fieldwork', 'visit', visit.card.id], visit)
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['fieldwork', 'mine'] }),
    queries.invalidateQueries({ queryKey: ['fieldwork', 'checklists'] }),
    queries.invalidateQueries({ queryKey: ['fieldwork', 'briefing'] }),
    answers.some(({ outcome }) => outcome === 'HELD') && queries.invalidateQueries({ queryKey: ['fieldwork', 'held'] }),
  ])
}

async function sendPhoto(entry: Entry) {
  const blob = await shelf.photoOf(entry.id)
  if (!blob) return letGo(entry)
  const { section, name } = entry.body as { section: string; name: string }
  const path = `/field/photos/${entry.id}`
  let { received, done } = await http<Progress>(path, {
    method: 'PUT',
    json: { visit: entry.visit, section, fileName: name, size: blob.size },
    signal: AbortSignal.timeout(30_000),
  })
  while (!done) {
    const piece = blob.slice(received, received + PIECE)
    const after = await http<Progress>(`${path}?start=${received}`, {
      method: 'POST',
      bytes: piece,
      signal: AbortSignal.timeout(60_000),
    })
    if (after.received <= received && !after.done) throw new Problem({ status: 0, code: 'shared.unreachable' })
    received = after.received
    done = after.done
  }
  await queries?.invalidateQueries({ queryKey: ['fieldwork', 'photos', 'visit', entry.visit] })
  await shelf.takeAway(entry)
  await reload()
}

async function sendRemoval(entry: Entry) {
  await http(`/documents/${entry.id}`, { method: 'DELETE', signal: AbortSignal.timeout(30_000) }).catch((error) => {
    if (!(error instanceof Problem && error.missing)) throw error
  })
  await queries?.invalidateQueries({ queryKey: ['fieldwork', 'photos', 'visit', entry.visit] })
  await shelf.takeAway(entry)
  await reload()
}
