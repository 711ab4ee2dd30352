import type { Schema } from '@/shared/http'

export type ChatMessage = Schema<'ChatQueries.MessageView'>

/** What one side has, with what came after it: each number once, in order. */
export function merged(has: ChatMessage[], came: ChatMessage[]): ChatMessage[] {
  const last = has.at(-1)?.seq ?? 0
  if (came.every(({ seq }) => seq > last)) return came.length === 0 ? has : [...has, ...came]
  return [...new Map([...has, ...came].map((one) => [one.seq, one])).values()].sort((a, b) => a.seq - b.seq)
}

/** As many as the server sends at once; when it sends so many, there may be more. */
const AT_ONCE = 500

/** Asks for what came after what is there, until nothing more comes. */
export async function caughtUp<View extends { messages: ChatMessage[] }>(
  has: ChatMessage[],
  ask: (since: number) => Promise<View>,
): Promise<View> {
  let all = has
  for (;;) {
    const next = await ask(all.at(-1)?.seq ?? 0)
    all = merged(all, next.messages)
    if (next.messages.length < AT_ONCE) return { ...next, messages: all }
  }
}

/** A message on its way: it stands there at once, and says when it could not be sent. */
export type Pending = { id: string; text: string; file?: File; error?: unknown }
