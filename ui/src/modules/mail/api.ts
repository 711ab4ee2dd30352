import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { http, type Schema, search } from '@/shared/http'

export type Mail = Schema<'MailQueries.MailRow'>
export type MailView = Schema<'MailQueries.MailView'>
export type Spammed = Schema<'MailMover.Spammed'>
export type MailState = Mail['state']
export type Mailbox = Schema<'MailboxController.MailboxView'>
export type MailboxBody = Schema<'MailboxController.MailboxBody'>
export type Tried = Schema<'MailboxController.Tried'>
export type Words = Schema<'MailboxWords.Words'>
export type SpamRule = Schema<'SpamRules.Rule'>
export type Security = Mailbox['imapSecurity']

export const BOXES = ['WAITING', 'ALL', 'NOT_UNDERSTOOD', 'KEPT', 'SPAM', 'SET_ASIDE'] as const
export type Box = (typeof BOXES)[number]

/** `opened`: the mail in the drawer. */
export type MailFilter = { box?: Box; words?: string; branch?: string; after?: string; opened?: string; rules?: string }

type Next = Schema<'MailQueries.Next'> | null
export const cursorOf = (next: Next | undefined) => (next ? `${next.at}~${next.id}` : null)

export const mailQueries = {
  list: ({ box, words, branch, after }: MailFilter) => {
    const [afterAt, afterId] = after?.split('~') ?? []
    return queryOptions({
      queryKey: ['mails', 'list', box, words, branch, after],
      queryFn: ({ signal }) =>
        http<Schema<'MailQueries.MailPage'>>(`/mails${search({ box: box ?? 'WAITING', words, branch, afterAt, afterId })}`, {
          signal,
        }),
      placeholderData: keepPreviousData,
    })
  },
  one: (id: string) =>
    queryOptions({
      queryKey: ['mails', 'one', id],
      queryFn: ({ signal }) => http<MailView>(`/mails/${id}`, { signal }),
    }),
  rules: () =>
    queryOptions({ queryKey: ['mails', 'rules'], queryFn: ({ signal }) => http<SpamRule[]>('/spam-rules', { signal }) }),
  words: (box: string) =>
    queryOptions({
      queryKey: ['mailboxes', 'words', box],
      queryFn: ({ signal }) => http<Words[]>(`/mailboxes/${box}/words`, { signal }),
    }),
  boxes: () =>
    queryOptions({
      queryKey: ['mailboxes'],
      queryFn: ({ signal }) => http<Mailbox[]>('/mailboxes', { signal }),
      refetchInterval: 30_000,
    }),
}

/** What a server said, or that none could be reached: the product does not tell more of a network than that. */
export function connectionText(t: TFunction<'mail'>, said: string | null) {
  const [none, where] = /^could not connect(?: to (.+))?$/.exec(said ?? '') ?? []
  if (none === undefined) return said
  return where ? t('mail:tried.noConnectionTo', { where }) : t('mail:tried.noConnection')
}

type Act = { path: string; method?: 'POST' | 'PUT' | 'DELETE'; body?: unknown }

export function useMailAct() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, method = 'POST', body = {} }: Act) => http<unknown>(path, { method, json: body }),
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: ['mails'] })
      queries.invalidateQueries({ queryKey: ['mailboxes'] })
    },
  })
}
