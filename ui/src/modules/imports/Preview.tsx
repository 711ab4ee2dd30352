import { useQuery } from '@tanstack/react-query'
import { Table, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { Four, Panel, useSettled } from '@/shared/desk'
import { type Field, importQueries, type Previewed, type Settings } from './api'

const SHOWN = 8

/** The first rows as they will be understood, with what is wrong in its place. */
export function Preview({ id, fields, settings }: { id: string; fields: Field[]; settings: Settings }) {
  const { t } = useTranslation('imports')
  const asked = useSettled(JSON.stringify(settings), 300)
  const preview = useQuery(importQueries.preview(id, JSON.parse(asked) as Settings))
  const held = fields.filter(({ code }) => settings.columns.some((column) => column.field === code))
  return (
    <Panel title={t('preview')}>
      <Four query={preview}>
        {(rows) => (
          <Table<Previewed>
            size="small"
            rowKey="row"
            dataSource={rows.slice(0, SHOWN)}
            pagination={false}
            scroll={{ x: Math.max(480, held.length * 130) }}
            columns={[
              { title: t('columns.row'), dataIndex: 'row', width: 64, className: 'tabular' },
              ...held.map((field) => ({
                title: field.heading,
                key: field.code,
                width: 130,
                render: (_: unknown, row: Previewed) => <Cell row={row} field={field.code} />,
              })),
            ]}
          />
        )}
      </Four>
    </Panel>
  )
}

function Cell({ row, field }: { row: Previewed; field: string }) {
  const wrong = row.problems.filter((problem) => problem.field === field)
  const text = row.cells[field]
  if (wrong.length === 0) return <span className="import-text">{text || <span className="faint">—</span>}</span>
  const words = wrong.map(({ sentence }) => sentence).join('；')
  const bad = wrong.some(({ error }) => error)
  return (
    <Tooltip title={words}>
      <span className={bad ? 'import-text import-bad' : 'import-text import-remark'}>
        {text || wrong[0]?.said}
        <small>{words}</small>
      </span>
    </Tooltip>
  )
}
