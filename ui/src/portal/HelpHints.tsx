import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { http, type Schema, search } from '@/shared/http'
import { Button } from '@/shared/lite'
import { useSolved } from '@/shared/solved'

const PAUSE = 600
const SHOWN = 3

type HelpHintsProps = {
  words: string
  /** An article solved it, so nothing is reported. */
  onSolved: () => void
}

/** Articles that may save the report, while it is being written; they open beside it, so that nothing typed is lost. */
export function HelpHints({ words, onSolved }: HelpHintsProps) {
  const { t } = useTranslation('portal')
  const [asked, setAsked] = useState('')
  const [read, setRead] = useState<string>()
  const solved = useSolved()
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
  // Counted or not, nobody has to report what is solved.
  const settle = (article: string) => solved.mutate(article, { onSettled: onSolved })
  return (
    <aside className="portal-hints" aria-live="polite">
      <strong>{t('hints.title')}</strong>
      <ul>
        {rows.map(({ number, title }) => (
          <li key={number}>
            <a href={`/portal/help/${number}`} target="_blank" rel="noreferrer" onClick={() => setRead(number)}>
              {title}
            </a>
            {read === number && (
              <Button kind="plain" busy={solved.isPending} onClick={() => settle(number)}>
                {t('hints.solved')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </aside>
  )
}
