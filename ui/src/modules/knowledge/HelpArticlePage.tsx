import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { http, type Schema } from '@/shared/http'
import { Button, ErrorPanel, Skeleton } from '@/shared/lite'
import { Rich } from '@/shared/Rich'
import { useSolved, wasSolvedBy } from '@/shared/solved'
import { Time } from '@/shared/Time'
import './help.css'

/** One article for customers. */
export function HelpArticlePage() {
  const { t } = useTranslation('knowledge')
  const { slug } = useParams({ strict: false }) as { slug: string }
  const article = useQuery({
    queryKey: ['help-article', slug],
    queryFn: ({ signal }) =>
      http<Schema<'ArticleQueries.HelpArticle'>>(`/public/articles/${encodeURIComponent(slug)}`, { signal }),
    networkMode: 'always',
  })
  const count = useSolved()
  const solved = count.isSuccess || wasSolvedBy(article.data?.number ?? '')
  const title = article.data?.title ?? t('help.title')
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main className="lite-page portal-wide">
      <Link to={'/help' as never} className="help-back">
        ‹ {t('help.title')}
      </Link>
      {article.isPending && <Skeleton lines={6} />}
      {article.isError && <ErrorPanel error={article.error} onRetry={() => article.refetch()} />}
      {article.data && (
        <article className="help-paper">
          <h1>{article.data.title}</h1>
          <p className="help-facts">
            {article.data.productName && `${article.data.productName} · `}
            <Time at={article.data.publishedAt} />
          </p>
          <Rich html={article.data.body} />
          <footer>
            {solved ? (
              <strong role="status">{t('help.thanks')}</strong>
            ) : (
              <Button kind="plain" busy={count.isPending} onClick={() => count.mutate(article.data.number)}>
                {t('help.solved')}
              </Button>
            )}
            <p>
              {t('help.still')} <Link to={'/report' as never}>{t('help.report')}</Link>
            </p>
          </footer>
        </article>
      )}
    </main>
  )
}
