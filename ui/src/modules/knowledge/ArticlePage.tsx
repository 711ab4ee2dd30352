import { DislikeOutlined, EditOutlined, LikeOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { App, Button, Drawer, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts, Four, PageTitle, Panel, StatusTag } from '@/shared/desk'
import { problemText } from '@/shared/problem'
import { Rich } from '@/shared/Rich'
import { Time } from '@/shared/Time'
import { type Article, type ArticleVersion, articleQueries, STATE_TONES, useSend } from './api'
import './knowledge.css'

/** An article, whether it helped, and what was published before. */
export function ArticlePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const article = useQuery(articleQueries.one(id))
  return <Four query={article}>{(one) => <Reading article={one} />}</Four>
}

function Reading({ article }: { article: Article }) {
  const { t } = useTranslation('knowledge')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const send = useSend()
  const out = article.state === 'PUBLISHED'
  const act = (path: string, said: string) =>
    send.mutate(
      { path: `/articles/${article.id}/${path}` },
      { onSuccess: () => message.success(said), onError: (error) => message.error(problemText(error)) },
    )
  return (
    <>
      <PageTitle
        title={article.title}
        hint={
          <>
            <Link to={'/articles' as never}>{t('title')}</Link> · <span className="tabular">{article.number}</span>{' '}
            <StatusTag tone={STATE_TONES[article.state]}>{t(`states.${article.state}`)}</StatusTag>
          </>
        }
        extra={
          article.mayEdit && (
            <>
              {out ? (
                <Popconfirm title={t('withdrawAsk')} onConfirm={() => act('withdraw', t('withdrawn'))}>
                  <Button>{t('withdraw')}</Button>
                </Popconfirm>
              ) : (
                <Button loading={send.isPending} onClick={() => act('publish', t('published'))}>
                  {t('publish')}
                </Button>
              )}
              <Button
                type="primary"
                icon={<EditOutlined />}
                onClick={() => navigate({ to: `/articles/${article.id}/edit` as never })}
              >
                {t('edit')}
              </Button>
            </>
          )
        }
      />
      <div className="article-columns">
        <article className="article-paper">
          <Rich html={article.body} />
          {out && <Opinion article={article} />}
        </article>
        <aside>
          <Panel title={t('about')}>
            <Facts
              facts={[
                { label: t('columns.audience'), value: t(`audiences.${article.audience}`) },
                { label: t('columns.product'), value: article.productName ?? t('anyProduct') },
                { label: t('author'), value: article.authorName },
                { label: t('columns.changed'), value: <Time at={article.changedAt} /> },
                {
                  label: t('columns.useful'),
                  value:
                    article.useful + article.useless > 0
                      ? t('usefulOf', { useful: article.useful, count: article.useful + article.useless })
                      : t('noOpinion'),
                },
                ...(article.audience === 'PORTAL'
                  ? [
                      {
                        label: t('solved'),
                        value:
                          article.solved > 0
                            ? t('solvedOf', { count: article.solved, month: article.solvedThisMonth })
                            : t('solvedNever'),
                      },
                    ]
                  : []),
                ...(out && article.audience === 'PORTAL'
                  ? [
                      {
                        label: t('portal'),
                        value: (
                          <a href={`/portal/help/${article.number}`} target="_blank" rel="noreferrer">
                            {t('openPortal')}
                          </a>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </Panel>
          {article.shownVersion > 0 && <Versions id={article.id} mayEdit={article.mayEdit} />}
        </aside>
      </div>
    </>
  )
}

function Opinion({ article }: { article: Article }) {
  const { t } = useTranslation('knowledge')
  const { message } = App.useApp()
  const send = useSend()
  const say = (useful: boolean) =>
    send.mutate(
      { path: `/articles/${article.id}/opinion`, method: 'PUT', json: { useful } },
      { onSuccess: () => message.success(t('thanks')), onError: (error) => message.error(problemText(error)) },
    )
  return (
    <footer className="article-opinion">
      <span>{t('didItHelp')}</span>
      <Button
        icon={<LikeOutlined />}
        type={article.mine === true ? 'primary' : 'default'}
        aria-pressed={article.mine === true}
        disabled={send.isPending}
        onClick={() => say(true)}
      >
        {t('useful')}
      </Button>
      <Button
        icon={<DislikeOutlined />}
        type={article.mine === false ? 'primary' : 'default'}
        aria-pressed={article.mine === false}
        disabled={send.isPending}
        onClick={() => say(false)}
      >
        {t('useless')}
      </Button>
    </footer>
  )
}

function Versions({ id, mayEdit }: { id: string; mayEdit: boolean }) {
  const { t } = useTranslation('knowledge')
  const versions = useQuery(articleQueries.versions(id))
  const [shown, setShown] = useState<ArticleVersion>()
  return (
    <Panel title={t('versions')}>
      <Four query={versions}>
        {(rows) => (
          <ul className="article-versions">
            {rows.map((one) => (
              <li key={one.number}>
                <button type="button" className="link" onClick={() => setShown(one)}>
                  {t('version', { number: one.number })}
                </button>
                <small>
                  {one.publishedName} · <Time at={one.publishedAt} />
                </small>
              </li>
            ))}
          </ul>
        )}
      </Four>
      <Drawer
        open={shown !== undefined}
        onClose={() => setShown(undefined)}
        size={720}
        title={shown && `${t('version', { number: shown.number })} · ${shown.title}`}
        extra={
          mayEdit && (
            <Link to={`/articles/${id}/edit` as never} search={{ version: String(shown?.number) } as never}>
              <Button>{t('backTo')}</Button>
            </Link>
          )
        }
      >
        {shown && <Rich html={shown.body} />}
      </Drawer>
    </Panel>
  )
}
