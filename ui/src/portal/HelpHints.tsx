import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { http, type Schema, search } from '@/shared/http'

const PAUSE = 600
const SHOWN = 3

/** Articles that may save the report, while it is being written; they open beside it, so that nothing typed is lost. */
export function HelpHints({ words }: { words: string }) {
  const { t } = useTranslation('portal')
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(words.trim().slice(0, 100)), PAUSE)
    return () => clearTimeout(timer)
  }, [words])
  const found = useQuery({
    queryKey: ['help', 'hints', asked],
    queryFn: ({ signal }) => http<Schema<'ArticleQueries.Help'>[]>(`/public/articles${search({ q: asked })}`, { signal }),
    enabled: [...asked].length >= 4,
    retry: false,
    staleTime: 300_000,
  })
  const rows = ([...asked].length >= 4 ? (found.data ?? []) : []).slice(0, SHOWN)
  if (rows.length === 0) return null
  return (
    <aside className="portal-hints" aria-live="polite">
      <strong>{t('hints.title')}</strong>
      <ul>
        {rows.map(({ number, title }) => (
          <li key={number}>
            <a href={`/portal/help/${number}`} target="_blank" rel="noreferrer">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </aside>
  )
}
