import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { fits } from '@/shared/documents/files'
import { http, type Schema, search } from '@/shared/http'
import { i18n } from '@/shared/i18n'

export type ArchiveRow = Schema<'ArchiveQueries.Row'>
export type Archive = Schema<'ArchiveQueries.View'>
export type Section = Archive['sections'][number]
export type Kind = Section['kinds'][number]
export type PaperRow = Schema<'ArchiveQueries.PaperRow'>
export type Plan = Schema<'ArchivePlanController.PlanView'>
export type PlanSection = Plan['sections'][number]
export type PlanKind = PlanSection['kinds'][number]

export type ListFilter = { words?: string; branch?: string; incomplete?: 'true'; after?: string }
/** `at`: a class, a section or a kind by the beginning of its code; `paper`: the opened one. */
export type PaperFilter = { at?: string; words?: string; important?: 'true'; after?: string; paper?: string }

/** In the language of the screen: the plan that came with the product has its names in all three. */
const language = () => i18n.language

export const archiveQueries = {
  list: (filter: ListFilter) =>
    queryOptions({
      queryKey: ['archive', 'list', filter],
      queryFn: ({ signal }) => http<Schema<'ArchiveQueries.Page'>>(`/archives${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  one: (project: string) =>
    queryOptions({
      queryKey: ['archive', 'one', project, language()],
      queryFn: ({ signal }) => http<Archive>(`/archives/${project}${search({ language: language() })}`, { signal }),
    }),
  papers: (project: string, { paper: _, ...filter }: PaperFilter) =>
    queryOptions({
      queryKey: ['archive', 'papers', project, filter],
      queryFn: ({ signal }) => http<Schema<'ArchiveQueries.Papers'>>(`/archives/${project}/papers${search(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  versions: (paper: string) =>
    queryOptions({
      queryKey: ['archive', 'versions', paper],
      queryFn: ({ signal }) => http<Schema<'ArchiveController.VersionView'>[]>(`/archives/papers/${paper}/versions`, { signal }),
    }),
  plan: () =>
    queryOptions({
      queryKey: ['archive', 'plan', language()],
      queryFn: ({ signal }) => http<Plan>(`/archive-plan${search({ language: language() })}`, { signal }),
    }),
}

export type NewPaper = {
  id: string
  kind: string
  name: string
  dated: string
  important: boolean
  note: string
  shelf: string
  file: File | null
}

/** With an id made here, so that a paper sent twice is filed once. */
export async function filePaper(project: string, { file, ...paper }: NewPaper) {
  const form = new FormData()
  for (const [name, value] of Object.entries(paper)) form.append(name, String(value))
  if (file) {
    fits(file)
    form.append('file', file)
  }
  await http(`/archives/${project}/papers`, { method: 'POST', form })
}

export function usePaperChange(paper: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: { json: object; act?: 'remove' } | { file: File }) => {
      if ('file' in change) {
        fits(change.file)
        const form = new FormData()
        form.append('file', change.file)
        return http(`/archives/papers/${paper}/versions`, { method: 'POST', form })
      }
      return change.act
        ? http(`/archives/papers/${paper}/remove`, { method: 'POST', json: change.json })
        : http(`/archives/papers/${paper}`, { method: 'PUT', json: change.json })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['archive'] }),
  })
}

export function usePlanChange() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (plan: { sections: PlanSection[]; version: number }) =>
      http<Plan>('/archive-plan', { method: 'PUT', json: { ...plan, language: language() } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['archive'] }),
  })
}

export const contentOf = (paper: string, document?: string) =>
  `/api/archives/papers/${paper}/content${document ? search({ document }) : ''}`
