import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { fieldQueries, type Photo, type VisitCard } from '../api'

const OVER = new Set<VisitCard['status']>(['SIGNED', 'HANDED_OVER', 'REFUSED', 'CANCELLED'])
const FRESH = 5 * 60_000
const AT_ONCE = 3

/** Brings everything of my own visits onto the phone, and nothing else: whoever goes down into a basement has it with them. */
export function useDownload(rows: readonly VisitCard[] | undefined) {
  const queries = useQueryClient()
  const wanted = (rows ?? []).filter(({ status }) => !OVER.has(status)).map(({ id, caseId }) => `${id} ${caseId}`)
  const list = wanted.join(',')
  useEffect(() => {
    if (list) void download(queries, list.split(','))
  }, [queries, list])
}

async function download(queries: QueryClient, visits: string[]) {
  const work = [
    () => queries.prefetchQuery(fieldQueries.codes()),
    () => queries.prefetchQuery(fieldQueries.colleagues()),
    ...visits.flatMap((both) => {
      const [visit = '', caseId = ''] = both.split(' ')
      return [
        () => queries.prefetchQuery({ ...fieldQueries.visit(visit), staleTime: FRESH }),
        () => queries.prefetchQuery({ ...fieldQueries.checklists(visit), staleTime: FRESH }),
        () => queries.prefetchQuery({ ...fieldQueries.briefing(visit), staleTime: FRESH }),
        () => pictures(queries, 'case', caseId),
        () => pictures(queries, 'visit', visit),
      ]
    }),
  ]
  const next = async (): Promise<void> => {
    const one = work.shift()
    if (!one) return
    await one()
    return next()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  if (navigator.serviceWorker?.controller)
    await import('@/shared/scan/detector').then(({ detector }) => detector()).catch(() => undefined)
}

/** The list of pictures and their small versions; the service worker keeps what is fetched. */
async function pictures(queries: QueryClient, kind: 'visit' | 'case', id: string) {
  const query = { ...fieldQueries.photos(kind, id), staleTime: FRESH }
  await queries.prefetchQuery(query)
  const rows: Photo[] = queries.getQueryData(query.queryKey)?.rows ?? []
  if (!navigator.serviceWorker?.controller) return
  for (const { id: photo } of rows.filter(({ mediaType }) => mediaType.startsWith('image/')))
    await fetch(`/api/documents/${photo}/thumb`).catch(() => undefined)
}
