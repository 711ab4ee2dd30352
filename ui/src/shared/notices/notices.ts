import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, got, type Schema } from '../http'
import { i18n } from '../i18n'
import { moduleOf } from '../problem'
import { formatTime } from '../time'

export type Notice = Schema<'NoticeQueries.NoticeView'>

/** What is unread, and the newest few. */
export const bellQuery = () =>
  queryOptions({ queryKey: ['notices', 'bell'], queryFn: ({ signal }) => got(api.GET('/api/notices/bell', { signal })) })

function useAct<Body>(send: (body: Body) => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries({ queryKey: ['notices'] }) })
}

export const useRead = () => useAct((id: string) => got(api.POST('/api/notices/{id}/read', { params: { path: { id } } })))
export const useReadAll = () => useAct((_: undefined) => got(api.POST('/api/notices/read-all')))

/**
 * Writes the sentences of notices. The words belong to the module that speaks: `promises.broken` is
 * `promises:notices.broken`. Its namespace is loaded first; until then nothing is written.
 */
export function useNoticeText(notices: readonly Notice[]) {
  const { t } = useTranslation('notices')
  const modules = [...new Set(notices.map(({ kind }) => moduleOf(kind)))].sort()
  const words = useQuery({
    queryKey: ['words', i18n.language, modules],
    queryFn: () => i18n.loadNamespaces(modules).then(() => true),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return words.isPending ? () => '' : (notice: Notice) => noticeText(notice) || t('unknown', { kind: notice.kind })
}

export function noticeText({ kind, facts }: Pick<Notice, 'kind' | 'facts'>): string {
  const module = moduleOf(kind)
  const name = kind.slice(module.length + 1)
  const values = Object.fromEntries(
    Object.entries(facts).map(([fact, value]) => [
      fact,
      fact.endsWith('At')
        ? formatTime(value, 'short')
        : fact === 'code'
          ? i18n.t(`${module}:codes.${value}`, { defaultValue: value })
          : value,
    ]),
  )
  return i18n.t(`${module}:notices.${name}`, { ...values, defaultValue: '' })
}
