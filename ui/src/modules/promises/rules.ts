import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, got, http, type Schema } from '@/shared/http'

export type Rule = Schema<'RuleQueries.RuleView'>
export type RuleForm = Schema<'RuleForm'>
export type Step = Schema<'RuleForm.Step'>
export type Time = Schema<'RuleForm.Time'>
export type Trial = Schema<'RuleDesk.Trial'>
export type Outcome = Schema<'RuleDesk.Outcome'>
export type Template = Schema<'RuleController.TemplateView'>
export type Imported = Schema<'RuleDesk.Imported'>
export type FactValue = Schema<'FactValues.Value'>
export type Audience = NonNullable<Step['tell']>[number]
export type Deed = NonNullable<Step['does']>[number]

/** What a rule can look at, the weightiest first, as the server weighs them. */
export const FACTS = [
  'agreed',
  'contract',
  'tier',
  'branch',
  'km',
  'distance',
  'kind',
  'severity',
  'entitlement',
  'channel',
  'subject',
] as const
export type Fact = (typeof FACTS)[number]
export const AUDIENCES = [
  'OWNER',
  'DESK',
  'ON_CALL',
  'MANAGER',
  'BRANCH_MANAGER',
  'GENERAL_MANAGER',
  'FINANCE',
] as const satisfies Audience[]
export const DEEDS = ['RAISE', 'HAND_TO_MANAGER', 'HAND_TO_ON_CALL', 'START_PLAN'] as const satisfies Deed[]
export const TIMES = ['WORKING_TIME', 'WORKING_DAYS', 'CUT_OFF', 'BEFORE_DATE'] as const satisfies Time['type'][]

export const ruleQueries = {
  all: ['promises', 'rules'] as const,
  list: (retired: boolean) =>
    queryOptions({
      queryKey: [...ruleQueries.all, 'list', retired],
      queryFn: ({ signal }) => got(api.GET('/api/promises/rules', { params: { query: { retired } }, signal })),
    }),
  versions: (key: string) =>
    queryOptions({
      queryKey: [...ruleQueries.all, 'versions', key],
      queryFn: ({ signal }) => got(api.GET('/api/promises/rules/{key}/versions', { params: { path: { key } }, signal })),
    }),
  facts: () =>
    queryOptions({
      queryKey: [...ruleQueries.all, 'facts'],
      queryFn: ({ signal }) => got(api.GET('/api/promises/rules/facts', { signal })),
      staleTime: 60_000,
    }),
  templates: () =>
    queryOptions({
      queryKey: [...ruleQueries.all, 'templates'],
      queryFn: ({ signal }) => got(api.GET('/api/promises/rules/templates', { signal })),
    }),
  /** "What would this get?" Asked again with every change of the draft. */
  trial: (asked: { draft?: RuleForm; key?: string; facts: Record<string, string>; at?: string; agreedOn?: string }) =>
    queryOptions({
      queryKey: [...ruleQueries.all, 'trial', asked],
      queryFn: ({ signal }) =>
        got(
          api.POST('/api/promises/rules/trial', { body: { draft: null, key: null, at: null, agreedOn: null, ...asked }, signal }),
        ),
      retry: false,
      gcTime: 0,
    }),
}

function useRuleMutation<Asked, Answer>(mutationFn: (asked: Asked) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queries.invalidateQueries({ queryKey: ['promises'] }) })
}

export const useSaveRule = (before: Rule | undefined) =>
  useRuleMutation(
    ({ rule, appliesToOpen }: { rule: RuleForm; appliesToOpen: boolean }): Promise<unknown> =>
      before?.rule.key
        ? got(
            api.PUT('/api/promises/rules/{key}', {
              params: { path: { key: before.rule.key } },
              body: { version: before.version, rule, appliesToOpen },
            }),
          )
        : got(api.POST('/api/promises/rules', { body: rule })),
  )
export const useRetireRule = () =>
  useRuleMutation((key: string) => got(api.DELETE('/api/promises/rules/{key}', { params: { path: { key } } })))
export const useSwitchOn = () =>
  useRuleMutation((code: string) => got(api.POST('/api/promises/rules/templates/{code}', { params: { path: { code } } })))
export const useTakeFile = () =>
  useRuleMutation(({ file, trial }: { file: File; trial: boolean }) => {
    const form = new FormData()
    form.append('file', file)
    return http<Imported>(`/promises/rules/file?trial=${trial}`, { method: 'POST', form })
  })

/** A rule nobody has written yet. */
export const EMPTY: RuleForm = {
  key: null,
  name: '',
  code: '',
  match: { subject: 'case' },
  calendar: '7x24',
  time: { type: 'WORKING_TIME', minutes: 240, days: null, at: null, lines: null },
  ladder: [
    { percent: 75, minutesAfterDue: null, tell: ['OWNER'], does: [] },
    { percent: 100, minutesAfterDue: null, tell: ['OWNER', 'DESK', 'MANAGER'], does: [] },
    { percent: 150, minutesAfterDue: null, tell: ['MANAGER', 'BRANCH_MANAGER'], does: [] },
    { percent: 200, minutesAfterDue: null, tell: ['GENERAL_MANAGER'], does: [] },
  ],
  pauses: null,
  reopenPercent: 50,
  withSubject: true,
  customerVisible: true,
  byHand: false,
  plan: [],
}
