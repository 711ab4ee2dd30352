import { FileOutlined, PlusOutlined, StarFilled } from '@ant-design/icons'
import type { UseQueryResult } from '@tanstack/react-query'
import { Button, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { RowList, StatusTag } from '@/shared/desk'
import type { Schema } from '@/shared/http'
import { type Archive, contentOf, type PaperFilter, type PaperRow } from './api'

type PaperListProps = {
  archive: Archive
  filter: PaperFilter
  query: UseQueryResult<Schema<'ArchiveQueries.Papers'>>
  onOpen: (paper: string) => void
  onMove: (after: string | undefined) => void
  onFile: (() => void) | undefined
}

export function PaperList({ archive, filter, query, onOpen, onMove, onFile }: PaperListProps) {
  const { t } = useTranslation(['archive', 'shared'])
  const kinds = archive.sections.flatMap((section) => section.kinds)
  const nameOf = (code: string) => kinds.find((kind) => kind.code === code)?.name ?? code
  const chosen = kinds.find((kind) => kind.code === filter.at)
  const columns: NonNullable<TableProps<PaperRow>['columns']> = [
    {
      title: t('columns.paper'),
      key: 'paper',
      width: 286,
      render: (_, row) => (
        <div className="two-lines">
          <span>
            {row.important && <StarFilled className="important" title={t('important')} />} <Name row={row} />
          </span>
          <small>{[!chosen && nameOf(row.kind), row.note].filter(Boolean).join(' · ') || row.kind}</small>
        </div>
      ),
    },
    {
      title: t('columns.dated'),
      dataIndex: 'dated',
      width: 122,
      className: 'tabular',
    },
    {
      title: t('columns.versions'),
      key: 'versions',
      width: 90,
      render: (_, row) => <Versions row={row} />,
    },
    {
      title: t('columns.shelf'),
      dataIndex: 'shelf',
      width: 130,
      render: (shelf: string) => shelf || <span className="faint">—</span>,
    },
    { title: t('columns.until'), key: 'until', width: 130, render: (_, row) => <Until row={row} /> },
    {
      key: 'acts',
      width: 70,
      align: 'end',
      render: (_, row) => (
        <Button size="small" onClick={() => onOpen(row.id)} aria-label={`${t('details')} ${row.name}`}>
          {t('details')}
        </Button>
      ),
    },
  ]
  return (
    <RowList
      query={query}
      columns={columns}
      width={850}
      card={(row) => (
        <>
          <span className="spread">
            <span>
              {row.important && <StarFilled className="important" title={t('important')} />} <Name row={row} />
            </span>
            <Button size="small" onClick={() => onOpen(row.id)} aria-label={`${t('details')} ${row.name}`}>
              {t('details')}
            </Button>
          </span>
          <small>{[nameOf(row.kind), row.shelf].filter(Boolean).join(' · ')}</small>
          <small className="tabular">
            {row.dated} · {t('columns.until')} <Until row={row} />
          </small>
        </>
      )}
      visit={(row) => onOpen(row.id)}
      {...(onFile && { create: { label: t('file.title'), act: onFile } })}
      filtered={Boolean(filter.words || filter.important)}
      first={
        <>
          <div>{chosen?.required ? t('requiredNone') : t('none')}</div>
          {onFile && (
            <Button icon={<PlusOutlined />} onClick={onFile} style={{ marginBlockStart: 12 }}>
              {t('file.title')}
            </Button>
          )}
        </>
      }
      after={filter.after}
      next={query.data?.next}
      onMove={onMove}
    />
  )
}

function Name({ row }: { row: PaperRow }) {
  const { t } = useTranslation('archive')
  return row.documentId ? (
    <a href={contentOf(row.id)} target="_blank" rel="noreferrer">
      <FileOutlined /> {row.name}
    </a>
  ) : (
    <span title={t('paperOnly')}>{row.name}</span>
  )
}

function Versions({ row }: { row: PaperRow }) {
  const { t } = useTranslation('archive')
  if (row.source) return <StatusTag tone="info">{t('byProduct')}</StatusTag>
  if (!row.documentId) return <StatusTag>{t('onPaper')}</StatusTag>
  return row.versions > 1 ? t('versionN', { n: row.versions }) : <span className="faint">{t('versionN', { n: 1 })}</span>
}

function Until({ row }: { row: PaperRow }) {
  const { t } = useTranslation('archive')
  if (!row.retentionUntil) return <>{t('forGood')}</>
  return row.retentionOver ? <span className="faint">{t('overSince', { date: row.retentionUntil })}</span> : row.retentionUntil
}
