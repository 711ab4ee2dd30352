import { i18n } from './i18n'

/** A refusal of the server (RFC 9457), or a failure to reach it. Its message is always fit to be shown. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly facts: Record<string, unknown>
  readonly detail: string | undefined
  /** Field path → code or sentence, for refusals of a form. */
  readonly fields: Record<string, string>
  /** What an administrator finds the failure by in the server's log. */
  readonly trace: string | undefined

  constructor(body: ProblemBody) {
    super(body.detail ?? body.title ?? body.code)
    this.name = 'Problem'
    this.status = body.status
    this.code = body.code
    this.facts = body.facts ?? {}
    this.detail = body.detail
    this.fields = body.fields ?? {}
    this.trace = typeof this.facts.trace === 'string' ? this.facts.trace : undefined
  }

  get signedOut() {
    return this.status === 401 || this.code === 'identity.sign-in-again'
  }

  get passwordDue() {
    return this.code === 'identity.password-must-change'
  }

  get missing() {
    return this.status === 404
  }
}

export type ProblemBody = {
  status: number
  code: string
  title?: string
  detail?: string
  facts?: Record<string, unknown>
  fields?: Record<string, string>
}

/** Where a response carries no code of ours (a proxy answered, say), its status gives one. */
export function codeOfStatus(status: number) {
  if (status === 0) return 'shared.unreachable'
  if (status === 401) return 'shared.signed-out'
  if (status === 403) return 'shared.forbidden'
  if (status === 404) return 'shared.missing'
  if (status === 413) return 'shared.too-large'
  if (status === 429) return 'shared.too-many'
  if (status === 502 || status === 503 || status === 504) return 'shared.unavailable'
  return status >= 500 ? 'shared.failed' : 'shared.refused'
}

/** The module a code belongs to is also the namespace of its words. */
export const moduleOf = (code: string) => code.split('.')[0] ?? 'shared'

/** The sentence for a failure, in the user's language; what we have no words for speaks for itself. */
export function problemText(error: unknown): string {
  if (!(error instanceof Problem)) return i18n.t(`shared:problems.${isOutdated(error) ? 'shared.outdated' : 'shared.failed'}`)
  const key = `${moduleOf(error.code)}:problems.${error.code}`
  if (i18n.exists(key)) return i18n.t(key, { ...error.facts })
  if (error.detail && error.status < 500) return error.detail
  return i18n.t(`shared:problems.${codeOfStatus(error.status)}`)
}

/** The page asked for a part of itself that a newer version no longer has. */
const isOutdated = (error: unknown) =>
  error instanceof Error && /dynamically imported module|importing a module script|preload CSS/i.test(error.message)

/** The sentence for one refused field: a code is translated, a sentence is shown as it came. */
export function fieldText(word: string): string {
  const key = `shared:fields.${word}`
  return i18n.exists(key) ? i18n.t(key) : word
}
