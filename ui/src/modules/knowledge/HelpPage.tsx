import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { http, type Schema, search } from '@/shared/http'
import { EmptyState, ErrorPanel, Input, Skeleton } from '@/shared/lite'
import './help.css'

/** What customers can look up before they report a fault. */
export function HelpPage() {
  const { t } = useTranslation('knowledge')
  const navigate = useNavigate()
  const { q: asked = '' } = useSearch({ strict: false }) as { q?: string }
  const [words, setWords] = useState(asked)
  const q = useDeferredValue(words.trim())
  useEffect(() => {
    document.title = t('help.title')
  }, [t])
  const found = useQuery({
    queryKey: ['help', q],
    queryFn: ({ signal }) =>
      http<Schema<'ArticleQueries.Help'>[]>(`/public/articles${search({ q: q || undefined })}`, { signal }),
    placeholderData: keepPreviousData,
    networkMode: 'always',
  })
  return (
    <main className="lite-page portal-wide">
      <div className="portal-hello">
        <h1>{t('help.title')}</h1>
        <p>{t('help.hint')}</p>
      </div>
      <Input
        type="search"
        enterKeyHint="search"
        maxLength={100}
        aria-label={t('help.search')}
        placeholder={t('help.search')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onBlur={() => navigate({ to: '.', search: (words.trim() ? { q: words.trim() } : {}) as never, replace: true })}
      />
      {found.isPending && <Skeleton lines={5} />}
      {found.isError && <ErrorPanel error={found.error} onRetry={() => found.refetch()} />}
      {found.data?.length === 0 && (
        <EmptyState
          title={t(q ? 'help.none' : 'help.empty')}
          hint={t('help.noneHint')}
          action={
            <Link to={'/report' as never} className="portal-link-button">
              {t('help.report')}
            </Link>
          }
        />
      )}
      {found.data && found.data.length > 0 && (
        <ul className="help-list">
          {found.data.map(({ number, title, snippet }) => (
            <li key={number}>
              <Link to={`/help/${number}` as never}>
                <strong>{title}</strong>
                <span>{snippet}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </main>
  )
}
