import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { ChoiceFilter, ExportButton, FilterBar, PageTitle, RowList, StatusTag, WordsFilter } from '@/shared/desk'
import { useMay } from '@/shared/session'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { type ArticleFilter, type ArticleRow, AUDIENCES, articleQueries, STATE_TONES, STATES } from './api'
import './knowledge.css'

/** What the house knows, to be found by a few words. */
export function ArticleListPage() {
  const { t } = useTranslation('knowledge')
  const navigate = useNavigate()
  const [filter, change] = useListState<ArticleFilter>()
  const { words, state, audience, after } = filter
  const list = useQuery(articleQueries.list(filter))
  const may = useMay('knowledge.edit')
  const write = () => navigate({ to: '/articles/new' as never })
  const link = (row: ArticleRow) => <Link to={`/articles/${row.id}` as never}>{row.title}</Link>
  const tag = (row: ArticleRow) => <StatusTag tone={STATE_TONES[row.state]}>{t(`states.${row.state}`)}</StatusTag>
  const columns: NonNullable<TableProps<ArticleRow>['columns']> = [
    {
      title: t('columns.article'),
      key: 'article',
      width: 460,
      render: (_, row) => (
        <div className="two-lines article-cell">
          {link(row)}
          <small>{row.snippet}</small>
        </div>
      ),
    },
    { title: t('columns.product'), dataIndex: 'productName', width: 150 },
    { title: t('columns.audience'), key: 'audience', width: 120, render: (_, row) => t(`audiences.${row.audience}`) },
    { title: t('columns.state'), key: 'state', width: 100, render: (_, row) => tag(row) },
    {
      title: t('columns.useful'),
      key: 'useful',
      width: 120,
      className: 'tabular',
      render: (_, row) => (
        <div className="two-lines">
          {row.useful + row.useless > 0 && <span>{t('usefulOf', { useful: row.useful, count: row.useful + row.useless })}</span>}
          {row.solved > 0 && <small>{t('solvedTimes', { count: row.solved })}</small>}
        </div>
      ),
    },
    {
      title: t('columns.changed'),
      key: 'changed',
      width: 150,
      render: (_, row) => (
        <div className="two-lines">
          <Time at={row.changedAt} />
          <small>
            {row.number} · {row.authorName}
          </small>
        </div>
      ),
    },
  ]
  return (
    <>
      <PageTitle
        title={t('title')}
        hint={t('hint')}
        extra={
          <>
            <ExportButton path="/articles/export" filter={{ words, state, audience }} />
            {may && (
              <Button type="primary" icon={<PlusOutlined />} onClick={write}>
                {t('new')}
              </Button>
            )}
          </>
        }
      />
      <FilterBar
        set={[state, audience].filter(Boolean).length}
        first={<WordsFilter label={t('search')} value={words} onChange={(next) => change({ words: next } as ArticleFilter)} />}
      >
        {may && (
          <ChoiceFilter
            label={t('columns.state')}
            value={state}
            options={STATES.map((one) => ({ value: one, label: t(`states.${one}`) }))}
            onChange={(next) => change({ state: next } as ArticleFilter)}
          />
        )}
        <ChoiceFilter
          label={t('columns.audience')}
          value={audience}
          options={AUDIENCES.map((one) => ({ value: one, label: t(`audiences.${one}`) }))}
          onChange={(next) => change({ audience: next } as ArticleFilter)}
        />
      </FilterBar>
      <RowList
        query={list}
        columns={columns}
        width={1090}
        card={(row) => (
          <>
            <span className="spread">
              {link(row)}
              {tag(row)}
            </span>
            <span className="article-snippet">{row.snippet}</span>
            <small>{[row.productName, t(`audiences.${row.audience}`), row.number].filter(Boolean).join(' · ')}</small>
          </>
        )}
        visit={(row) => navigate({ to: `/articles/${row.id}` as never })}
        {...(may && { create: { label: t('new'), act: write } })}
        filtered={Boolean(words || state || audience)}
        first={t('first')}
        after={after}
        next={list.data?.next}
        onMove={(next) => change({ after: next } as ArticleFilter)}
      />
    </>
  )
}
