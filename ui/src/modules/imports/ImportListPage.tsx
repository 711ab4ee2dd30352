import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { ChoiceFilter, ExportButton, FilterBar, Four, PageTitle, RowList } from '@/shared/desk'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import { type Import, importQueries, type ListFilter, templateOf } from './api'
import { counted, ImportStateTag, useMade } from './words'
import './imports.css'

/** What can be imported, and what was. */
export function ImportListPage() {
  const { t } = useTranslation('imports')
  const [filter, change] = useListState<ListFilter>()
  const kinds = useQuery(importQueries.kinds())
  const list = useQuery(importQueries.list(filter))
  const navigate = useNavigate()
  const made = useMade()
  const counts = (row: Import) =>
    row.state === 'DONE' || row.state === 'UNDONE' ? made(row) || '—' : t('rows', { count: row.rows, number: counted(row.rows) })
  const columns: NonNullable<TableProps<Import>['columns']> = [
    {
      title: t('columns.file'),
      key: 'file',
      width: 300,
      render: (_, row) => (
        <div className="two-lines">
          <Link to="/imports/$id" params={{ id: row.id }}>
            {row.fileName || t('unnamedFile')}
          </Link>
          <small>{row.title}</small>
        </div>
      ),
    },
    { title: t('columns.state'), key: 'state', width: 110, render: (_, row) => <ImportStateTag state={row.state} /> },
    {
      title: t('columns.counts'),
      key: 'counts',
      width: 240,
      render: (_, row) => (
        <div className="two-lines tabular">
          <span>{counts(row)}</span>
          {row.bad > 0 && <small className="import-bad">{t('leftOut', { count: row.bad, number: counted(row.bad) })}</small>}
        </div>
      ),
    },
    { title: t('columns.by'), dataIndex: 'byName', width: 130 },
    { title: t('columns.at'), dataIndex: 'at', width: 130, render: (at: string) => <Time at={at} /> },
  ]
  return (
    <>
      <PageTitle
        title={t('title')}
        hint={t('hint')}
        extra={<ExportButton path="/imports/export" filter={{ kind: filter.kind }} />}
      />
      <Four query={kinds} isEmpty={(all) => all.length === 0} first={t('nothing')}>
        {(all) => (
          <ul className="import-kinds">
            {all.map((kind) => (
              <li key={kind.code} className="panel">
                <h2>{kind.title}</h2>
                <p className="faint">{kind.hint}</p>
                <span>
                  <Link to="/imports/new" search={{ kind: kind.code } as never}>
                    <Button icon={<UploadOutlined />}>{t('bring')}</Button>
                  </Link>
                  <Button type="text" icon={<DownloadOutlined />} href={templateOf(kind.code)}>
                    {t('template')}
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Four>
      <FilterBar set={filter.kind ? 1 : 0} first={<h2 className="import-history">{t('history')}</h2>}>
        <ChoiceFilter
          label={t('columns.kind')}
          value={filter.kind}
          options={(kinds.data ?? []).map(({ code, title }) => ({ value: code, label: title }))}
          onChange={(kind) => change({ kind } as ListFilter)}
        />
      </FilterBar>
      <RowList
        query={list}
        columns={columns}
        width={910}
        card={(row) => (
          <>
            <span className="spread">
              <Link to="/imports/$id" params={{ id: row.id }}>
                {row.fileName || t('unnamedFile')}
              </Link>
              <ImportStateTag state={row.state} />
            </span>
            <span className="tabular">{[row.title, counts(row)].join(' · ')}</span>
            <small>
              {row.byName} · <Time at={row.at} />
            </small>
          </>
        )}
        visit={(row) => navigate({ to: '/imports/$id', params: { id: row.id } })}
        filtered={Boolean(filter.kind)}
        first={t('noneYet')}
        after={filter.after}
        next={list.data?.next}
        onMove={(after) => change({ after } as ListFilter)}
      />
    </>
  )
}
