import type { UseQueryResult } from '@tanstack/react-query'
import { Grid, Table, type TableProps } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Nothing } from './Four'
import { KeyHints } from './KeyHints'
import { KeysetPager } from './KeysetPager'
import { ProblemAlert } from './ProblemAlert'
import { useKeys } from './useKeys'
import { useRowCursor } from './useRowCursor'

type RowListProps<Row> = {
  query: Pick<UseQueryResult<{ rows: Row[] }>, 'data' | 'error' | 'isError' | 'isPending' | 'isFetching' | 'refetch'>
  columns: NonNullable<TableProps<Row>['columns']>
  /** Narrower than this (px), the table scrolls. */
  width: number
  /** What stands in for a row on a phone: the lines of a card. Without it the table scrolls there too. */
  card?: (row: Row) => ReactNode
  /** Opens a row: Enter or a double click. */
  visit?: (row: Row) => void
  /** Makes a new one: the key n. Leave it out where the user may not. */
  create?: { label: string; act: () => void }
  /** Whether filters are set: "no match" is another message than "nothing yet". */
  filtered?: boolean
  first?: ReactNode
  after: string | undefined
  next: string | null | undefined
  onMove: (after: string | undefined) => void
  hints?: { keys: string; label: string }[]
  selection?: TableProps<Row>['rowSelection']
}

/** The rows of a list page in its four states, with keyset pages, keys to walk it by, and cards on a phone. */
export function RowList<Row extends { id: string }>(props: RowListProps<Row>) {
  const { query, columns, width, card, visit, create, filtered = false, first, hints = [], selection } = props
  const { t } = useTranslation('shared')
  const wide = Grid.useBreakpoint().md
  const rows = query.data?.rows ?? []
  const cursor = useRowCursor(rows, (row) => visit?.(row))
  useKeys({ n: () => create?.act() })
  if (query.isError) return <ProblemAlert error={query.error} onRetry={() => query.refetch()} />
  const nothing = <Nothing filtered={filtered} first={first} />
  const walking = visit
    ? [
        { keys: 'j', label: t('keys.down') },
        { keys: 'k', label: t('keys.up') },
        { keys: 'Enter', label: t('keys.open') },
      ]
    : []
  return (
    <>
      {card && wide === false ? (
        rows.length === 0 && !query.isPending ? (
          nothing
        ) : (
          <ul className="cards">
            {rows.map((row) => (
              <li key={row.id}>{card(row)}</li>
            ))}
          </ul>
        )
      ) : (
        <Table
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={rows}
          loading={query.isFetching && { delay: 200 }}
          pagination={false}
          scroll={{ x: width }}
          {...(visit && { rowClassName: cursor.rowClassName, onRow: (row: Row) => ({ onDoubleClick: () => visit(row) }) })}
          {...(selection && { rowSelection: selection })}
          locale={{ emptyText: query.isPending ? ' ' : nothing }}
        />
      )}
      <KeysetPager after={props.after} next={props.next} onMove={props.onMove} />
      {(visit || create || hints.length > 0) && (
        <KeyHints hints={[...walking, ...hints, ...(create ? [{ keys: 'n', label: create.label }] : [])]} />
      )}
    </>
  )
}
