import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useBlocker, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Alert, App, Button, Form, Input, Radio } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Four, PageTitle, RemoteSelect, StatusTag, showOnForm } from '@/shared/desk'
import { http, type Schema, search } from '@/shared/http'
import { problemText } from '@/shared/problem'
import { type Article, type ArticleVersion, AUDIENCES, articleQueries, STATE_TONES } from './api'
import { Editor } from './Editor'
import './knowledge.css'

type Values = { title: string; body: string; audience: Article['audience']; product?: string }

export const ArticleNewPage = () => <Writing article={undefined} />

export function ArticleEditPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { version } = useSearch({ strict: false }) as { version?: string }
  const article = useQuery({ ...articleQueries.one(id), staleTime: 0 })
  const versions = useQuery({ ...articleQueries.versions(id), enabled: Boolean(version) })
  return (
    <Four query={article}>
      {(one) =>
        version ? (
          <Four query={versions}>
            {(rows) => (
              <Writing
                key={version}
                article={asOf(
                  one,
                  rows.find(({ number }) => String(number) === version),
                )}
              />
            )}
          </Four>
        ) : (
          <Writing key={one.id} article={one} />
        )
      }
    </Four>
  )
}

/** The words of an older version, to be written and published anew. */
const asOf = (article: Article, older: ArticleVersion | undefined): Article =>
  older ? { ...article, title: older.title, body: older.body } : article

/** Writes an article. One that is out is published anew when it is saved. */
function Writing({ article: given }: { article: Article | undefined }) {
  const { t } = useTranslation(['knowledge', 'shared'])
  const { message } = App.useApp()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [article] = useState(given)
  const [form] = Form.useForm<Values>()
  const [dirty, setDirty] = useState(false)
  const saved = useRef(false)
  /** What the server has of it: publishing may fail after saving, and the next try must not make another one. */
  const kept = useRef(given && { id: given.id, version: given.version })
  const [busy, setBusy] = useState<'save' | 'publish'>()
  const [failure, setFailure] = useState<unknown>()
  const out = article?.state === 'PUBLISHED'
  useBlocker({
    shouldBlockFn: () => dirty && !saved.current && !window.confirm(t('leaveAsk')),
    enableBeforeUnload: dirty,
  })
  const send = async (publish: boolean) => {
    let values: Values
    try {
      values = await form.validateFields()
    } catch {
      return
    }
    setBusy(publish ? 'publish' : 'save')
    setFailure(undefined)
    try {
      const json = { ...values, product: values.product ?? null, version: kept.current?.version ?? 0 }
      if (kept.current) {
        await http(`/articles/${kept.current.id}`, { method: 'PUT', json })
        kept.current = { ...kept.current, version: kept.current.version + 1 }
      } else {
        kept.current = { id: (await http<Schema<'ArticleDesk.Made'>>('/articles', { method: 'POST', json })).id, version: 0 }
      }
      const { id } = kept.current
      if (publish && !out) await http(`/articles/${id}/publish`, { method: 'POST', json: {} })
      await queries.invalidateQueries({ queryKey: ['articles'] })
      message.success(t(publish ? 'published' : 'saved'))
      saved.current = true
      navigate({ to: `/articles/${id}` as never, replace: true })
    } catch (error) {
      if (!showOnForm(form, error)) setFailure(error)
    } finally {
      setBusy(undefined)
    }
  }
  const first: Partial<Values> = article
    ? { ...article, ...(article.productId && { product: article.productId }) }
    : { audience: 'DESK', body: '' }
  const needed = { required: true, whitespace: true, message: t('shared:fields.required') }
  return (
    <>
      <PageTitle
        title={t(article ? 'edit' : 'new')}
        hint={
          article ? (
            <>
              <Link to={`/articles/${article.id}` as never}>{article.number}</Link>{' '}
              <StatusTag tone={STATE_TONES[article.state]}>{t(`states.${article.state}`)}</StatusTag>
            </>
          ) : (
            <Link to={'/articles' as never}>{t('title')}</Link>
          )
        }
        extra={
          <>
            {!out && (
              <Button loading={busy === 'save'} disabled={busy !== undefined} onClick={() => send(false)}>
                {t('saveDraft')}
              </Button>
            )}
            <Button type="primary" loading={busy === 'publish'} disabled={busy !== undefined} onClick={() => send(true)}>
              {t(out ? 'publishAgain' : 'publish')}
            </Button>
          </>
        }
      />
      {failure !== undefined && (
        <Alert type="error" showIcon role="alert" title={problemText(failure)} style={{ marginBlockEnd: 16 }} />
      )}
      <Form form={form} layout="vertical" initialValues={first} onValuesChange={() => setDirty(true)} className="article-form">
        <Form.Item name="title" label={t('articleTitle')} rules={[needed]}>
          <Input maxLength={120} placeholder={t('titleExample')} autoFocus={!article} />
        </Form.Item>
        <div className="article-choices">
          <Form.Item name="audience" label={t('columns.audience')}>
            <Radio.Group options={AUDIENCES.map((one) => ({ value: one, label: t(`audiences.${one}`) }))} optionType="button" />
          </Form.Item>
          <Form.Item name="product" label={t('columns.product')}>
            <RemoteSelect
              topic="assets"
              placeholder={t('anyProduct')}
              find={(words, signal) =>
                http<{ rows: { id: string; name: string; model: string }[] }>(`/products${search({ words })}`, { signal }).then(
                  (page) => page.rows.map((row) => ({ value: row.id, label: row.model, hint: row.name })),
                )
              }
              name={async () => article?.productName ?? ''}
            />
          </Form.Item>
        </div>
        <Form.Item name="body" label={t('body')} rules={[needed]} extra={out ? t('publishHint') : undefined}>
          <Editor />
        </Form.Item>
      </Form>
    </>
  )
}
