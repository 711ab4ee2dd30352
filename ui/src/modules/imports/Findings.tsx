import { DownloadOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Dropdown, Flex, Grid, Segmented, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/shared/desk'
import { type Field, type Import, type ImportFile, importQueries, type Problem, problemFileOf } from './api'
import { counted } from './words'

type Page = { row: number; line: number }
const FIRST: Page = { row: 0, line: 0 }

type Props = { one: Import; fields: Field[]; columns: ImportFile['columns'] }

/** Every bad cell with its row, what it says and a sentence; page by page, and as a file to be corrected. */
export function Findings({ one, fields, columns }: Props) {
  const { t } = useTranslation('imports')
  const [errors, setErrors] = useState(one.bad > 0)
  const [pages, setPages] = useState<Page[]>([FIRST])
  const page = pages.at(-1) ?? FIRST
  const problems = useQuery(importQueries.problems(one.id, errors, page, `${one.state}/${one.good}/${one.bad}/${one.remarks}`))
  const names = new Map(fields.map(({ code, heading }) => [code, heading]))
  const more = problems.data?.more ?? false
  const wide = Grid.useBreakpoint().md !== false
  const columnOf = ({ place, field }: Problem) => columns[place]?.heading || names.get(field) || field
  const turn = (next: Page[]) => setPages(next)
  return (
    <Flex vertical gap="middle">
      <Flex gap="middle" wrap align="center">
        {one.bad > 0 && one.remarks > 0 ? (
          <Segmented
            value={errors ? 'errors' : 'remarks'}
            options={[
              { value: 'errors', label: t('errors') },
              { value: 'remarks', label: t('remarks', { count: one.remarks, number: counted(one.remarks) }) },
            ]}
            onChange={(value) => {
              setErrors(value === 'errors')
              setPages([FIRST])
            }}
          />
        ) : (
          <strong>{errors ? t('errors') : t('remarks', { count: one.remarks, number: counted(one.remarks) })}</strong>
        )}
        {one.bad > 0 && <ProblemFile one={one} />}
      </Flex>
      {problems.isError ? (
        <ProblemAlert error={problems.error} onRetry={() => problems.refetch()} />
      ) : (
        <Table<Problem>
          size="small"
          rowKey={(problem) => `${problem.row}/${problem.line}`}
          loading={problems.isFetching && { delay: 200 }}
          dataSource={problems.data?.rows ?? []}
          pagination={false}
          scroll={{ y: 420, ...(wide && { x: 640 }) }}
          columns={
            wide
              ? [
                  { title: t('columns.row'), dataIndex: 'row', width: 84, className: 'tabular' },
                  { title: t('columns.column'), key: 'column', width: 170, render: (_, problem) => columnOf(problem) },
                  { title: t('columns.said'), key: 'said', width: 220, render: (_, problem) => <Said problem={problem} /> },
                  { title: t('columns.problem'), dataIndex: 'sentence' },
                ]
              : [
                  { title: t('columns.row'), dataIndex: 'row', width: 64, className: 'tabular' },
                  {
                    title: t('columns.problem'),
                    key: 'problem',
                    render: (_, problem) => (
                      <div className="import-stacked">
                        <span>
                          {columnOf(problem)} · <Said problem={problem} />
                        </span>
                        <span>{problem.sentence}</span>
                      </div>
                    ),
                  },
                ]
          }
        />
      )}
      {(pages.length > 1 || more) && (
        <Flex gap="small" justify="end">
          <Button
            icon={<LeftOutlined />}
            aria-label={t('page.back')}
            disabled={pages.length === 1}
            onClick={() => turn(pages.slice(0, -1))}
          />
          <Button
            icon={<RightOutlined />}
            aria-label={t('page.next')}
            disabled={!more}
            onClick={() => {
              const last = problems.data?.rows.at(-1)
              if (last) turn([...pages, { row: last.row, line: last.line }])
            }}
          />
        </Flex>
      )}
    </Flex>
  )
}

function Said({ problem }: { problem: Problem }) {
  const { t } = useTranslation('imports')
  return problem.said ? <span className="import-text">{problem.said}</span> : <span className="faint">{t('emptyCell')}</span>
}

/** The bad rows as they came with their reasons, to be corrected and brought again. */
export function ProblemFile({ one }: { one: Import }) {
  const { t } = useTranslation('imports')
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: <a href={problemFileOf(one.id, 'XLSX')}>Excel</a> },
          { key: 'csv', label: <a href={problemFileOf(one.id, 'CSV')}>CSV</a> },
        ],
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('takeBad', { count: one.bad, number: counted(one.bad) })}</Button>
    </Dropdown>
  )
}
