import { newId } from '@/shared/newId'
import { Problem } from '@/shared/problem'

/**
 * Commands of the phone. Each has an id and the time at which the button was pressed, made once and kept until the server
 * has answered: sent again after a lost connection or a reload, it is still the same command with the same time.
 */
type Command = { command: string; at: string }
type Kept = Command & { of: string }

const key = (visit: string, act: string) => `aftercare.command.${visit}.${act}`

/** `of` is what the command says: another text is another command. */
export function commandFor(visit: string, act: string, of = ''): Command {
  const kept = read(key(visit, act))
  const { command, at } = kept?.of === of ? kept : { command: newId(), at: new Date().toISOString() }
  if (kept?.command !== command) write(key(visit, act), { command, at, of })
  return { command, at }
}

/** Forgets the command once it was done or refused; what never got there is kept. */
export async function settled<Answer>(visit: string, act: string, sending: Promise<Answer>): Promise<Answer> {
  try {
    const answer = await sending
    forget(key(visit, act))
    return answer
  } catch (error) {
    if (error instanceof Problem && error.status >= 400 && error.status < 500 && !error.signedOut) forget(key(visit, act))
    throw error
  }
}

const memory = new Map<string, Kept>()

function read(name: string): Kept | undefined {
  try {
    const text = localStorage.getItem(name)
    return text ? (JSON.parse(text) as Kept) : memory.get(name)
  } catch {
    return memory.get(name)
  }
}

function write(name: string, made: Kept) {
  memory.set(name, made)
  try {
    localStorage.setItem(name, JSON.stringify(made))
  } catch {
    // Then it lives as long as the page.
  }
}

function forget(name: string) {
  memory.delete(name)
  try {
    localStorage.removeItem(name)
  } catch {
    // It was only in memory.
  }
}
