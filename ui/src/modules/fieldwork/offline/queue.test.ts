import 'fake-indexeddb/auto'
import { Blob as NodeBlob } from 'node:buffer'
import { QueryClient } from '@tanstack/react-query'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

type Command = { id: string; visit: string; act: string; body: Record<string, unknown> }

/** Numbers that look random and are the same every time. */
function dice(seed: number) {
  let state = seed * 7919 + 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

/** A server behind a net of which a share of the requests is lost, on the way there or on the way back. */
class Server {
  readonly done: Command[] = []
  readonly photos = new Map<string, number[]>()
  requests = 0
  signedOut = false

  constructor(
    private readonly roll: () => number,
    public lost: number,
  ) {}

  answer = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input), 'http://localhost')
    const body = init?.body
    const bytes = body instanceof Blob ? body.size : 0
    this.requests += 1
    if (this.roll() < this.lost / 2) throw new TypeError('Failed to fetch')
    if (this.signedOut) return Response.json({ code: 'shared.signed-out' }, { status: 401 })
    const said = this.take(url, init?.method ?? 'GET', typeof body === 'string' ? JSON.parse(body) : undefined, bytes)
    if (this.roll() < this.lost / 2) throw new TypeError('Failed to fetch')
    return said
  }

  private take(url: URL, method: string, body: { commands?: Command[]; size?: number } | undefined, bytes: number): Response {
    if (url.pathname === '/api/field/commands') {
      for (const one of body?.commands ?? []) if (!this.done.some(({ id }) => id === one.id)) this.done.push(one)
      const answers = (body?.commands ?? []).map(({ id }) => ({ id, outcome: 'DONE', code: null, facts: {}, detail: null }))
      return Response.json({ answers, visits: [] })
    }
    const id = url.pathname.split('/').at(-1) ?? ''
    const pieces = this.photos.get(id) ?? []
    this.photos.set(id, pieces)
    const here = () => pieces.reduce((sum, piece) => sum + piece, 0)
    if (method === 'PUT') {
      sizes.set(id, Number(body?.size))
      return Response.json({ received: here(), done: here() === body?.size })
    }
    if (Number(url.searchParams.get('start')) === here()) pieces.push(bytes)
    return Response.json({ received: here(), done: here() === sizes.get(id) })
  }
}

const sizes = new Map<string, number>()

/** The phone is switched on: what was in memory is gone, what was written down is not. */
async function switchedOn(user = 'zhou') {
  vi.resetModules()
  const queue = await import('./queue')
  const shelf = await import('./shelf')
  const off = queue.openQueue(user, new QueryClient())
  return { queue, shelf, off }
}

describe('what was done without a net', () => {
  beforeEach(() => {
    // A photo of jsdom cannot be stored; one of Node can, as in a browser.
    vi.stubGlobal('Blob', NodeBlob)
    globalThis.indexedDB = new IDBFactory()
    sizes.clear()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  const settle = () => vi.advanceTimersByTimeAsync(70_000)

  it.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
    'arrives once and in order, whatever is lost and whenever the phone dies (%i)',
    async (seed) => {
      const roll = dice(seed)
      const server = new Server(roll, 0.6)
      vi.spyOn(globalThis, 'fetch').mockImplementation(server.answer)
      const written: string[] = []
      const taken: string[] = []
      let phone = await switchedOn()
      for (let step = 0; step < 8; step++) {
        if (roll() < 0.3) {
          phone.off()
          phone = await switchedOn()
        }
        if (roll() < 0.4) taken.push(await phone.queue.photo('v1', 'before', 'a.jpg', new Blob([new Uint8Array(300_000 + step)])))
        else {
          const acting = phone.queue.act('v1', `ACT${step}`, { step })
          await vi.advanceTimersByTimeAsync(5_000)
          await acting
          written.push(`ACT${step}`)
        }
      }
      server.lost = 0
      phone.off()
      phone = await switchedOn()
      for (let again = 0; again < 20 && (await phone.shelf.entries()).length > 0; again++) {
        const sending = phone.queue.sync()
        await settle()
        await sending
      }
      expect(await phone.shelf.entries()).toEqual([])
      expect(server.done.map(({ act }) => act)).toEqual(written)
      expect([...server.photos.keys()]).toEqual(taken)
      for (const id of taken) expect(server.photos.get(id)?.reduce((sum, piece) => sum + piece, 0)).toBe(sizes.get(id))
      phone.off()
    },
  )

  it('waits for its own user when somebody else signs in', async () => {
    const server = new Server(dice(1), 2)
    vi.spyOn(globalThis, 'fetch').mockImplementation(server.answer)
    let phone = await switchedOn('zhou')
    const acting = phone.queue.act('v1', 'ARRIVE', {})
    await settle()
    expect(await acting).toBe('WAITING')
    phone.off()
    server.lost = 0
    phone = await switchedOn('chen')
    await phone.queue.sync()
    expect(server.done).toEqual([])
    phone.off()
    phone = await switchedOn('zhou')
    await phone.queue.sync()
    expect(server.done.map(({ act }) => act)).toEqual(['ARRIVE'])
    phone.off()
  })

  it('stays while nobody is signed in, and asks for the password once', async () => {
    const server = new Server(dice(1), 0)
    server.signedOut = true
    vi.spyOn(globalThis, 'fetch').mockImplementation(server.answer)
    const phone = await switchedOn()
    for (const act of ['ACCEPT', 'SET_OUT']) {
      const acting = phone.queue.act('v1', act, {})
      await settle()
      expect(await acting).toBe('WAITING')
    }
    expect((await phone.shelf.entries()).map(({ act }) => act)).toEqual(['ACCEPT', 'SET_OUT'])
    server.signedOut = false
    await phone.queue.sync()
    expect(server.done.map(({ act }) => act)).toEqual(['ACCEPT', 'SET_OUT'])
    phone.off()
  })

  it('an entry the server breaks on does not hold up the others, and is kept', async () => {
    const server = new Server(dice(1), 0)
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) =>
      String(init?.body).includes('"act":"BAD"')
        ? Response.json({ code: 'platform.unexpected' }, { status: 500 })
        : server.answer(input, init),
    )
    const phone = await switchedOn()
    for (const act of ['BAD', 'ARRIVE']) {
      const acting = phone.queue.act('v1', act, {})
      await settle()
      await acting
    }
    for (let again = 0; again < 4; again++) {
      const sending = phone.queue.sync()
      await settle()
      await sending
    }
    expect(server.done.map(({ act }) => act)).toEqual(['ARRIVE'])
    expect((await phone.shelf.entries()).map(({ act, refused }) => [act, refused?.status])).toEqual([['BAD', 500]])
    phone.off()
  })

  it('a photo taken away before it was sent is never sent', async () => {
    const server = new Server(dice(1), 2)
    vi.spyOn(globalThis, 'fetch').mockImplementation(server.answer)
    const phone = await switchedOn()
    const id = await phone.queue.photo('v1', 'after', 'b.jpg', new Blob(['x']))
    await settle()
    await phone.queue.withoutPhoto('v1', id)
    server.lost = 0
    await phone.queue.sync()
    expect(server.photos.size).toBe(0)
    expect(await phone.shelf.photoOf(id)).toBeUndefined()
    phone.off()
  })
})
