import type { Rule, RuleForm } from './rules'

/** A rule as its form holds it. */
export type Values = Omit<RuleForm, 'pauses' | 'match'> & {
  match: Record<string, string | undefined>
  pausedByAll: boolean
  pauses: string[]
  appliesToOpen: boolean
}

export function toValues(rule: RuleForm): Values {
  const at = (time: string | null | undefined) => (time ? time.slice(0, 5) : time)
  return {
    ...rule,
    match: { ...rule.match },
    time: {
      ...rule.time,
      at: at(rule.time.at) ?? null,
      lines: rule.time.lines?.map((line) => ({ ...line, before: line.before.slice(0, 5), at: line.at.slice(0, 5) })) ?? null,
    },
    pausedByAll: rule.pauses === null,
    pauses: rule.pauses ?? [],
    appliesToOpen: false,
  }
}

export function toRule(
  { pausedByAll, pauses, appliesToOpen: _, match, time, ...rest }: Values,
  rule: Rule | undefined,
): RuleForm {
  const { type } = time
  return {
    ...rest,
    key: rule?.rule.key ?? null,
    match: Object.fromEntries(Object.entries(match).flatMap(([fact, value]) => (value?.trim() ? [[fact, value.trim()]] : []))),
    time: {
      type,
      minutes: type === 'WORKING_TIME' ? (time.minutes ?? null) : null,
      days: type === 'WORKING_DAYS' || type === 'BEFORE_DATE' ? (time.days ?? null) : null,
      at: type === 'WORKING_DAYS' ? time.at || null : null,
      lines: type === 'CUT_OFF' ? (time.lines ?? []).filter((line) => line?.before && line.at) : null,
    },
    ladder: (rest.ladder ?? []).filter(Boolean),
    pauses: pausedByAll ? null : pauses,
  }
}
