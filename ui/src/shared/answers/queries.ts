import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { http, type Schema } from '../http'

export type ReadyAnswer = Schema<'ReadyAnswerController.ReadyAnswer'>
export type ReadyAnswerBody = Schema<'ReadyAnswerController.ReadyAnswerBody'>
export type AnswerWay = ReadyAnswer['usedIn'][number]

export const WAYS: AnswerWay[] = ['MAIL', 'CHAT']

export const readyAnswers = () =>
  queryOptions({
    queryKey: ['ready-answers'],
    queryFn: ({ signal }) => http<ReadyAnswer[]>('/ready-answers', { signal }),
    staleTime: 60_000,
  })

/** Those offered there whose name or words hold what was typed. */
export function offeredIn(way: AnswerWay, asked: string, all: ReadyAnswer[]): ReadyAnswer[] {
  const words = asked.trim().toLowerCase()
  return all.filter((one) => one.usedIn.includes(way) && `${one.title} ${one.text}`.toLowerCase().includes(words))
}

export function useReadyAnswerAct() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, method, body }: { id?: string | undefined; method: 'POST' | 'PUT' | 'DELETE'; body?: ReadyAnswerBody }) =>
      http<ReadyAnswer[]>(id ? `/ready-answers/${id}` : '/ready-answers', { method, json: body }),
    onSuccess: (answers) => queries.setQueryData(readyAnswers().queryKey, answers),
  })
}
