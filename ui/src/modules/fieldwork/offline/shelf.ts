import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** One thing the phone has written down and the server has not answered yet. */
export type Entry = {
  /** The order in which things were written down. */
  seq: number
  /** Whose it is: another user of this phone neither sends nor sees it. */
  user: string
  kind: 'ACT' | 'PHOTO' | 'PHOTO_GONE'
  /** Of the command or the photo; made here, so that nothing is done twice however often it is sent. */
  id: string
  visit: string
  act: string
  at: string
  body: Record<string, unknown>
  /** Why the server would not have it at all; such an entry stays until its user decides. */
  refused?: { status: number; code: string; facts: Record<string, unknown>; detail: string | undefined }
}

/** An answer of the server as it was last heard. */
type Kept = { hash: string; key: readonly unknown[]; data: unknown; at: number }

interface Shelves extends DBSchema {
  entry: { key: number; value: Entry }
  photo: { key: string; value: { id: string; blob: Blob } }
  kept: { key: string; value: Kept }
}

let opened: Promise<IDBPDatabase<Shelves> | undefined> | undefined

/** Where there is none (a private window) everything lives as long as the page. */
function shelves() {
  opened ??=
    typeof indexedDB === 'undefined'
      ? Promise.resolve(undefined)
      : openDB<Shelves>('aftercare-field', 1, {
          upgrade(db) {
            db.createObjectStore('entry', { keyPath: 'seq', autoIncrement: true })
            db.createObjectStore('photo', { keyPath: 'id' })
            db.createObjectStore('kept', { keyPath: 'hash' })
          },
        }).catch(() => undefined)
  return opened
}

const memory = { entries: [] as Entry[], photos: new Map<string, Blob>(), last: 0 }

export async function entries(): Promise<Entry[]> {
  const db = await shelves()
  return db ? db.getAll('entry') : [...memory.entries]
}

/** Written down together with its photo, or not at all. */
export async function putDown(entry: Omit<Entry, 'seq'>, blob?: Blob): Promise<Entry> {
  const db = await shelves()
  if (!db) {
    memory.last += 1
    const kept = { ...entry, seq: memory.last }
    memory.entries.push(kept)
    if (blob) memory.photos.set(entry.id, blob)
    return kept
  }
  const writing = db.transaction(['entry', 'photo'], 'readwrite', { durability: 'strict' })
  const seq = await writing.objectStore('entry').add(entry as Entry)
  if (blob) await writing.objectStore('photo').put({ id: entry.id, blob })
  await writing.done
  return { ...entry, seq }
}

export async function change(entry: Entry) {
  const db = await shelves()
  if (db) await db.put('entry', entry)
  else memory.entries = memory.entries.map((one) => (one.seq === entry.seq ? entry : one))
}

export async function takeAway(entry: Entry) {
  const db = await shelves()
  if (!db) {
    memory.entries = memory.entries.filter(({ seq }) => seq !== entry.seq)
    memory.photos.delete(entry.id)
    return
  }
  const writing = db.transaction(['entry', 'photo'], 'readwrite')
  await writing.objectStore('entry').delete(entry.seq)
  await writing.objectStore('photo').delete(entry.id)
  await writing.done
}

export async function photoOf(id: string): Promise<Blob | undefined> {
  const db = await shelves()
  return db ? (await db.get('photo', id))?.blob : memory.photos.get(id)
}

export async function keep(kept: Kept) {
  await (await shelves())?.put('kept', kept)
}

export async function allKept(): Promise<Kept[]> {
  return (await (await shelves())?.getAll('kept')) ?? []
}

export async function forget(hash: string) {
  await (await shelves())?.delete('kept', hash)
}

/** What the server said is forgotten; what it has not been told yet stays. */
export async function forgetAll() {
  await (await shelves())?.clear('kept')
}
