import { DownOutlined, FilePdfOutlined, PrinterOutlined } from '@ant-design/icons'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Dropdown, Grid, Space, type TableProps } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  BranchFilter,
  ChoiceFilter,
  ExportButton,
  FilterBar,
  PageTitle,
  RemoteSelect,
  RowList,
  StatusTag,
  SubjectLink,
  type Tone,
  WordsFilter,
} from '@/shared/desk'
import { http, type Schema, search } from '@/shared/http'
import { Time } from '@/shared/Time'
import { useListState } from '@/shared/useListState'
import type { Outcome } from './api'

type Row = Schema<'ReportQueries.Row'>
type Filter = {
  words?: string
  branch?: string
  customer?: string
  signed?: 'true' | 'false'
  from?: string
  to?: string
  after?: string
}
type Language = Schema<'LayoutController.LayoutView'>['language']

const LANGUAGES: Language[] = ['ZH', 'EN', 'BOTH']
const TONES = { FIXED: 'good', WORKAROUND: 'warn', NOT_FIXED: 'bad' } satisfies Record<Outcome, Tone>

const list = (filter: Filter) =>
  queryOptions({
    queryKey: ['fieldwork', 'reports', filter],
    queryFn: ({ signal }) => http<Schema<'ReportQueries.Page'>>(`/reports${search(filter)}`, { signal }),
    placeholderData: keepPreviousData,
  })

/** Service reports, the newest first; several go to the printer as one file. */
export function ReportListPage() {
  const { t } = useTranslation(['fieldwork', 'shared'])
  const [filter, change] = useListState<Filter>()
  const rows = useQuery(list(filter))
  const wide = Grid.useBreakpoint().md
  const [chosen, choose] = useState<string[]>([])
  const print = (language?: Language) => window.open(`/api/reports/print${search({ ids: chosen, language })}`, '_blank')
  const open = (row: Row, language?: Language) => window.open(`/api/reports/${row.id}/pdf${search({ language })}`, '_blank')
  const languages = (act: (language: Language) => void) => ({
    items: LANGUAGES.map((key) => ({ key, label: t(`layout.languages.${key}`) })),
    onClick: ({ key }: { key: string }) => act(key as Language),
  })
  const columns: NonNullable<TableProps<Row>['columns']> = [
    {
      title: t('reports.report'),
      key: 'report',
      width: 280,
      render: (_, row) => (
        <div className="two-lines">
          <SubjectLink kind="case" id={row.caseId}>
            {row.subject}
          </SubjectLink>
          <small className="tabular">
            {row.number} · {row.caseNumber}
          </small>
        </div>
      ),
    },
    {
      title: t('reports.customer'),
      key: 'customer',
      width: 240,
      render: (_, row) => (
        <div className="two-lines">
          {row.customerId ? (
            <SubjectLink kind="customer" id={row.customerId}>
              {row.customerName}
            </SubjectLink>
          ) : (
            <span>—</span>
          )}
          <small>{row.branchName}</small>
        </div>
      ),
    },
    { title: t('reports.engineer'), key: 'engineer', width: 110, render: (_, row) => row.engineerName },
    {
      title: t('reports.outcome'),
      key: 'outcome',
      width: 130,
      render: (_, row) => <StatusTag tone={TONES[row.outcome]}>{t(`outcomes.${row.outcome}`)}</StatusTag>,
    },
    {
      title: t('reports.signed'),
      key: 'signed',
      width: 150,
      render: (_, row) =>
        row.signedAt ? (
          <div className="two-lines">
            <span>{row.signer}</span>
            <small>
              <Time at={row.signedAt} />
            </small>
          </div>
        ) : (
          <StatusTag tone="warn">{t('reports.unsigned')}</StatusTag>
        ),
    },
    {
      title: t('reports.paper'),
      key: 'paper',
      width: 130,
      render: (_, row) => (
        <Dropdown menu={languages((language) => open(row, language))} trigger={['hover']}>
          <Button size="small" icon={<FilePdfOutlined />} onClick={() => open(row)}>
            PDF
          </Button>
        </Dropdown>
      ),
    },
  ]
  return (
    <>
      <PageTitle
        title={t('reports.title')}
        hint={t('reports.hint')}
        extra={
          <>
            <ExportButton path="/reports/export" filter={filter} />
            {wide !== false && (
              <Space.Compact style={{ width: 'auto' }}>
                <Button icon={<PrinterOutlined />} disabled={chosen.length === 0} onClick={() => print()}>
                  {chosen.length === 0 ? t('reports.printNone') : t('reports.print', { count: chosen.length })}
                </Button>
                <Dropdown menu={languages(print)} disabled={chosen.length === 0}>
                  <Button icon={<DownOutlined />} aria-label={t('layout.language')} />
                </Dropdown>
              </Space.Compact>
            )}
          </>
        }
      />
      <FilterBar
        set={[filter.branch, filter.customer, filter.signed, filter.from].filter(Boolean).length}
        first={<WordsFilter label={t('reports.words')} value={filter.words} onChange={(words) => change({ words } as Filter)} />}
      >
        <RemoteSelect
          topic="customers"
          placeholder={t('reports.customer')}
          {...(filter.customer && { value: filter.customer })}
          name={(id, signal) => http<{ name: string }>(`/customers/${id}`, { signal }).then((one) => one.name)}
          style={{ width: 220 }}
          find={(words, signal) =>
            http<{ rows: { id: string; name: string; number: string }[] }>(`/customers${search({ words })}`, { signal }).then(
              (page) => page.rows.map((row) => ({ value: row.id, label: row.name, hint: row.number })),
            )
          }
          onChange={(customer) => change({ customer } as Filter)}
        />
        <ChoiceFilter
          label={t('reports.signed')}
          value={filter.signed}
          options={[
            { value: 'true', label: t('reports.signedYes') },
            { value: 'false', label: t('reports.unsigned') },
          ]}
          onChange={(signed) => change({ signed } as Filter)}
        />
        <DatePicker.RangePicker
          value={filter.from && filter.to ? [dayjs(filter.from), dayjs(filter.to)] : null}
          onChange={(span) => change({ from: span?.[0]?.format('YYYY-MM-DD'), to: span?.[1]?.format('YYYY-MM-DD') } as Filter)}
        />
        <BranchFilter value={filter.branch} onChange={(branch) => change({ branch } as Filter)} />
      </FilterBar>
      <RowList
        query={rows}
        columns={columns}
        width={1090}
        card={(row) => (
          <>
            <span className="spread">
              <a href={`/api/reports/${row.id}/pdf`} target="_blank" rel="noreferrer">
                {row.subject}
              </a>
              <StatusTag tone={row.signedAt ? TONES[row.outcome] : 'warn'}>
                {row.signedAt ? t(`outcomes.${row.outcome}`) : t('reports.unsigned')}
              </StatusTag>
            </span>
            <span>{row.customerName}</span>
            <small>
              {row.number} · {row.engineerName} · <Time at={row.signedAt ?? row.writtenAt} />
            </small>
          </>
        )}
        visit={(row) => open(row)}
        selection={{ selectedRowKeys: chosen, onChange: (keys) => choose(keys as string[]), preserveSelectedRowKeys: false }}
        filtered={Boolean(filter.words || filter.branch || filter.customer || filter.signed || filter.from)}
        first={t('reports.first')}
        after={filter.after}
        next={rows.data?.next}
        onMove={(after) => {
          choose([])
          change({ after } as Filter)
        }}
      />
    </>
  )
}
